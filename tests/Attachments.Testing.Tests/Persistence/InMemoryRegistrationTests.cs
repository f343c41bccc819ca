using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Testing.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Testing.Persistence;

public sealed class InMemoryRegistrationTests
{
    [Theory]
    [InlineData(typeof(IAttachmentRepository))]
    [InlineData(typeof(ISealRepository))]
    [InlineData(typeof(IBlobRepository))]
    [InlineData(typeof(IScanRepository))]
    [InlineData(typeof(IQuarantineRepository))]
    [InlineData(typeof(IConsistencyRepository))]
    public void UseInMemoryDatabase_registers_each_repository_once_however_often_it_is_called(Type port)
    {
        var services = new ServiceCollection();

        new Builder(services).UseInMemoryDatabase().UseInMemoryDatabase();

        Assert.Single(services, service => service.ServiceType == port);
    }

    [Fact]
    public void The_last_scanner_that_is_given_counts()
    {
        var services = new ServiceCollection();
        var scanner = new InMemoryScanner();

        new Builder(services).AddInMemoryScanner().AddInMemoryScanner(new InMemoryScanner()).AddInMemoryScanner(scanner).AddInMemoryScanner();

        Assert.Same(scanner, Assert.Single(services, service => service.ServiceType == typeof(IBlobScanner)).ImplementationInstance);
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
