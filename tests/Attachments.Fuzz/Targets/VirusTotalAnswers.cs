using System.Globalization;
using System.Net;
using Attachments.Scanning.VirusTotal.Api;

namespace Attachments.Fuzz.Targets;

/// <summary>Answers requests with what an input says, one after the other; the last answer is given again.</summary>
internal sealed class VirusTotalAnswers : HttpMessageHandler, IHttpClientFactory
{
    private const byte Separator = 0x1E;
    private const int MostAnswers = 8;

    private readonly List<Answer> answers = [];
    private int next;

    /// <summary>Gets the last answer that was given.</summary>
    public Answer Last { get; private set; } = new(200, "", []);

    /// <summary>Takes one answer: the status on the first line, <c>Retry-After</c> on the second, then the body.</summary>
    public void Set(ReadOnlySpan<byte> answer)
    {
        answers.Clear();
        answers.Add(Read(answer));
        next = 0;
    }

    /// <summary>Takes several, with a record separator (1E) between them.</summary>
    public void SetAll(ReadOnlySpan<byte> all)
    {
        answers.Clear();
        next = 0;
        do
        {
            var end = all.IndexOf(Separator);
            answers.Add(Read(end < 0 ? all : all[..end]));
            all = end < 0 ? [] : all[(end + 1)..];
        }
        while (!all.IsEmpty && answers.Count < MostAnswers);
    }

    public HttpClient CreateClient(string name)
    {
        var client = new HttpClient(this, disposeHandler: false);
        VirusTotalApi.Configure(client);
        return client;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);

        Last = answers[Math.Min(next, answers.Count - 1)];
        next++;
        var response = new HttpResponseMessage((HttpStatusCode)Last.Status) { Content = new ByteArrayContent(Last.Body), RequestMessage = request };
        response.Headers.TryAddWithoutValidation("Retry-After", Last.RetryAfter);
        return response;
    }

    private static Answer Read(ReadOnlySpan<byte> answer)
    {
        var status = int.TryParse(InputText.TakeLine(ref answer), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 999 ? code : 200;
        return new Answer(status, InputText.Decode(InputText.TakeLine(ref answer)), answer.ToArray());
    }

    internal sealed record Answer(int Status, string RetryAfter, byte[] Body);
}
