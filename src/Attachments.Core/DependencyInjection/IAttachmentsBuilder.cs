namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the parts of the attachments library. <c>Use…</c> picks one, the last call wins; <c>Add…</c> appends.</summary>
public interface IAttachmentsBuilder
{
    /// <summary>Gets the services that the parts are registered with.</summary>
    IServiceCollection Services { get; }
}
