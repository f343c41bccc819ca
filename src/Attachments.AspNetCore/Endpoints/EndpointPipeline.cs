using Attachments.Access;
using Attachments.AspNetCore.Diagnostics;
using Attachments.AspNetCore.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>What every endpoint does around its own work: who asks, may the request change anything, and what becomes of faults.</summary>
internal static class EndpointPipeline
{
    public static RequestDelegate Build(AttachmentEndpointMetadata metadata, Func<AttachmentRequest, Task> handle) =>
        context => RunAsync(context, metadata, handle);

    private static async Task RunAsync(HttpContext context, AttachmentEndpointMetadata metadata, Func<AttachmentRequest, Task> handle)
    {
        try
        {
            await HandleAsync(context, metadata, handle);
        }
        catch (OperationCanceledException) when (HasTimedOut(context))
        {
            // The host's own bound (UseRequestTimeouts), whose middleware has the answer. It can give none behind bytes that were sent.
            if (HasBegun(context.Response))
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            throw;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested && !HasTimedOut(context))
        {
            Logger(context).ClientGone();

            // Nobody reads it; access logs then show what happened.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, the client must learn nothing of it and must not take a part for the whole.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await AnswerFaultAsync(context, exception);
        }
    }

    private static async Task HandleAsync(HttpContext context, AttachmentEndpointMetadata metadata, Func<AttachmentRequest, Task> handle)
    {
        if (!context.TryGetAttachmentCaller(out var caller, out var refusal))
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var changes = metadata.Operation is AttachmentOperation.Upload or AttachmentOperation.Delete;
        if (changes && !await CsrfCheck.PassesAsync(context, context.RequestServices.GetRequiredService<IOptions<AttachmentsHttpOptions>>().Value))
        {
            await ProblemWriter.WriteAsync(context, Problem.CsrfTokenInvalid);
            return;
        }

        await handle(new AttachmentRequest(context, caller, metadata.GivesContent));
    }

    private static async Task AnswerFaultAsync(HttpContext context, Exception exception)
    {
        var response = context.Response;

        if (HasBegun(response))
        {
            Logger(context).ResponseAborted(exception);
            context.Abort();
            return;
        }

        var problem = FaultTable.ToProblem(exception);
        if (exception is BadHttpRequestException)
            Logger(context).RequestBodyRefused(exception, problem.Status, problem.Code);
        else
            Logger(context).RequestFailed(exception, problem.Status, problem.Code);

        response.Clear();
        await ProblemWriter.WriteAsync(context, problem);
    }

    private static bool HasTimedOut(HttpContext context) =>
        context.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken.IsCancellationRequested: true };

    // Bytes that wait in the pipe cannot be taken back either: they would come before the problem.
    private static bool HasBegun(HttpResponse response) => response.HasStarted || response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Attachments.AspNetCore");
}
