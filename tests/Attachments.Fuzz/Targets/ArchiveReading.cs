using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Archives;
using Attachments.Content.Archives.Reading;
using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;
using Attachments.Ingestion;
using Attachments.Messages;
using Microsoft.Extensions.Options;

namespace Attachments.Fuzz.Targets;

/// <summary>Shows archives to the inspector as an upload would, most of them with limits that keep every input short.</summary>
internal static class ArchiveReading
{
    /// <summary>The longest that an archive may expand to. Below the mebibyte from which the ratio is asked, which goes by how the bytes arrive.</summary>
    public const int MaxExpandedSize = 262_144;

    /// <summary>The longest input that is inspected in every way; a longer one is, in one, with the limits that hosts have.</summary>
    public const int LongestInAllWays = 65_536;

    private const string Damaged = "The archive is damaged";

    private const int LongestInSingleBytes = 1024;

    // What a busy machine does not get done in time would be refused by chance.
    private static readonly TimeSpan NoTimeLimit = TimeSpan.FromDays(1);

    private static readonly SignatureContentTypeDetector Detector = new();

    /// <summary>Gets the rules that entries are held to.</summary>
    public static ContentTypeRules Types { get; } = new(Options.Create(new ContentTypeOptions()), Detector);

    /// <summary>Says whether the first bytes are a program's.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> head) => Detector.Detect(head[..Math.Min(head.Length, Detector.HeadLength)]) is { IsExecutable: true };

    /// <summary>Says whether a file's name or the type that goes with it makes readers open it as a ZIP.</summary>
    public static bool IsClaimedAsZip(string name) => HiddenZip.IsNamedBy(name) || Detector.IsBuiltOn(UploadRules.ResolveDeclared(null, name), "zip");

    /// <summary>Inspects an archive in one piece, in random pieces and byte by byte. All must come to the same.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    public static string? InspectInPieces(string name, byte[] bytes, int hash, ContentTypeVerification verification, IArchiveFormat[] formats)
    {
        var rules = MakeRules(verification, formats);
        var whole = Inspect(rules, name, bytes, static () => int.MaxValue);

        var random = new Random(hash);
        var bound = (1 << random.Next(1, 13)) + (bytes.Length / 256);
        CheckSame(bytes, whole, Inspect(rules, name, bytes, () => random.Next(1, bound)));

        if (bytes.Length <= LongestInSingleBytes)
            CheckSame(bytes, whole, Inspect(rules, name, bytes, static () => 1));

        return whole;
    }

    /// <summary>Inspects an archive in one piece.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    public static string? Inspect(string name, byte[] bytes, ContentTypeVerification verification, IArchiveFormat[] formats) =>
        Inspect(MakeRules(verification, formats), name, bytes, static () => int.MaxValue);

    /// <summary>Inspects an archive in one piece, with the limits that hosts have unless they say otherwise.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    public static string? InspectByDefault(string name, byte[] bytes, IArchiveFormat[] formats, ArchiveOptions? limits = null)
    {
        limits ??= new ArchiveOptions();
        limits.TimeLimit = NoTimeLimit;
        return Inspect(MakeRules(ContentTypeVerification.Lenient, formats, limits), name, bytes, static () => int.MaxValue);
    }

    /// <summary>Counts the entries of a ZIP that was accepted, without those of archives in it.</summary>
    /// <returns>The number; null where it cannot be told, because the same entries are refused under the name, or without the archives in them.</returns>
    public static int? CountOutermost(byte[] bytes)
    {
        var rules = MakeRules(ContentTypeVerification.Lenient, [new OutermostZip()]);
        using var blocks = new BlockStream(TimeProvider.System);
        var budget = new ArchiveBudget(rules.Limits, blocks);
        var reading = new FileWalk(rules, budget).ReadUploadAsync(new MemoryStream(bytes), Upload("a.bin"), CancellationToken.None);
        Violation.Unless(reading.IsCompletedSuccessfully || budget.Refusal is not null, "an archive that was accepted is accepted again");
        return budget.Refusal is null ? budget.Entries : null;
    }

    // SharpCompress' decoder of LZMA may say of the same damaged lzip that it is damaged or cut off (docs/adr/0024), and gives out what it has expanded before or not:
    // by then there may be a reason to refuse it.
    private static void CheckSame(byte[] bytes, string? whole, string? pieces)
    {
        var isEither = (whole is null or Damaged || pieces is null or Damaged) && bytes.AsSpan().IndexOf("LZIP"u8) >= 0;

        // What a decompressor expanded in the call that met the damage, it keeps to itself: by then a limit may or may not have been met.
        var isBoth = (IsLimit(whole) || whole == Damaged) && (IsLimit(pieces) || pieces == Damaged);
        if (!isEither && !isBoth)
            Violation.UnlessEqual(whole, pieces);
    }

    private static bool IsLimit(string? refusal) => refusal?.StartsWith("The archive expands to", StringComparison.Ordinal) == true;

    private static string? Inspect(ArchiveRules rules, string name, byte[] bytes, Func<int> pieceOf)
    {
        var inspection = new ArchiveInspection(rules, Upload(name));
        try
        {
            for (var at = 0; at < bytes.Length;)
            {
                var piece = bytes.AsSpan(at, Math.Min(pieceOf(), bytes.Length - at)).ToArray();
                at += piece.Length;
                if (Result(inspection.InspectAsync(piece, CancellationToken.None)) is { } rejection)
                    return rejection.Detail;

                // Nothing may be kept of a block.
                piece.AsSpan().Fill(0xCC);
            }

            return Result(inspection.CompleteAsync(CancellationToken.None))?.Detail;
        }
        finally
        {
            var disposing = inspection.DisposeAsync();
            Violation.Unless(disposing.IsCompleted, "an inspection comes to its end where it is disposed");
        }
    }

    // Everything goes on within the call: there is nothing to wait for.
    private static Rejection? Result(ValueTask<Rejection?> answer)
    {
        Violation.Unless(answer.IsCompleted, "the reader has taken a block once it was shown");
        return answer.GetAwaiter().GetResult();
    }

    private static InspectedUpload Upload(string name) => new(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), name, UploadRules.ResolveDeclared(null, name));

    private static ArchiveRules MakeRules(ContentTypeVerification verification, IArchiveFormat[] formats) =>
        MakeRules(verification, formats, new ArchiveOptions { MaxEntries = 100, MaxExpandedSize = MaxExpandedSize, MemoryLimit = 16 * 1024 * 1024, TimeLimit = NoTimeLimit });

    private static ArchiveRules MakeRules(ContentTypeVerification verification, IArchiveFormat[] formats, ArchiveOptions limits)
    {
        var types = Options.Create(new ContentTypeOptions { Verification = verification });
        return new ArchiveRules(Options.Create(limits), types, formats, Types, Detector, TimeProvider.System);
    }

    // Takes archives in the archive for archives without an entry.
    private sealed class OutermostZip : IArchiveFormat
    {
        private readonly ZipFormat format = new();
        private bool wasRead;

        public bool Recognises(ReadOnlySpan<byte> head) => wasRead || format.Recognises(head);

        public ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
        {
            if (wasRead)
                return default;

            wasRead = true;
            return format.ReadAsync(content, walk, cancellationToken);
        }
    }
}
