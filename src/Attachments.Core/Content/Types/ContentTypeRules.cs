using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Attachments.Content.Types;

/// <summary>Which types and extensions this host accepts, and what a file is by its declaration and its bytes together.</summary>
internal sealed class ContentTypeRules
{
    private readonly IContentTypeDetector detector;
    private readonly FrozenSet<string> allowed;
    private readonly FrozenSet<string> refused;
    private readonly bool isStrict;

    public ContentTypeRules(IOptions<ContentTypeOptions> options, IContentTypeDetector detector)
    {
        var types = options.Value;
        this.detector = detector;
        isStrict = types.Verification == ContentTypeVerification.Strict;
        AllowedTypes = [.. ((IEnumerable<string>?)types.Allowed ?? ContentTypeDefaults.Allowed).Select(Normalize).Distinct()];
        RefusedExtensions = [.. ((IEnumerable<string>?)types.RefusedExtensions ?? ContentTypeDefaults.RefusedExtensions).Select(Bare).Distinct()];
        allowed = AllowedTypes.ToFrozenSet(StringComparer.Ordinal);
        refused = RefusedExtensions.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Gets the types that are accepted, normalised; none where every type is.</summary>
    public IReadOnlyList<string> AllowedTypes { get; }

    /// <summary>Gets the refused extensions, lower case, without their dot.</summary>
    public IReadOnlyList<string> RefusedExtensions { get; }

    /// <summary>Gets how many first bytes <see cref="Settle"/> wants.</summary>
    public int HeadLength => detector.HeadLength;

    /// <param name="contentType">A normalised type.</param>
    public bool Allows(string contentType) => allowed.Count == 0 || allowed.Contains(contentType);

    /// <param name="extension">Lower case, without its dot.</param>
    public bool Refuses(string extension) => refused.Contains(extension);

    /// <summary>Says what the file is, by its declared type and its first bytes.</summary>
    /// <param name="declared">The declared type, normalised.</param>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or the whole file where it is shorter.</param>
    /// <returns>The type to store and serve, or a refusal.</returns>
    public AttachmentResult<string> Settle(string declared, ReadOnlySpan<byte> head)
    {
        var match = detector.Detect(head);
        if (match is { IsExecutable: true })
            return Rejection.TypeNotAllowed("Programs and scripts are not accepted");

        var settled = match is null || Agrees(match, declared) || MediaType.IsText(match.ContentType) ? declared : ContentTypeAliases.Resolve(match.ContentType);
        if (!Allows(settled))
            return NotAllowed(settled);

        var isBorne = match is not null && (settled != declared || Agrees(match, declared));
        if (isStrict && !isBorne && detector.HasSignature(declared))
            return Rejection.TypeMismatch(declared);

        return settled;
    }

    /// <summary>Says whether every byte of a file has to be text.</summary>
    /// <param name="declared">The declared type, normalised.</param>
    public bool MustBeText(string declared) => isStrict && MediaType.IsTextThroughout(declared);

    /// <summary>Says whether the first bytes bear the signature of a type that is not text.</summary>
    /// <param name="bytes">The first bytes of a file, <see cref="HeadLength"/> of them or more, or the whole file where it is shorter.</param>
    public bool BearBinarySignature(ReadOnlySpan<byte> bytes) =>
        detector.Detect(bytes[..Math.Min(bytes.Length, HeadLength)]) is { } match && !MediaType.IsText(match.ContentType);

    public static Rejection NotAllowed(string contentType) => Rejection.TypeNotAllowed($"Files of type {contentType} are not accepted");

    private bool Agrees(ContentTypeMatch match, string declared) =>
        match.ContentType == declared || (match.BuiltOn is { } container && detector.IsBuiltOn(declared, container));

    private static string Normalize(string contentType) =>
        MediaType.TryNormalize(contentType, out var normalized) ? normalized : throw new ArgumentException($"'{contentType}' is not a media type.", nameof(contentType));

    private static string Bare(string extension) => extension.Trim().TrimStart('.').ToLowerInvariant();
}
