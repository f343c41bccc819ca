namespace Attachments.Diagnostics;

/// <summary>Checks that one part of the library can work now: the store, the database, a scanner.</summary>
public interface IReadinessProbe
{
    /// <summary>Gets the part's name, lower case, as it shows in health reports.</summary>
    string Name { get; }

    /// <summary>Checks the part.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>Null where all is well; a warning in one sentence without secrets where the host can do its work nevertheless.</returns>
    /// <exception cref="Exception">It cannot work; the message says why in one sentence without secrets.</exception>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);
}
