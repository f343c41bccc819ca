using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Attachments.AspNetCore;
using Attachments.AspNetCore.Download;
using Attachments.Cli.Connections;
using Attachments.Content.Types;
using Attachments.Scanning.ClamAV.Protocol;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Storage.S3;
using Microsoft.Extensions.Options;

namespace Attachments.Fuzz.Targets;

/// <summary>A text where a setting is expected: an address, a rate, a type, an extension, a prefix.</summary>
internal sealed class SettingsTarget : FuzzTarget
{
    private static readonly Uri Api = new("https://www.virustotal.com/api/v3/");

    private readonly Option<long?> rate = RateOption.Create();
    private readonly RootCommand command;

    public SettingsTarget()
        : base("settings") => command = new RootCommand { rate };

    public override string Description => "settings: addresses, rates, types, prefixes";

    public override IReadOnlyList<string> Dictionary =>
    [
        "tcp://127.0.0.1:3310", "unix:///run/clamav/clamd.sock", "tcp://", "[::1]", ":0", ":65535", ":65536", "user:pass@", "?q", "#f", "https://www.virustotal.com/_ah/upload", "http://", "https://", "\xC3\xA9", "xn--", "%00", "\0",
        "50MiB", "KiB", "GB", "kB", "9223372036854775807", "-1", "+", ".exe", ".tar.gz", "application/pdf", "audio/*", "mail/", "//", "\\", " ",
    ];

    // Nobody's configuration has a value of a megabyte.
    public override int MaxLength => 64 * 1024;

    // Each text is read as an address five times, and .NET writes a character beyond ASCII as nine.
    public override long MemoryLimit(int length) => (16 * 1024 * 1024) + (512L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = InputText.Decode(input);
        CheckEndpoint(ClamdEndpoint.TryParse(text));

        if (UploadAddress.Read(text, Api) is { } address)
            Violation.Unless(address is { Scheme: "https", UserInfo: "", IsAbsoluteUri: true }, "a file goes nowhere but over TLS");

        CheckRate(text);
        CheckTypes(text);

        var bucket = new S3StoreOptions { Bucket = "b", ServiceUrl = text, KeyPrefix = text };
        if (new S3StoreOptionsValidator().Validate(null, bucket).Succeeded)
            Violation.Unless(text.Length == 0 || Uri.TryCreate(text, UriKind.Absolute, out _));
    }

    private static void CheckEndpoint(EndPoint? endpoint)
    {
        switch (endpoint)
        {
            case IPEndPoint { Port: var port }:
                Violation.Unless(port is > 0 and <= 65_535);
                break;
            case DnsEndPoint { Port: var port, Host: var host }:
                Violation.Unless(port is > 0 and <= 65_535 && host.Length > 0);
                break;
            case UnixDomainSocketEndPoint path:
                // Serialising is what connecting would do, and what throws for a path that is too long.
                Violation.Unless(path.Serialize().Size > 0);
                break;
        }
    }

    private void CheckRate(string text)
    {
        // What a command line takes for something else is never a value.
        if (text.Length == 0 || text[0] is '@' or '-' or '/' or '[')
            return;

        var parsed = command.Parse(["--rate", text]);
        if (parsed.Errors.Count == 0)
            Violation.Unless(parsed.GetValue(rate) is > 0, "a rate is a number of bytes above 0");
    }

    private static void CheckTypes(string text)
    {
        var types = new ContentTypeOptions { Allowed = [text], RefusedExtensions = [text] };
        var verdict = new ContentTypeOptionsValidator().Validate(null, types);
        var onlyType = new ContentTypeOptions { Allowed = [text] };
        if (new ContentTypeOptionsValidator().Validate(null, onlyType).Succeeded)
            Violation.Unless(new ContentTypeRules(Options.Create(onlyType), new SignatureContentTypeDetector()).AllowedTypes.Count == 1);

        var onlyExtension = new ContentTypeOptions { RefusedExtensions = [text] };
        if (new ContentTypeOptionsValidator().Validate(null, onlyExtension).Succeeded)
            CheckExtension(new ContentTypeRules(Options.Create(onlyExtension), new SignatureContentTypeDetector()));

        Violation.Unless(!verdict.Succeeded || verdict.Failures is null);
        _ = new InlineContentTypesValidator().Validate(null, new AttachmentsHttpOptions { InlineContentTypes = [text] });
    }

    private static void CheckExtension(ContentTypeRules rules)
    {
        var extension = rules.RefusedExtensions.Single();
        Violation.Unless(extension.Length > 0 && !extension.Contains('.', StringComparison.Ordinal) && rules.Refuses(extension));
    }
}
