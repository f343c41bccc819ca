namespace Attachments.Relational.Sql;

/// <summary>What an engine's error means for a batch.</summary>
public enum SqlFault
{
    /// <summary>Nothing that the library knows to handle.</summary>
    Other,

    /// <summary>The transaction was rolled back because of others (a deadlock, a busy database, a unique key): the same batch may succeed now.</summary>
    Conflict,

    /// <summary>The transaction was rolled back because a row that it refers to is not there.</summary>
    MissingReference,

    /// <summary>The connection was lost after something was sent: whether the batch was committed is not known.</summary>
    ConnectionLost,

    /// <summary>The database could not be reached, is busy for too long, or takes no writes.</summary>
    Unavailable,

    /// <summary>The database's disk is full.</summary>
    Full,
}
