using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>A bare <c>Results.File</c>: no look-up, no caller, no headers but the framework's.</summary>
internal static class ResultsFileServer
{
    public static Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var app = ServeCommand.CreateBuilder(settings).Build();
        var directory = Path.Combine(settings.Data, "files");
        app.MapGet("/files/{number:int}", (int number) =>
            Results.File(Path.Combine(directory, FileName(number)), "application/pdf", enableRangeProcessing: true));
        return Task.FromResult(app);
    }

    public static string FileName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}");
}
