using Attachments.Scanning.ClamAV;
using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the scanner ClamAV.</summary>
public static class ClamAVBuilderExtensions
{
    /// <summary>Scans with the clamd at <c>tcp://127.0.0.1:3310</c>, or wherever <see cref="ClamAVOptions"/> says that are configured elsewhere.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Scans once <c>Attachments:Scanning:Mode</c> is on. The host starts without clamd, and scans when it is there. Safe to call twice.</remarks>
    public static IAttachmentsBuilder AddClamAV(this IAttachmentsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        Register(builder);
        return builder;
    }

    /// <summary>Scans with clamd.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Says where clamd listens, and how long a stream it takes.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Scans once <c>Attachments:Scanning:Mode</c> is on. The host starts without clamd, and scans when it is there. Safe to call twice.</remarks>
    public static IAttachmentsBuilder AddClamAV(this IAttachmentsBuilder builder, Action<ClamAVOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        Register(builder).Configure(configure);
        return builder;
    }

    /// <summary>Scans with a clamd that configuration names.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="section">The section with the members of <see cref="ClamAVOptions"/>, usually <c>Attachments:Scanning:ClamAV</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Scans once <c>Attachments:Scanning:Mode</c> is on. The host starts without clamd, and scans when it is there. Safe to call twice.</remarks>
    public static IAttachmentsBuilder AddClamAV(this IAttachmentsBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        Register(builder).Bind(section);
        return builder;
    }

    private static OptionsBuilder<ClamAVOptions> Register(IAttachmentsBuilder builder)
    {
        builder.AddScanner<ClamAVScanner>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ClamdClient>();
        builder.Services.TryAddSingleton<DaemonProbe>();
        builder.Services.TryAddSingleton<DaemonTrust>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartProbe>());
        return builder.Services.AddOptionsWithValidateOnStart<ClamAVOptions, ClamAVOptionsValidator>();
    }
}
