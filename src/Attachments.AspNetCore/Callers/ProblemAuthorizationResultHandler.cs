using Attachments.AspNetCore.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Callers;

/// <summary>Lets the host's authorization answer as it does, and gives its 401 and 403 the library's form where an endpoint of the library was asked for.</summary>
internal sealed class ProblemAuthorizationResultHandler(IAuthorizationMiddlewareResultHandler inner, bool ownsInner) : IAuthorizationMiddlewareResultHandler, IDisposable, IAsyncDisposable
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var isOurs = context.GetEndpoint()?.Metadata.GetMetadata<AttachmentEndpointMetadata>() is not null;
        if (!isOurs || authorizeResult.Succeeded)
        {
            await inner.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        var setCookie = context.Response.Headers.SetCookie;
        await inner.HandleAsync(next, context, policy, authorizeResult);
        if (context.Response.HasStarted)
            return;

        if (authorizeResult.Challenged)
        {
            await Challenge.AnswerChallengedAsync(context, setCookie);
            return;
        }

        context.Response.Headers.Remove("Location");
        await ProblemWriter.WriteAsync(context, Problem.Forbidden);
    }

    public void Dispose()
    {
        if (ownsInner)
            (inner as IDisposable)?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (ownsInner && inner is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            Dispose();
    }
}
