using Attachments.Access;
using Attachments.AspNetCore;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Redis.StackExchange;
using Microsoft.AspNetCore.Authorization;

namespace Attachments.SampleHost.Jobs;

internal static class JobsExtensions
{
    /// <summary>Scans and sweeps as Hangfire jobs, which any number of these hosts share.</summary>
    public static void AddJobs(this IAttachmentsBuilder attachments, JobStorageSettings settings, IConfigurationSection section)
    {
        attachments.Services.AddHangfire(hangfire => hangfire.UseJobStorage(settings));
        attachments.UseHangfireJobs(section);
    }

    /// <summary>Shows the jobs at <c>/jobs</c> to the admins of the operators' tenant, where there is one.</summary>
    /// <remarks>Jobs bear the ids of every tenant's blobs: no other tenant's admin may see them. Nothing can be changed there.</remarks>
    public static void MapJobs(this WebApplication app, JobStorageSettings? settings)
    {
        if (settings?.OperatorTenant is not { } tenant)
            return;

        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], IsReadOnlyFunc = static _ => true, DisplayStorageConnectionString = false })
            .RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => context.Resource is HttpContext request && IsOperator(request, tenant)).Build());
    }

    private static bool IsOperator(HttpContext request, string tenant) =>
        request.TryGetAttachmentCaller(out var caller, out _) && caller.Role == CallerRole.Admin && caller.Tenant.Value == tenant;

    private static void UseJobStorage(this IGlobalConfiguration hangfire, JobStorageSettings settings)
    {
        if (settings.PostgreSql is { } postgreSql)
        {
            hangfire.UsePostgreSqlStorage(postgres => postgres.UseNpgsqlConnection(postgreSql), new PostgreSqlStorageOptions
            {
                QueuePollInterval = TimeSpan.FromSeconds(1),
                DistributedLockTimeout = TimeSpan.FromMinutes(1),
            });
            return;
        }

        hangfire.UseRedisStorage(settings.Redis, new RedisStorageOptions { Prefix = "{attachments}:", FetchTimeout = TimeSpan.FromSeconds(5) });
    }
}
