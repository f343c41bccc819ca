using System.Diagnostics.CodeAnalysis;
using Attachments.AspNetCore;
using Attachments.AspNetCore.Callers;
using Attachments.AspNetCore.Download;
using Attachments.AspNetCore.Endpoints;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the attachments library to an ASP.NET Core host.</summary>
public static class AttachmentsHttpServiceCollectionExtensions
{
    /// <summary>Adds the library and what its HTTP endpoints need.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The library's settings, by convention the section <c>Attachments</c>; null leaves every setting at its default.</param>
    /// <returns>A builder that chooses store, database and scanners.</returns>
    /// <remarks>
    /// Map the endpoints with <c>app.MapAttachments("/api/v1")</c>. Safe to call twice. A host that replaces <see cref="IAuthorizationMiddlewareResultHandler"/> registers
    /// its own before: it then keeps its say, and one that is registered later takes the form of the library's 401 and 403 from them.
    /// </remarks>
    /// <exception cref="ArgumentException">The whole configuration was passed in the place of its section.</exception>
    public static IAttachmentsBuilder AddAttachments(this IServiceCollection services, IConfiguration? section = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        var builder = services.AddAttachmentsCore(section);
        var options = services.AddOptionsWithValidateOnStart<AttachmentsHttpOptions, AttachmentsHttpOptionsValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AttachmentsHttpOptions>, InlineContentTypesValidator>());
        if (section is not null)
            Bind(options, section.GetSection("Http"));

        if (services.Any(static service => service.ServiceType == typeof(CallerResolver)))
            return builder;

        services.AddSingleton<CallerResolver>();
        services.AddSingleton<EndpointNames>();
        services.AddSingleton<InlineTypes>();
        services.AddTransient<IApiDescriptionProvider, UploadFormDescription>();
        AnswerAuthorizationWithProblems(services);

        // Describes the answers' shapes to OpenAPI in hosts that have no reflection.
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AttachmentsJsonContext.Default);
            json.SerializerOptions.TypeInfoResolverChain.Add(new BinaryTypes());
        });
        return builder;
    }

    /// <summary>Sets how requests name their caller and how files are served.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Sets the options; runs after the configuration's section was read.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IAttachmentsBuilder ConfigureHttp(this IAttachmentsBuilder builder, Action<AttachmentsHttpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.Services.Configure(configure);
        return builder;
    }

    // The binder takes an empty list for none at all, which would bring the defaults back that the operator has switched off. What is no list it passes over.
    private static void Bind(OptionsBuilder<AttachmentsHttpOptions> options, IConfigurationSection section)
    {
        options.Bind(section)
            .Configure(http =>
            {
                if (section["InlineContentTypes"] is "")
                    http.InlineContentTypes = [];
            })
            .Validate(_ => IsList(section.GetSection("InlineContentTypes")), "Attachments:Http:InlineContentTypes must be a list of media types.");
    }

    private static bool IsList(IConfigurationSection section)
    {
        var entries = section.GetChildren().ToArray();
        return entries.Length == 0 ? string.IsNullOrEmpty(section.Value) : entries.All(static entry => entry.Value is not null);
    }

    // A handler that the host has registered keeps its say for all other endpoints, and decides here too: only the answer's form is ours.
    private static void AnswerAuthorizationWithProblems(IServiceCollection services)
    {
        var existing = services.LastOrDefault(static service => service.ServiceType == typeof(IAuthorizationMiddlewareResultHandler) && !service.IsKeyedService);

        // As long as the one that it stands before, which may hold a request's services.
        services.Add(new ServiceDescriptor(
            typeof(IAuthorizationMiddlewareResultHandler),
            provider => new ProblemAuthorizationResultHandler(Inner(provider, existing), ownsInner: OwnType(existing) is not null),
            IsOwn(existing) ? existing!.Lifetime : ServiceLifetime.Singleton));
    }

    private static IAuthorizationMiddlewareResultHandler Inner(IServiceProvider provider, ServiceDescriptor? existing) => existing switch
    {
        { ImplementationInstance: IAuthorizationMiddlewareResultHandler instance } => instance,
        { ImplementationFactory: { } factory } => (IAuthorizationMiddlewareResultHandler)factory(provider),
        _ when OwnType(existing) is { } type => (IAuthorizationMiddlewareResultHandler)ActivatorUtilities.CreateInstance(provider, type),
        _ => new AuthorizationMiddlewareResultHandler(),
    };

    private static bool IsOwn(ServiceDescriptor? existing) => existing is not null && existing.ImplementationType != typeof(AuthorizationMiddlewareResultHandler);

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    private static Type? OwnType(ServiceDescriptor? existing) => IsOwn(existing) ? existing!.ImplementationType : null;
}
