namespace Attachments.Content.Archives.Zip;

/// <summary>What must be the same in an entry, in its directory's word, and in what was found.</summary>
/// <param name="Offset">Where its local header is.</param>
/// <param name="Name">See <see cref="ZipListing.NameOf"/>.</param>
/// <param name="IsEncrypted">General purpose bit 0.</param>
/// <param name="Method">How it is compressed (APPNOTE 4.4.5).</param>
/// <param name="Checksum">Its CRC-32.</param>
/// <param name="Compressed">How many bytes it takes in the archive.</param>
/// <param name="Expanded">How many bytes it expands to.</param>
internal readonly record struct ZipEntry(long Offset, UInt128 Name, bool IsEncrypted, ushort Method, uint Checksum, long Compressed, long Expanded);
