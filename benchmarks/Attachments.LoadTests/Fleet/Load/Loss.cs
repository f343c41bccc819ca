namespace Attachments.LoadTests.Fleet.Load;

/// <summary>Why a request has no whole answer.</summary>
internal enum Loss
{
    None,

    /// <summary>The host did not take the connection: nothing was sent.</summary>
    Refused,

    /// <summary>The connection broke before the answer's head.</summary>
    Broken,

    /// <summary>The connection broke within the answer's body.</summary>
    CutOff,

    /// <summary>The client gave up, as a user who closes the page does.</summary>
    Cancelled,

    /// <summary>Nothing came within the time in which an answer must come.</summary>
    TimedOut,
}
