using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>An upload as teams write it: <see cref="IFormFile"/> copied to a file, hashed, and a row added with Entity Framework Core. No checks.</summary>
internal static class FormFileServer
{
    private const long Limit = 2L * 1024 * 1024 * 1024;

    public static async Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var builder = ServeCommand.CreateBuilder(settings);
        builder.WebHost.ConfigureKestrelLimits(Limit);
        builder.Services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = Limit);
        builder.Services.AddDbContext<FormFileContext>(options => options.UseSqlite(settings.SqliteConnectionString));
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<FormFileContext>().Database.EnsureCreatedAsync();

        var uploads = new UploadDirectory(settings.Data);
        app.MapPost("/messages/{message}/attachments", async (string message, IFormFile file, FormFileContext context) =>
        {
            var record = new FormFileRecord { Id = Guid.CreateVersion7(), MessageId = message, FileName = Path.GetFileName(file.FileName), ContentType = file.ContentType, Length = file.Length };
            var path = uploads.Final(record.Id.ToString("n"));
            await using (var target = File.Create(path))
                await file.CopyToAsync(target);

            await using (var stored = File.OpenRead(path))
                record.Hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stored));

            context.Files.Add(record);
            await context.SaveChangesAsync();
            return Results.Created($"/attachments/{record.Id}", record);
        }).DisableAntiforgery();
        uploads.MapClearing(app);
        return app;
    }
}
