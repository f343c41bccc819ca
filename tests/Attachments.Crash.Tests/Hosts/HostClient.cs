using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Attachments.Crash.Hosts;

/// <summary>Speaks to one host, as the owner of all messages of one tenant.</summary>
internal sealed class HostClient : IDisposable
{
    public const string Tenant = "tenant-1";

    private const int MaxPage = 100;

    private readonly HttpClient http;
    private readonly string tenant;

    public HostClient(Uri address, string tenant)
    {
        this.tenant = tenant;
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("X-Tenant-ID", tenant);
        http.DefaultRequestHeaders.Add("X-User-ID", "user-1");
    }

    public Task<Answer> UploadAsync(string message, byte[] content, CancellationToken cancellationToken = default) =>
        UploadAsync(message, new ByteArrayContent(content), cancellationToken);

    public Task<Answer> UploadAsync(string message, HttpContent content, CancellationToken cancellationToken = default) =>
        UploadAsync(message, content, "notes.txt", "text/plain", cancellationToken);

    public async Task<Answer> UploadAsync(string message, HttpContent content, string fileName, string contentType, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        form.Add(content, "file", fileName);
        return await SendAsync(HttpMethod.Post, $"/api/v1/messages/{message}/attachments", form, cancellationToken);
    }

    public Task<Answer> DownloadAsync(string attachment) => SendAsync(HttpMethod.Get, $"/api/v1/attachments/{attachment}/download");

    public Task<Answer> GetMetadataAsync(string attachment) => SendAsync(HttpMethod.Get, $"/api/v1/attachments/{attachment}/metadata");

    public Task<Answer> DeleteAsync(string attachment) => SendAsync(HttpMethod.Delete, $"/api/v1/attachments/{attachment}");

    public Task<Answer> DeleteMessageAsync(string message) => SendAsync(HttpMethod.Post, $"/delete-message?tenant={tenant}&id={message}");

    /// <summary>Lists a message's attachments.</summary>
    /// <returns>The attachments, or null with the answer where there was no list.</returns>
    public async Task<(IReadOnlyList<ListedAttachment>? Items, Answer Answer)> ListAsync(string message)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/api/v1/messages/{message}/attachments?limit={MaxPage}");
        if (answer.Status != 200)
            return (null, answer);

        using var json = JsonDocument.Parse(answer.Body);
        return (json.RootElement.GetProperty("data").EnumerateArray().Select(Read).ToList(), answer);
    }

    public Task<Answer> ReleaseAsync(Guid blob) => SendAsync(HttpMethod.Post, $"/quarantine/{blob}/release?tenant={tenant}");

    public Task<Answer> PurgeAsync(Guid blob) => SendAsync(HttpMethod.Post, $"/quarantine/{blob}/purge?tenant={tenant}");

    public Task<Answer> SweepAsync() => SendAsync(HttpMethod.Post, "/sweep");

    /// <summary>Makes the host kill itself when it reaches a point for the nth time from now.</summary>
    public Task CrashAtAsync(string point, int on = 1) => CommandAsync(HttpMethod.Post, $"/points/{point}/crash?on={on}");

    /// <summary>Makes the host hold up whoever reaches a point, for a time or until the point is disarmed.</summary>
    public Task StallAtAsync(string point, TimeSpan stall) => CommandAsync(HttpMethod.Post, $"/points/{point}/stall?stall={stall}");

    public Task DisarmAsync(string point) => CommandAsync(HttpMethod.Delete, $"/points/{point}");

    /// <summary>Waits until a point that was armed has been reached.</summary>
    /// <param name="point">The point.</param>
    /// <param name="describe">Says what else there is to know where it was not; null where there is nothing.</param>
    public Task ReachedAsync(string point, Func<string>? describe = null) => Poll.UntilAsync(
        async () =>
        {
            var answer = await CommandAsync(HttpMethod.Get, $"/points/{point}");
            return int.Parse(answer.Body, CultureInfo.InvariantCulture) > 0;
        },
        () => Task.FromResult($"the point {point} was not reached\n{describe?.Invoke()}"));

    public void Dispose() => http.Dispose();

    private static ListedAttachment Read(JsonElement item) => new(
        item.GetProperty("id").GetString()!, item.GetProperty("contentHash").GetString()!, item.GetProperty("size").GetInt64());

    private async Task<Answer> CommandAsync(HttpMethod method, string path)
    {
        var answer = await SendAsync(method, path);
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        // The socket's own exception comes through where the host dies just after the connection was made.
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return Answer.Lost;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Answer.Lost;
        }
    }
}
