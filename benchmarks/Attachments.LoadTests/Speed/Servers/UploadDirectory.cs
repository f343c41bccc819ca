using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Where a baseline keeps what it was sent.</summary>
internal sealed class UploadDirectory
{
    public const string ClearingPath = "/clear";

    private readonly string temporary;
    private readonly string final;

    public UploadDirectory(string data)
    {
        temporary = Directory.CreateDirectory(Path.Combine(data, "temporary")).FullName;
        final = Directory.CreateDirectory(Path.Combine(data, "files")).FullName;
    }

    public string Temporary(string name) => Path.Combine(temporary, name);

    public string Final(string name) => Path.Combine(final, name);

    /// <summary>Lets the load program delete what a round has left, outside of what is measured.</summary>
    public void MapClearing(WebApplication app) => app.MapPost(ClearingPath, context =>
    {
        foreach (var file in Directory.EnumerateFiles(final))
            File.Delete(file);

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });
}
