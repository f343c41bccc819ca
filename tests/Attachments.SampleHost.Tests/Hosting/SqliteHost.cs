namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>A host on nothing but SQLite and a folder.</summary>
public sealed class SqliteHost : SampleHostFixture
{
    /// <inheritdoc/>
    protected override ValueTask<SampleHostSettings?> ConfigureAsync(SampleHostSettings settings) => new(settings);
}
