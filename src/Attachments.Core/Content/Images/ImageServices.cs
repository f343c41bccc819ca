using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Attachments.Content.Images;

/// <summary>Registers the limits on images.</summary>
internal static class ImageServices
{
    /// <summary>Adds the inspector, and the check of <see cref="ImageOptions"/> at start. Safe to call twice.</summary>
    public static IServiceCollection AddImageLimits(this IServiceCollection services)
    {
        services.AddOptions<ImageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImageOptions>, ImageOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IContentInspector, ImageInspector>());
        return services;
    }
}
