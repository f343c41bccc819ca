using System.Globalization;
using System.Reflection;
using Attachments.Persistence;
using Attachments.Relational.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Attachments.Relational.Schema;

/// <summary>Applies an engine's versioned scripts and checks what stands in the database.</summary>
/// <param name="options">Who owns the tables.</param>
/// <param name="scripts">The assembly whose resources <c>Schema/0001_….sql</c> and on are the engine's scripts.</param>
/// <param name="logger">Where applied scripts are told.</param>
public abstract class RelationalSchema(RelationalAttachmentsOptions options, Assembly scripts, ILogger logger) : IAttachmentSchema
{
    private readonly IReadOnlyList<SchemaScript> scripts = SchemaScript.ReadAll(scripts);

    /// <summary>Gets the version that this version of the library makes.</summary>
    protected int CurrentVersion => scripts[^1].Version;

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(CancellationToken cancellationToken = default)
    {
        if (options.SchemaOwner == SchemaOwner.Host)
            throw new InvalidOperationException("The attachments' tables belong to the host's own DbContext: apply its migrations instead.");

        await ApplyCoreAsync(scripts, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        await VerifyEngineAsync(cancellationToken).ConfigureAwait(false);

        var columns = await ReadColumnsAsync(cancellationToken).ConfigureAwait(false);
        var hasVersions = columns.Any(column => column.Table == "schema_version");
        if (hasVersions || options.SchemaOwner == SchemaOwner.Scripts)
            RequireVersion(hasVersions ? await ReadVersionAsync(cancellationToken).ConfigureAwait(false) : default);

        RequireColumns(columns);
        await VerifyTablesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs the scripts that are newer than the database's version, in one transaction that excludes others who do the same.</summary>
    /// <param name="scripts">All scripts in their order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask ApplyCoreAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken);

    /// <summary>Checks that the engine itself is one that the library can run on.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected virtual ValueTask VerifyEngineAsync(CancellationToken cancellationToken) => default;

    /// <summary>Checks what else an engine asks of the tables, which are there and have their columns.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected virtual ValueTask VerifyTablesAsync(CancellationToken cancellationToken) => default;

    /// <summary>Reads which columns the library's tables have.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask<IReadOnlyCollection<SchemaColumn>> ReadColumnsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the newest version that was made.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask<SchemaVersion> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Refuses tables of another owner, and a database that is newer than the version after this one: scripts only add, so one version ahead is safe.</summary>
    /// <param name="version">The database's version.</param>
    /// <exception cref="InvalidOperationException">It is too new, or not of the owner that the options name.</exception>
    protected void RequireUsable(SchemaVersion version)
    {
        if (version.Number > 0 && version.Owner != options.SchemaOwner)
            throw new InvalidOperationException(options.SchemaOwner == SchemaOwner.Host
                ? "The attachments' tables were made by the library's scripts, but SchemaOwner says that the host's migrations own them."
                : "The attachments' tables were made by the host's migrations, which own them: call UseEntityFrameworkSchema with the host's DbContext, or set SchemaOwner to Host.");

        if (version.Number > CurrentVersion + 1)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The attachments' tables are of version {version.Number}; this version of the library knows {CurrentVersion} and runs on {CurrentVersion + 1} too. Update the library."));
    }

    /// <summary>Tells that a script was applied.</summary>
    /// <param name="script">The script.</param>
    protected void LogApplied(SchemaScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        logger.SchemaScriptApplied(script.Name);
    }

    private string HowToApply => options.SchemaOwner == SchemaOwner.Host
        ? "Apply the migrations of the DbContext whose model calls AddAttachments; after an update of the library add one first."
        : "Call ApplyAttachmentsSchemaAsync() on the service provider, or set ApplySchemaAtStart.";

    private void RequireVersion(SchemaVersion version)
    {
        RequireUsable(version);

        if (version.Number == 0)
            throw new InvalidOperationException($"The attachments' tables are not there. {HowToApply}");

        if (version.Number < CurrentVersion)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The attachments' tables are of version {version.Number}; this version of the library needs {CurrentVersion}. {HowToApply}"));
    }

    private void RequireColumns(IReadOnlyCollection<SchemaColumn> columns)
    {
        var missing = SchemaTables.All
            .Select(table => table.Missing(columns))
            .Where(text => text is not null)
            .ToList();

        if (missing.Count == 0)
            return;

        // A script cannot make again what was dropped behind its back, a migration can be added at any time.
        var advice = options.SchemaOwner == SchemaOwner.Host ? $" {HowToApply}" : "";
        throw new InvalidOperationException($"The attachments' tables are incomplete: missing {string.Join("; ", missing)}.{advice}");
    }
}
