namespace Microsoft.Extensions.DependencyInjection;

internal sealed class AttachmentsBuilder(IServiceCollection services) : IAttachmentsBuilder
{
    public IServiceCollection Services => services;
}
