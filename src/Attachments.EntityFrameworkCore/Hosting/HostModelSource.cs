using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.EntityFrameworkCore.Hosting;

internal abstract class HostModelSource(IServiceScopeFactory scopes)
{
    private HostModel? model;

    public HostModel Model => model ??= Read();

    protected abstract DbContext Create(IServiceProvider services);

    private HostModel Read()
    {
        using var scope = scopes.CreateScope();
        using var context = Create(scope.ServiceProvider);
        return HostModel.Read(context);
    }
}

internal sealed class HostModelSource<TContext>(IServiceScopeFactory scopes) : HostModelSource(scopes)
    where TContext : DbContext
{
    protected override DbContext Create(IServiceProvider services) =>
        services.GetService<TContext>()
        ?? services.GetService<IDbContextFactory<TContext>>()?.CreateDbContext()
        ?? throw new InvalidOperationException($"UseEntityFrameworkSchema<{typeof(TContext).Name}> needs the context: call AddDbContext<{typeof(TContext).Name}>.");
}
