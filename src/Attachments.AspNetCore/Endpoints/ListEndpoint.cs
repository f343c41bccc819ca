using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Attachments.Access;
using Attachments.AspNetCore.Problems;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Endpoints;

internal static class ListEndpoint
{
    public const string Pattern = "/messages/{messageId}/attachments";

    private const int MaxLimit = 100;

    private const int DefaultLimit = 50;

    private static readonly Problem BadOffset = Problem.InvalidQuery("invalid_pagination", "offset must be an integer of 0 or more");

    private static readonly Problem BadLimit = Problem.InvalidQuery("invalid_pagination", "limit must be an integer from 1 to 100");

    private static readonly AttachmentEndpointMetadata Metadata = new(AttachmentOperation.List);

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var get = routes.Map(HttpMethods.Get, Pattern, Metadata, HandleAsync);
        routes.Describe(
            get, "ListAttachments", "Lists the attachments of a message, oldest first.", Shape,
            [new ProducesResponseTypeMetadata(200, typeof(AttachmentListResponse), ["application/json"])],
            400, 401, 403, 404, 500, 503);

        return new EndpointPair(get, routes.Map(HttpMethods.Head, Pattern, Metadata, HandleAsync));
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        var query = request.Context.Request.Query;
        if (!TryRead(query, "offset", 0, out var offset))
        {
            await request.AnswerAsync(BadOffset);
            return;
        }

        if (!TryRead(query, "limit", DefaultLimit, out var limit) || limit is < 1 or > MaxLimit)
        {
            await request.AnswerAsync(BadLimit);
            return;
        }

        if (!request.TryGetMessage(out var message))
        {
            await request.AnswerAsync(Rejection.MessageNotFound);
            return;
        }

        var result = await request.Attachments.ListAsync(request.Caller, message, offset, (int)limit, request.Aborted);
        if (!result.TryGetValue(out var page, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        request.Response.Headers.CacheControl = "no-store";
        var prefix = request.GetPrefix(segments: 3);
        await JsonResponse.WriteAsync(
            request.Response, (page, offset, limit, prefix), static (json, what) => AttachmentJson.WriteList(json, what.page, what.offset, (int)what.limit, what.prefix));
    }

    // Digits and nothing else: no sign, no blank, no second value.
    private static bool TryRead(IQueryCollection query, string name, long fallback, out long value)
    {
        value = fallback;
        if (!query.TryGetValue(name, out var values))
            return true;

        // The framework's parser takes trailing NULs for nothing.
        return values.Count == 1 && !values[0].AsSpan().ContainsAnyExceptInRange('0', '9') && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static void Shape(
        [Description("The message's id.")] string messageId,
        [Range(0, long.MaxValue)][Description("How many attachments to skip.")] long offset = 0,
        [Range(1, MaxLimit)][Description("How many attachments to return at most.")] int limit = DefaultLimit)
    {
    }
}
