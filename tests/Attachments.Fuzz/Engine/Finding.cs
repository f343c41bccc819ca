namespace Attachments.Fuzz.Engine;

/// <summary>What is wrong with an input.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Bucket">The same for inputs that show the same fault.</param>
/// <param name="Text">The fault, for people.</param>
internal sealed record Finding(FindingKind Kind, string Bucket, string Text)
{
    public static Finding Of(Exception exception)
    {
        if (exception is Violation violation)
            return new Finding(FindingKind.Violation, Head(violation.Property), exception.ToString());

        // What threw is told by our own frame that is nearest, so that one fault deep in the framework under two of our methods counts twice.
        var frame = (exception.StackTrace ?? "").Split('\n').FirstOrDefault(static line => line.Contains("at Attachments.", StringComparison.Ordinal)) ?? "";
        return new Finding(FindingKind.Crash, $"{exception.GetType().Name} {Head(frame.Trim())}", exception.ToString());
    }

    private static string Head(string text) => text.Length > 80 ? text[..80] : text;
}
