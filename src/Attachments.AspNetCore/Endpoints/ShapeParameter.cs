using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>Tells ApiExplorer of one of an endpoint's parameters, as routing does for handlers that it binds itself.</summary>
internal sealed class ShapeParameter(ParameterInfo parameter) : IParameterBindingMetadata
{
    public string Name => parameter.Name!;

    // What can be parsed comes from route and query; a file and the form's fields come from the body.
    public bool HasTryParse => parameter.ParameterType != typeof(IFormFile);

    public bool HasBindAsync => false;

    public ParameterInfo ParameterInfo => parameter;

    public bool IsOptional => parameter.HasDefaultValue;
}
