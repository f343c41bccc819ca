namespace Attachments.Storage.FileSystem;

// Where everything lies: {root}/staging/{blob}.{tenant} and {root}/blobs/{tenant}/{shard}/{blob}. Nothing here touches the disk.
internal sealed class StoreLayout
{
    private const int BlobIdLength = 36;
    private const string ProbePrefix = "probe-";

    private readonly string rootWithSeparator;

    public StoreLayout(string root)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        rootWithSeparator = Path.EndsInDirectorySeparator(Root) ? Root : Root + Path.DirectorySeparatorChar;
        BlobsDirectory = Path.Combine(Root, "blobs");
        StagingDirectory = Path.Combine(Root, "staging");
        ProbePath = Path.Combine(BlobsDirectory, ".probe");
    }

    public string Root { get; }

    public string BlobsDirectory { get; }

    public string StagingDirectory { get; }

    public string ProbePath { get; }

    public static bool IsStagingName(ReadOnlySpan<char> name) =>
        name.Length > BlobIdLength
        && name[BlobIdLength..].StartsWith("." + TenantSegment.Prefix, StringComparison.Ordinal)
        && TryParseBlob(name[..BlobIdLength], out _);

    public static bool IsProbeName(ReadOnlySpan<char> name) => name.StartsWith(ProbePrefix, StringComparison.Ordinal);

    /// <summary>Tells which blob a staging's file is to become.</summary>
    public static BlobKey? KeyOfStaging(ReadOnlySpan<char> name) =>
        IsStagingName(name) && TryParseBlob(name[..BlobIdLength], out var blob) && TenantSegment.TryParse(name[(BlobIdLength + 1)..], out var tenant)
            ? new BlobKey(tenant, blob)
            : null;

    // The tenant is part of the name, because the key is the pair: the same blob id under another tenant is another staging.
    public string Staging(BlobKey key) => Confined(Path.Combine(StagingDirectory, $"{key.Blob}.{TenantSegment.Of(key.Tenant)}"));

    public string NewProbe() => Path.Combine(StagingDirectory, $"{ProbePrefix}{Guid.NewGuid():N}");

    public string TenantDirectory(BlobKey key) => Confined(Path.Combine(BlobsDirectory, TenantSegment.Of(key.Tenant)));

    // A version 7 UUID begins with the time and ends with random bits: the last byte spreads a tenant's blobs over 256 directories.
    public string ShardDirectory(BlobKey key) => Path.Combine(TenantDirectory(key), key.Blob.ToString()[^2..]);

    public string Blob(BlobKey key) => Confined(Path.Combine(ShardDirectory(key), key.Blob.ToString()));

    /// <summary>Tells which blob a file is, by its path; only the very path that <see cref="Blob"/> gives is one.</summary>
    public BlobKey? KeyOf(string path)
    {
        var directory = Path.GetDirectoryName(Path.GetDirectoryName(path.AsSpan()));
        if (!Guid.TryParseExact(Path.GetFileName(path.AsSpan()), "D", out var id) || !TenantSegment.TryParse(Path.GetFileName(directory), out var tenant))
            return null;

        var key = new BlobKey(tenant, new BlobId(id));
        return string.Equals(Blob(key), path, StringComparison.Ordinal) ? key : null;
    }

    // Only as it is written: .NET also reads other cases, and a plus sign in place of a group's first digit.
    private static bool TryParseBlob(ReadOnlySpan<char> text, out BlobId blob)
    {
        var isId = Guid.TryParseExact(text, "D", out var id);
        blob = new BlobId(id);
        return isId && text.SequenceEqual(blob.ToString());
    }

    // Escaping makes it true already; this is the second lock on the door, and compares with the separator so that a sibling "root-2" is outside.
    private string Confined(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith(rootWithSeparator, StringComparison.Ordinal)
            ? full
            : throw new BlobStoreException("A blob's key leads out of the store.");
    }
}
