using System.Data.Common;
using Attachments.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Attachments.SampleHost.Problems;

internal static class ProblemExtensions
{
    private const int SqliteFull = 13;

    /// <summary>Gives every error of this host's own endpoints its body: faults, and refusals that the framework left bare.</summary>
    public static void UseMailProblems(this WebApplication app)
    {
        app.UseExceptionHandler(errors => errors.Run(context =>
            OfFault(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(context)));
        app.UseStatusCodePages(context => MailProblem.ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private static IResult OfFault(Exception exception) => exception switch
    {
        AttachmentDatabaseException { IsFull: true } or SqliteException { SqliteErrorCode: SqliteFull } or DbException { SqlState: PostgresErrorCodes.DiskFull } => MailProblem.StorageFull,
        AttachmentDatabaseException or DbException => MailProblem.DatabaseUnavailable,
        BadHttpRequestException bad => MailProblem.ForStatus(bad.StatusCode),
        _ => MailProblem.ForStatus(StatusCodes.Status500InternalServerError),
    };
}
