using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Attachments.Testing.Scanning;
using Attachments.Testing.Storage;
using Xunit;

namespace Attachments.Architecture.Tests;

public sealed class ConformanceTests
{
    [Fact]
    public void Every_package_with_a_blob_store_derives_the_stores_suite() =>
        AssertEveryPackageDerives(typeof(IBlobStore), typeof(BlobStoreConformanceTests));

    [Fact]
    public void Every_package_with_a_scanner_derives_the_scanners_suite() =>
        AssertEveryPackageDerives(typeof(IBlobScanner), typeof(BlobScannerConformanceTests));

    [Fact]
    public void Every_engine_derives_the_repositories_suite()
    {
        var tested = DerivedSuites(typeof(AttachmentRepositoryConformanceTests));

        Assert.Contains("Attachments.Sqlite.Tests", tested);
        Assert.Contains("Attachments.PostgreSql.Tests", tested);
    }

    private static void AssertEveryPackageDerives(Type port, Type suite)
    {
        var adapters = from assembly in Assemblies.Shipped
                       where assembly.GetName().Name is not "Attachments.Testing"
                       where assembly.GetTypes().Any(type => type is { IsClass: true, IsAbstract: false } && port.IsAssignableFrom(type))
                       select assembly.GetName().Name;

        var untested = adapters.Where(adapter => !DerivedSuites(suite).Contains($"{adapter}.Tests"));

        Assert.Empty(untested);
    }

    private static HashSet<string> DerivedSuites(Type suite) =>
        [.. from assembly in Assemblies.Tests
            where assembly.GetTypes().Any(type => type is { IsAbstract: false } && type.IsSubclassOf(suite))
            select assembly.GetName().Name!];
}
