using Attachments.PostgreSql;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the attachments' rows in PostgreSQL.</summary>
public static class PostgreSqlAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over connections of the library's own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(this IAttachmentsBuilder builder, string connectionString) =>
        builder.UsePostgreSql(connectionString, static _ => { });

    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over connections of the library's own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(
        this IAttachmentsBuilder builder, string connectionString, Action<PostgreSqlAttachmentsOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.UsePostgreSql(options =>
        {
            options.ConnectionString = connectionString;
            options.DataSource = null;
            configure(options);
        });
    }

    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over the host's own data source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The data source, which the host disposes.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(this IAttachmentsBuilder builder, NpgsqlDataSource dataSource) =>
        builder.UsePostgreSql(dataSource, static _ => { });

    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over the host's own data source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The data source, which the host disposes.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(
        this IAttachmentsBuilder builder, NpgsqlDataSource dataSource, Action<PostgreSqlAttachmentsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.UsePostgreSql(options =>
        {
            options.DataSource = dataSource;
            configure(options);
        });
    }

    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over a data source that the host has registered.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Gives the data source, such as <c>services => services.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>; the host disposes it.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(this IAttachmentsBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource) =>
        builder.UsePostgreSql(dataSource, static _ => { });

    /// <summary>Keeps the attachments' rows in a PostgreSQL database, over a data source that the host has registered.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Gives the data source, such as <c>services => services.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>; the host disposes it.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UsePostgreSql(
        this IAttachmentsBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<PostgreSqlAttachmentsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(configure);

        builder.Services.AddOptions<PostgreSqlAttachmentsOptions>().Configure<IServiceProvider>((options, services) => options.DataSource = dataSource(services));
        return builder.UsePostgreSql(configure);
    }

    private static IAttachmentsBuilder UsePostgreSql(this IAttachmentsBuilder builder, Action<PostgreSqlAttachmentsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddOptionsWithValidateOnStart<PostgreSqlAttachmentsOptions, PostgreSqlAttachmentsOptionsValidator>().Configure(configure);
        return builder.UseRelationalDatabase<PostgreSqlDatabase, PostgreSqlSchema>();
    }
}
