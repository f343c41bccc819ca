using Attachments.Access;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Keys;

/// <summary>What objects are called: <c>{prefix}{tenant}/{blob}</c>. Nothing that a client sent is part of a key.</summary>
internal sealed class KeyLayout(IOptions<S3StoreOptions> options)
{
    // A tenant's segment never holds a dot.
    private const string ProbeFolder = ".probe/";

    private const int ProbeNameLength = 32;

    private readonly string prefix = Terminated(options.Value.KeyPrefix);

    public string Prefix => prefix;

    /// <summary>Gets what the keys begin with that checks write to.</summary>
    public string Probes => prefix + ProbeFolder;

    public string Of(BlobKey key) => $"{prefix}{TenantSegment.Of(key.Tenant)}/{key.Blob}";

    public string NewProbe() => $"{Probes}{Guid.NewGuid():N}";

    /// <summary>Says whether an object is below the prefix. A service that ignores the prefix lists others, which are none of the store's business.</summary>
    public bool Owns(string objectKey) => objectKey.StartsWith(prefix, StringComparison.Ordinal);

    public string NameOf(string objectKey) => objectKey[prefix.Length..];

    /// <summary>Says whether an object is what a check or a probe has written: others may use the folder too.</summary>
    public bool IsProbe(string objectKey)
    {
        if (!objectKey.StartsWith(Probes, StringComparison.Ordinal))
            return false;

        var name = objectKey.AsSpan(Probes.Length);
        return name.Length >= ProbeNameLength
            && Guid.TryParseExact(name[..ProbeNameLength], "N", out _)
            && (name.Length == ProbeNameLength || name[ProbeNameLength] == '/');
    }

    public BlobKey? Parse(string objectKey)
    {
        if (!Owns(objectKey))
            return null;

        var name = objectKey.AsSpan(prefix.Length);
        var slash = name.IndexOf('/');
        if (slash < 0 || !TenantSegment.TryParse(name[..slash], out TenantId tenant))
            return null;

        var blob = name[(slash + 1)..];
        return Guid.TryParseExact(blob, "D", out var id) && new BlobId(id) is var found && blob.SequenceEqual(found.ToString())
            ? new BlobKey(tenant, found)
            : null;
    }

    private static string Terminated(string prefix) => prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";
}
