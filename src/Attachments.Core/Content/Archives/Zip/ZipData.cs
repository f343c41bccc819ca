namespace Attachments.Content.Archives.Zip;

/// <summary>What was found of an entry's data.</summary>
/// <param name="Compressed">How many bytes it takes in the archive.</param>
/// <param name="Expanded">How many bytes it expands to; where it cannot be expanded, what is said of it.</param>
/// <param name="Checksum">What is said to be its CRC-32.</param>
internal readonly record struct ZipData(long Compressed, long Expanded, uint Checksum);
