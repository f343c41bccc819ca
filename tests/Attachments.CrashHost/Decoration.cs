namespace Attachments.CrashHost;

internal static class Decoration
{
    /// <summary>Wraps the service that is registered last in a decorator that takes it as its first argument.</summary>
    public static void Decorate<TService, TDecorator>(this IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var decorated = services.Last(descriptor => descriptor.ServiceType == typeof(TService));
        services.Remove(decorated);
        services.Add(ServiceDescriptor.Describe(typeof(TService), Make, decorated.Lifetime));

        object Make(IServiceProvider provider)
        {
            var inner = decorated.ImplementationInstance
                ?? decorated.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, decorated.ImplementationType!);
            return ActivatorUtilities.CreateInstance<TDecorator>(provider, (TService)inner);
        }
    }
}
