namespace Attachments.Persistence;

/// <summary>The library's tables: makes and upgrades them, or says what is missing.</summary>
public interface IAttachmentSchema
{
    /// <summary>Creates or upgrades the tables. Does nothing where they are up to date; safe when several hosts do it at once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The tables are the host's own (in its migrations), or newer than this version of the library can run on.</exception>
    /// <exception cref="AttachmentDatabaseException">The database could not be reached.</exception>
    ValueTask ApplyAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks that the tables are there and of a version that this version of the library can run on.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">They are not; the message names what is missing.</exception>
    /// <exception cref="AttachmentDatabaseException">The database could not be reached.</exception>
    ValueTask VerifyAsync(CancellationToken cancellationToken = default);
}
