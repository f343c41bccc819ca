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
        if (options.SchemaOwner == SchemaOwner.Scripts)
        {
            var version = columns.Any(column => column.Table == "schema_version") ? await ReadVersionAsync(cancellationToken).ConfigureAwait(false) : 0;
            RequireVersion(version);
        }

        RequireColumns(columns);
    }

    /// <summary>Runs the scripts that are newer than the database's version, in one transaction that excludes others who do the same.</summary>
    /// <param name="scripts">All scripts in their order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask ApplyCoreAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken);

    /// <summary>Checks that the engine itself is one that the library can run on.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected virtual ValueTask VerifyEngineAsync(CancellationToken cancellationToken) => default;

    /// <summary>Reads which columns the library's tables have.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask<IReadOnlyCollection<SchemaColumn>> ReadColumnsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the newest version that was applied; 0 where none was.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask<int> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Refuses a database that is newer than the version after this one: scripts only add, so one version ahead is safe.</summary>
    /// <param name="version">The database's version.</param>
    /// <exception cref="InvalidOperationException">It is too new.</exception>
    protected void RequireNotTooNew(int version)
    {
        if (version > CurrentVersion + 1)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The attachments' tables are of version {version}; this version of the library knows {CurrentVersion} and runs on {CurrentVersion + 1} too. Update the library."));
    }

    /// <summary>Tells that a script was applied.</summary>
    /// <param name="script">The script.</param>
    protected void LogApplied(SchemaScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        logger.SchemaScriptApplied(script.Name);
    }

    private void RequireVersion(int version)
    {
        RequireNotTooNew(version);

        if (version == 0)
            throw new InvalidOperationException($"The attachments' tables are not there. {HowToApply}");

        if (version < CurrentVersion)
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The attachments' tables are of version {version}; this version of the library needs {CurrentVersion}. {HowToApply}"));
    }

    private static string HowToApply =>
        "Call ApplyAttachmentsSchemaAsync() on the service provider, or set ApplySchemaAtStart.";

    private static void RequireColumns(IReadOnlyCollection<SchemaColumn> columns)
    {
        var missing = SchemaTables.All
            .Select(table => table.Missing(columns))
            .Where(text => text is not null)
            .ToList();

        if (missing.Count > 0)
            throw new InvalidOperationException($"The attachments' tables are incomplete: missing {string.Join("; ", missing)}.");
    }
}
