using Attachments.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the attachments' rows in SQLite.</summary>
public static class SqliteAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' rows in a SQLite file, whose directory and tables are made when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, such as <c>Data Source=mail.db</c>.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseSqlite(
        this IAttachmentsBuilder builder, string connectionString, Action<SqliteAttachmentsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);

        builder.Services
            .AddOptionsWithValidateOnStart<SqliteAttachmentsOptions, SqliteAttachmentsOptionsValidator>()
            .Configure(options =>
            {
                options.ConnectionString = connectionString;
                configure?.Invoke(options);
            });
        return builder.UseRelationalDatabase<SqliteDatabase, SqliteSchema>();
    }
}
