namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>What a client knows of a message.</summary>
internal enum MessageState
{
    /// <summary>Takes uploads.</summary>
    Draft,

    /// <summary>It was asked to be sent, and nobody answered.</summary>
    Sending,

    /// <summary>Sending it was acknowledged: it takes no uploads.</summary>
    Sent,

    /// <summary>It was asked to be deleted, and nobody answered.</summary>
    Deleting,

    /// <summary>Deleting it was acknowledged.</summary>
    Deleted,
}
