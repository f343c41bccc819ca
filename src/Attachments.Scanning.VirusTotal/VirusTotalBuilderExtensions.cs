using Attachments.Scanning.VirusTotal;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Scanning.VirusTotal.Quota;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds VirusTotal.</summary>
public static class VirusTotalBuilderExtensions
{
    /// <summary>Asks VirusTotal about every blob that is scanned in the background.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Sets at least <see cref="VirusTotalOptions.ApiKey"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Safe to call twice. Requests go through the <c>HttpClient</c> named <c>Attachments.Scanning.VirusTotal</c>, to which a host may add a proxy.</remarks>
    public static IAttachmentsBuilder AddVirusTotal(this IAttachmentsBuilder builder, Action<VirusTotalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        Register(builder).Configure(configure);
        return builder;
    }

    /// <summary>Asks VirusTotal about every blob that is scanned in the background, as configuration says.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="section">The section with the members of <see cref="VirusTotalOptions"/>, usually <c>Attachments:Scanning:VirusTotal</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Safe to call twice. Requests go through the <c>HttpClient</c> named <c>Attachments.Scanning.VirusTotal</c>, to which a host may add a proxy.</remarks>
    public static IAttachmentsBuilder AddVirusTotal(this IAttachmentsBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        Register(builder).Bind(section);
        return builder;
    }

    private static OptionsBuilder<VirusTotalOptions> Register(IAttachmentsBuilder builder)
    {
        var services = builder.Services;

        if (services.All(service => service.ServiceType != typeof(VirusTotalApi)))
            AddHttpClient(services);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<VirusTotalApi>();
        services.TryAddSingleton<ApiHealth>();
        services.TryAddSingleton<RequestQuota>();
        services.TryAddSingleton<PendingAnalyses>();
        services.TryAddSingleton<AnalysisWaiter>();
        services.TryAddSingleton<ReportRules>();
        services.TryAddSingleton<VirusTotalCheck>();
        builder.AddScanner<VirusTotalScanner>();

        return services.AddOptionsWithValidateOnStart<VirusTotalOptions, VirusTotalOptionsValidator>();
    }

    // A redirect would carry the key to wherever it leads, and the factory's own logs would carry one-time upload addresses.
    private static void AddHttpClient(IServiceCollection services) =>
        services.AddHttpClient(VirusTotalApi.ClientName, VirusTotalApi.Configure)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
            })
            .RemoveAllLoggers();
}
