using System.Net;
using Amazon.Runtime;
using Attachments.Access;
using Attachments.Scanning;
using Attachments.Storage.FileSystem;
using Attachments.Storage.S3;
using Attachments.Storage.S3.Diagnosis;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.MalwareTags;
using Microsoft.Extensions.Options;

namespace Attachments.Fuzz.Targets;

/// <summary>A name that a store lists, in a folder or in a bucket, and what else an S3 service says in words.</summary>
internal sealed class StoredNameTarget() : FuzzTarget("store-answers")
{
    private const string Root = "/var/lib/mail";
    private const string Prefix = "mail/";

    private static readonly StoreLayout Folder = new(Root);
    private static readonly KeyLayout Bucket = new(Options.Create(new S3StoreOptions { KeyPrefix = Prefix }));

    public override string Description => "names that stores list, and S3's words";

    public override IReadOnlyList<string> Dictionary =>
    [
        "01890a5d-ac96-774b-bcce-b302099a8057", "t-acme", ".t-", "!2e", "!2E", "%2e", "%2E", "%25", "..", "/", "//", "57", "blobs", "staging", "{", "\0", "\xC3\xA9", "%C3%A9", "expecting 'eu-west-1'", "not authorized to perform: s3:GetObject",
        "NO_THREATS_FOUND", "THREATS_FOUND", "UNSUPPORTED", "FAILED", "ACCESS_DENIED",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = InputText.Decode(input);

        // A listing asks for the prefix.
        if (Bucket.Parse(Prefix + text) is { } key)
            Violation.UnlessEqual(Prefix + text, Bucket.Of(key));

        if (StoreLayout.KeyOfStaging(text) is { } staging && !text.Contains('/', StringComparison.Ordinal))
            Violation.UnlessEqual(Path.GetFileName(Folder.Staging(staging)), text);

        // A directory's entry never holds these.
        if (!text.Contains('\0', StringComparison.Ordinal) && Folder.KeyOf($"{Root}/blobs/{text}") is { } blob)
            Violation.UnlessEqual($"{Root}/blobs/{text}", Folder.Blob(blob));

        CheckTenant(text);
        CheckWords(text);
    }

    private static void CheckTenant(string text)
    {
        if (!TenantId.TryParse(text, out var tenant))
            return;

        var inBucket = Attachments.Storage.S3.Keys.TenantSegment.Of(tenant);
        var inFolder = Attachments.Storage.FileSystem.TenantSegment.Of(tenant);
        Violation.Unless(Attachments.Storage.S3.Keys.TenantSegment.TryParse(inBucket, out var back) && back == tenant, "a bucket's segment names its tenant");
        Violation.Unless(Attachments.Storage.FileSystem.TenantSegment.TryParse(inFolder, out back) && back == tenant, "a folder's segment names its tenant");
        Violation.Unless(!inBucket.AsSpan().ContainsAny("/.\\") && !inFolder.AsSpan().ContainsAny("/.\\") && !inFolder.Any(char.IsAsciiLetterUpper), "a segment stays a segment");
    }

    private static void CheckWords(string text)
    {
        var answer = new AmazonServiceException(text) { ErrorCode = text, StatusCode = HttpStatusCode.BadRequest };
        foreach (var told in new[] { ServiceAnswer.Region(answer), ServiceAnswer.Permission(answer), ServiceAnswer.Code(answer) })
            Violation.Unless(told is null || (told.Length <= 80 && told.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')), "no text of a stranger is passed on");

        try
        {
            var report = MalwareStatus.ToReport(text, new ScannerVersion("S3"));
            Violation.UnlessEqual(text == "NO_THREATS_FOUND", report.Verdict == ScanVerdict.Clean);
        }
        catch (ScannerUnavailableException exception)
        {
            Violation.Unless(text is not ("NO_THREATS_FOUND" or "THREATS_FOUND"), exception.Message);
        }
    }
}
