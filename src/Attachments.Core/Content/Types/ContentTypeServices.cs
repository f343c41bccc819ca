using Attachments.Content.Types.Text;
using Attachments.Ingestion;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Attachments.Content.Types;

/// <summary>Registers the rules of types and names.</summary>
internal static class ContentTypeServices
{
    /// <summary>Adds the detector that a host may replace, the rules, and the check of <see cref="ContentTypeOptions"/> at start. Safe to call twice.</summary>
    public static IServiceCollection AddContentTypes(this IServiceCollection services)
    {
        services.AddOptions<ContentTypeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ContentTypeOptions>, ContentTypeOptionsValidator>());
        services.TryAddSingleton<IContentTypeDetector, SignatureContentTypeDetector>();
        services.TryAddSingleton<ContentTypeRules>();
        services.TryAddSingleton<UploadRules>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IContentInspector, TextInspector>());
        return services;
    }
}
