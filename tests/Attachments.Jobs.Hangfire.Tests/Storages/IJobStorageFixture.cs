using Hangfire;

namespace Attachments.Jobs.Hangfire.Tests.Storages;

/// <summary>A Hangfire storage of a test's own on a real server; disposing leaves nothing behind.</summary>
public interface IJobStorageFixture : IAsyncDisposable
{
    /// <summary>Opens the storage as one more host does.</summary>
    JobStorage CreateStorage();
}
