namespace Attachments.Scanning.ClamAV.Protocol;

internal enum ClamdReplyKind
{
    /// <summary>Anything that is not one of the others: an error, a cut-off or unknown reply, none at all. Never a verdict.</summary>
    NoVerdict,

    /// <summary>Exactly what clamd says of a stream in which it found nothing.</summary>
    Clean,

    /// <summary>A threat was found; the text is its name.</summary>
    Infected,

    /// <summary>clamd says that it could not look at all; the text says why.</summary>
    Unscannable,

    /// <summary>The stream was longer than clamd's <c>StreamMaxLength</c>.</summary>
    StreamTooLong,
}
