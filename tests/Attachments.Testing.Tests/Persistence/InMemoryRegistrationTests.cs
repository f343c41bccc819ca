using Attachments.Persistence;
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

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
