using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Attachments.Browser.Sites;

/// <summary>A site of the attacker's. Whatever runs or loads something on its own behalf asks it for an address that holds the file's token.</summary>
public sealed class Beacon(Uri address)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> silent = new(StringComparer.Ordinal);

    public Uri Address => address;

    /// <summary>Gets what was heard of files that nothing may ever be heard of.</summary>
    public IReadOnlyList<string> Broken => [.. silent.Where(file => heard.ContainsKey(file.Key)).Select(file => $"{file.Value}: {string.Join(", ", HeardOf(file.Key))}")];

    /// <summary>Says that nothing may ever be heard of a token, not even after its test.</summary>
    public void ExpectSilence(string token, string file) => silent[token] = file;

    /// <summary>Gets the addresses that were asked for with a token in them.</summary>
    public IReadOnlyList<string> HeardOf(string token) => heard.TryGetValue(token, out var addresses) ? [.. addresses] : [];

    /// <summary>Waits until something is heard of a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="file">What a failure calls it.</param>
    public async Task<string> HearAsync(string token, string file)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (HeardOf(token) is [var first, ..])
                return first;

            Assert.True(clock.Elapsed < Deadline, $"Nothing was heard of {file} within {Deadline.TotalSeconds} s.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public Task AnswerAsync(HttpContext context)
    {
        // The first segment is the token.
        if (context.Request.Path.Value!.Split('/') is [_, { Length: > 0 } token, ..])
            heard.GetOrAdd(token, _ => new()).Enqueue(Uri.UnescapeDataString($"{context.Request.Path}{context.Request.QueryString}"));

        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!DOCTYPE html><title>Beacon</title>", context.RequestAborted);
    }
}
