using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>How long the slowest statements took by PostgreSQL's own clock: the server is asked to send its line of the log on every slow one to the client too.</summary>
internal sealed partial class StatementWatch : ILoggerProvider, ILogger
{
    // What is faster is not reported at all.
    private const int ReportedFrom = 20;

    private double slowest;

    /// <summary>Gets the slowest statement so far, in milliseconds; 0 where none took 20.</summary>
    public double Slowest => Volatile.Read(ref slowest);

    /// <summary>Opens a data source whose statements are watched. Its role must be a superuser's, as the settings need.</summary>
    public NpgsqlDataSource Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = string.Create(CultureInfo.InvariantCulture, $"-c log_min_duration_statement={ReportedFrom} -c client_min_messages=log"),
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(this)));
        return builder.Build();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var match = Duration().Match(formatter(state, exception));
        if (!match.Success)
            return;

        var milliseconds = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        double known;
        while (milliseconds > (known = Volatile.Read(ref slowest)) && Interlocked.CompareExchange(ref slowest, milliseconds, known) != known)
        {
            // Another statement was slower meanwhile: compare again.
        }
    }

    public void Dispose()
    {
    }

    [GeneratedRegex(@"duration: ([0-9.]+) ms")]
    private static partial Regex Duration();
}
