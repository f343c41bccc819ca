using Attachments.SampleHost.Accounts;
using Attachments.SampleHost.Authentication;
using Attachments.SampleHost.Compose;
using Attachments.SampleHost.Configuration;
using Attachments.SampleHost.Health;
using Attachments.SampleHost.Jobs;
using Attachments.SampleHost.Network;
using Attachments.SampleHost.Problems;
using Attachments.SampleHost.RateLimits;

try
{
    // Settings are read once. Its data lies below the content root by default, and a host that watches that for changed settings watches every file that comes and goes.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    builder.Configuration.AddSampleHostDefaults();
    builder.Logging.LeaveStartFailuresToProgram();
    var settings = HostSettings.Read(builder.Configuration);
    var connections = ConnectionSettings.Read(builder.Configuration);
    var rateLimits = RateLimitSettings.Read(builder.Configuration);

    builder.WebHost.UseAttachmentsTransport();
    builder.WebHost.ConfigureKestrel(kestrel => connections.Apply(kestrel.Limits));

    builder.Services.AddMail(builder.Configuration, settings);
    builder.Services.AddBearerOrGatewayHeaders(JwtSettings.Read(builder.Configuration));
    builder.Services.AddRateLimits(rateLimits);
    builder.Services.AddHealthChecks().AddAttachmentsChecks();
    builder.Services.AddOpenApi();

    var app = builder.Build();
    app.UseMailProblems();
    app.UseAuthentication();
    app.UseRateLimits(rateLimits);
    app.UseAuthorization();

    var attachments = app.MapAttachments("/api/v1");
    attachments.RequireAuthorization();
    attachments.LimitUploads(rateLimits);
    app.MapAccounts();
    app.MapCompose();
    app.MapHealth();
    app.MapJobs(settings.Jobs);
    app.MapOpenApi();

    await app.PrepareAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupFailure.Describe(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
