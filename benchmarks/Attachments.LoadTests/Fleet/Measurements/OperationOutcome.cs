namespace Attachments.LoadTests.Fleet.Measurements;

/// <summary>What becomes of it.</summary>
internal enum OperationOutcome
{
    /// <summary>Answered as it should be.</summary>
    Done,

    /// <summary>409 <c>scan_pending</c>: the bytes have no verdict yet.</summary>
    ScanPending,

    /// <summary>503, with a code and <c>Retry-After</c>, while something was away.</summary>
    Unavailable,

    /// <summary>The connection broke, because the host died; or a download that had begun, because the store did.</summary>
    Broken,

    /// <summary>No host took the connection.</summary>
    NoHost,

    /// <summary>The client gave up, as it meant to.</summary>
    Cancelled,

    /// <summary>Anything else.</summary>
    Violation,
}
