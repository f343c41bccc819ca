using Attachments.Relational;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attachments.Cli.Connections;

/// <summary>Where the rows are.</summary>
/// <param name="Configuration">The host's settings: a file, and the environment above it.</param>
/// <param name="Description">Names the database without a secret. The same for the same database.</param>
/// <param name="Use">Chooses it.</param>
internal sealed record Connection(IConfiguration Configuration, string Description, Action<IAttachmentsBuilder> Use)
{
    public static Connection Of(string? configurationFile, string? postgres, string? schema, string? sqliteFile, string? tablePrefix, SchemaOwner owner)
    {
        var configuration = Read(configurationFile);
        if (postgres is not null && sqliteFile is not null)
            throw new UsageException("--postgres and --sqlite cannot be used together.");

        if (sqliteFile is not null)
            return Sqlite(configuration, sqliteFile, tablePrefix, owner);

        if (postgres is not null)
            return PostgreSql(configuration, WithoutPassword(postgres), schema, owner);

        return configuration.GetConnectionString("Mail") is { Length: > 0 } configured
            ? PostgreSql(configuration, Parse(configured, "ConnectionStrings:Mail"), schema, owner)
            : throw new UsageException("No database is named: use --postgres, --sqlite, or ConnectionStrings:Mail of a configuration.");
    }

    public static IConfigurationRoot Read(string? file)
    {
        if (file is not null && !File.Exists(file))
            throw new UsageException($"The configuration {file} is not there.");

        var builder = new ConfigurationBuilder();
        if (file is not null)
            builder.AddJsonFile(file, optional: false);

        try
        {
            return builder.AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException)
        {
            throw new UsageException($"The configuration {file} is not JSON.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The configuration {file} cannot be read: {exception.Message}");
        }
    }

    private static Connection Sqlite(IConfiguration configuration, string file, string? prefix, SchemaOwner owner)
    {
        // The driver would make an empty one, in which every object is an orphan.
        if (!File.Exists(file))
            throw new UsageException($"The database {file} is not there.");

        return new Connection(configuration, $"sqlite:{file}?{prefix}", builder => builder.UseSqlite($"Data Source={file};Mode=ReadWrite", options =>
        {
            options.ApplySchemaAtStart = false;
            options.SchemaOwner = owner;
            options.TablePrefix = prefix ?? options.TablePrefix;
        }));
    }

    private static Connection PostgreSql(IConfiguration configuration, NpgsqlConnectionStringBuilder connection, string? schema, SchemaOwner owner) => new(
        configuration,
        $"postgres:{connection.Host}:{connection.Port}/{connection.Database}?{schema}",
        builder => builder.UsePostgreSql(connection.ConnectionString, options =>
        {
            options.Schema = schema ?? options.Schema;
            options.SchemaOwner = owner;

            // Counting millions of rows takes its time.
            options.CommandTimeout = TimeSpan.FromMinutes(5);
        }));

    // What is on the command line, every user of the machine can read.
    private static NpgsqlConnectionStringBuilder WithoutPassword(string text)
    {
        var connection = Parse(text, "--postgres");
        return connection.Password is null
            ? connection
            : throw new UsageException("--postgres must not hold a password, which others can read: use PGPASSWORD, PGPASSFILE or a configuration.");
    }

    private static NpgsqlConnectionStringBuilder Parse(string text, string source)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The text may hold a password, so it is not shown.
            throw new UsageException($"{source} is not a connection string of PostgreSQL (\"Host=…;Database=…;Username=…\").");
        }
    }
}
