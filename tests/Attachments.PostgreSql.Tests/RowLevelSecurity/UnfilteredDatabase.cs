using System.Text.RegularExpressions;
using Attachments.Relational;
using Attachments.Relational.Sql;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// Runs the library's own batches without their first wall: every tenant_id = $tenant is cut out of the statements.
internal sealed partial class UnfilteredDatabase(RelationalDatabase inner) : RelationalDatabase(inner.Dialect, inner.Options, NullLogger.Instance)
{
    // The repositories of a host, over its database without the filter.
    public static AttachmentRepositories Repositories(IServiceProvider host)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        new Builder(services).UsePostgreSql("Host=unused");
        services.AddSingleton<RelationalDatabase>(new UnfilteredDatabase(host.GetRequiredService<RelationalDatabase>()));
        return PostgreSqlTestDatabase.Repositories(services.BuildServiceProvider());
    }

    protected override async ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        var tenant = batch.Tenant ?? throw new InvalidOperationException("Maintenance is not what is looked at here.");
        var unfiltered = batch.IsWrite ? SqlBatch.Write(tenant) : SqlBatch.Read(tenant);
        foreach (var item in batch.Items)
        {
            var arguments = new SqlArguments();
            for (var i = 0; i < item.Statement.Parameters.Count; i++)
                arguments.With(item.Statement.Parameters[i], item.Argument(i));

            unfiltered.Query(new SqlStatement(Cut(item.Statement)), arguments, row => Pass(row, item));
        }

        await inner.RunAsync(unfiltered, cancellationToken);
    }

    protected override SqlFault Classify(Exception exception) => SqlFault.Other;

    protected override ValueTask DisposeAsyncCore() => default;

    private static string Cut(SqlStatement statement)
    {
        var template = Position().Replace(statement.Text, match => $"${statement.Parameters[int.Parse(match.ValueSpan[1..], null) - 1]}");
        return TenantFilter().Replace(template, "$$tenant <> ''");
    }

    private static bool Pass(SqlRow row, SqlBatchItem item)
    {
        item.Read(row);
        return true;
    }

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Position();

    [GeneratedRegex(@"(\w+\.)?tenant_id = \$tenant")]
    private static partial Regex TenantFilter();

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
