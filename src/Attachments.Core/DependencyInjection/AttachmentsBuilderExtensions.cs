using System.Diagnostics.CodeAnalysis;
using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Archives;
using Attachments.Content.Types;
using Attachments.Diagnostics;
using Attachments.Events;
using Attachments.Messages;
using Attachments.Scanning;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the parts that a host brings itself.</summary>
public static class AttachmentsBuilderExtensions
{
    /// <summary>Says where the host's messages are looked up.</summary>
    /// <typeparam name="TDirectory">The host's directory; scoped, so it may depend on a <c>DbContext</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder UseMessages<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDirectory>(this IAttachmentsBuilder builder)
        where TDirectory : class, IMessageDirectory
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Scoped<IMessageDirectory, TDirectory>());
        return builder;
    }

    /// <summary>Replaces the rule that admits a message's owner and the tenant's admins.</summary>
    /// <typeparam name="TPolicy">The host's policy; scoped.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder UseAccessPolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TPolicy>(this IAttachmentsBuilder builder)
        where TPolicy : class, IAttachmentAccessPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Scoped<IAttachmentAccessPolicy, TPolicy>());
        return builder;
    }

    /// <summary>Replaces how a file's type is told by its bytes.</summary>
    /// <typeparam name="TDetector">The detector; a singleton, safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder UseContentTypeDetector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDetector>(this IAttachmentsBuilder builder)
        where TDetector : class, IContentTypeDetector
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Singleton<IContentTypeDetector, TDetector>());
        return builder;
    }

    /// <summary>Adds a look at every upload's bytes.</summary>
    /// <typeparam name="TInspector">The inspector; a singleton, safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder AddInspector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TInspector>(this IAttachmentsBuilder builder)
        where TInspector : class, IContentInspector
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IContentInspector, TInspector>());
        return builder;
    }

    /// <summary>Adds a format of archives that is looked into. ZIP, tar and gzip are known; packages that bring others have a call of their own, such as <c>AddSharpCompress</c>.</summary>
    /// <typeparam name="TFormat">The format; a singleton, safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder AddArchiveFormat<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFormat>(this IAttachmentsBuilder builder)
        where TFormat : class, IArchiveFormat
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IArchiveFormat, TFormat>());
        return builder;
    }

    /// <summary>Adds a scanner, and a readiness probe for it. Packages that bring one have a call of their own, such as <c>AddClamAV</c>.</summary>
    /// <typeparam name="TScanner">The scanner; a singleton, safe for concurrent use.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <remarks>Whether and how it is used is said by <see cref="ScanningOptions.Mode"/>. Safe to call twice.</remarks>
    public static IAttachmentsBuilder AddScanner<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TScanner>(this IAttachmentsBuilder builder)
        where TScanner : class, IBlobScanner
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBlobScanner, TScanner>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessProbe, ScannerProbe<TScanner>>());
        return builder;
    }

    /// <summary>Adds somebody who hears of verdicts, of infected attachments and of what becomes of quarantined bytes.</summary>
    /// <typeparam name="THandler">The handler, made anew for each event in a scope of its own: it may take a <c>DbContext</c> and the library's own services.</typeparam>
    /// <param name="builder">The builder.</param>
    public static IAttachmentsBuilder AddEvents<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IAttachmentsBuilder builder)
        where THandler : class, IAttachmentEvents
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Scoped<IAttachmentEvents, THandler>());
        return builder;
    }
}
