using Attachments.Storage.S3.Connection;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage.S3.Downloads;

/// <summary>What all readers of a store have in common.</summary>
internal sealed class DownloadContext(S3Connection connection, S3Metrics metrics, ILogger<DownloadContext> logger)
{
    public S3Connection Connection => connection;

    public TimeSpan IdleTimeout => connection.Resilience.IdleTimeout;

    public int MaxResumes => connection.Resilience.MaxResumes;

    public S3Metrics Metrics => metrics;

    public ILogger Logger => logger;
}
