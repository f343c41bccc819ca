using Hangfire.Logging;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>Hangfire has one log for the whole process; that of a host would be gone with it while others go on.</summary>
internal sealed class NoLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
