using Attachments.Access;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>Tells ApiExplorer that an upload's body is a multipart form.</summary>
/// <remarks>
/// An endpoint's own metadata cannot say it: routing would act on it and answer any other body with 415, where the API has 400 and the message's own checks come first.
/// </remarks>
internal sealed class UploadFormDescription : IApiDescriptionProvider
{
    // Behind the provider that describes endpoints (-1100).
    public int Order => -1000;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            if (!description.ActionDescriptor.EndpointMetadata.Any(static metadata => metadata is AttachmentEndpointMetadata { Operation: AttachmentOperation.Upload }))
                continue;

            description.SupportedRequestFormats.Clear();
            description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = "multipart/form-data" });
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }
}
