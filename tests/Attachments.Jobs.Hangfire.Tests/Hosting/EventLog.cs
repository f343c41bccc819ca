using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>Remembers which events a host logged.</summary>
internal sealed class EventLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> events = new();

    public bool Has(int id) => events.Any(logged => logged.Id == id);

    public override string ToString() => string.Join(Environment.NewLine, events.Select(logged => $"{logged.Id} {logged.Text}"));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        events.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception?.Message}"));

    public void Dispose()
    {
    }
}
