using Attachments.Scanning.ClamAV.Protocol;

namespace Attachments.Fuzz.Targets;

/// <summary>What clamd, or whoever answers on its port, says.</summary>
internal sealed class ClamdTarget() : FuzzTarget("clamd-reply")
{
    public override string Description => "clamd's answers to a scan and to VERSION";

    public override IReadOnlyList<string> Dictionary =>
    [
        "stream: OK\0", "stream: ", " FOUND\0", "OK", "\0", "\n", "INSTREAM size limit exceeded. ERROR\0", "Heuristics.Limits.Exceeded", "Heuristics.Encrypted.Zip", "(null)", "1: ", "stream: OK\n",
        "ClamAV 1.4.6/27500/Mon Nov 23 08:00:00 2026\0", "/", "UNKNOWN COMMAND\0", "COMMAND READ TIMED OUT\n", " ERROR\0", "fd[15]: OK\0", "fd[", "]: ",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        CheckReply(input, ClamdReply.Parse(input), "stream: ".Length);
        CheckReply(input, ClamdReply.ParseFile(input), input.IndexOf("]: "u8) + "]: ".Length);

        Violation.UnlessEqual(input.SequenceEqual("stream: OK\0"u8), ClamdReply.Parse(input).Kind == ClamdReplyKind.Clean);
        if (ClamdReply.ParseFile(input).Kind == ClamdReplyKind.Clean)
            Violation.Unless(input.StartsWith("fd["u8) && input.EndsWith("]: OK\0"u8) && !input["fd["u8.Length..^"]: OK\0"u8.Length].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

        // What was cut off on its way is no verdict.
        if (!input.IsEmpty && (ClamdReply.Parse(input).Kind != ClamdReplyKind.NoVerdict || ClamdReply.ParseFile(input).Kind != ClamdReplyKind.NoVerdict))
            Violation.Unless(ClamdReply.Parse(input[..^1]).Kind == ClamdReplyKind.NoVerdict && ClamdReply.ParseFile(input[..^1]).Kind == ClamdReplyKind.NoVerdict);

        if (ClamdVersion.TryParse(input) is { } version)
            Violation.Unless(version.Engine.StartsWith("ClamAV", StringComparison.Ordinal) && !version.Engine.Any(char.IsControl) && version.Signatures?.Any(char.IsControl) != true);
    }

    private static void CheckReply(ReadOnlySpan<byte> input, ClamdReply reply, int prefixLength)
    {
        Violation.Unless(reply.Text.Length <= ClamdReply.LongestText && !reply.Text.AsSpan().ContainsAnyExceptInRange(' ', '~'));
        if (reply.Kind is ClamdReplyKind.Infected or ClamdReplyKind.Unscannable)
            Violation.Unless((input.StartsWith("stream: "u8) || input.StartsWith("fd["u8)) && input.EndsWith(" FOUND\0"u8) && input.Count((byte)0) == 1 && reply.Text.Length > 0);

        if (reply.Kind == ClamdReplyKind.Unscannable)
            Violation.Unless(input[prefixLength..].StartsWith("Heuristics."u8), "only an alert about what was not looked at makes a file unscannable");
    }
}
