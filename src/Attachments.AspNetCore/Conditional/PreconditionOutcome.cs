namespace Attachments.AspNetCore.Conditional;

/// <summary>What a request's conditions make of it.</summary>
internal enum PreconditionOutcome
{
    /// <summary>The request goes on.</summary>
    Holds,

    /// <summary>The client has the representation already: 304.</summary>
    NotModified,

    /// <summary>The client's condition fails: 412.</summary>
    Failed,
}
