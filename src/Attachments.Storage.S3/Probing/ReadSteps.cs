using System.Net;
using System.Security.Cryptography;
using Amazon.S3.Model;

namespace Attachments.Storage.S3.Probing;

/// <summary>Does a download get the bytes it asks for, and is gone what was deleted?</summary>
internal sealed class ReadSteps(ProbeBucket bucket, StepList steps)
{
    private const int Length = 1_000;

    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(Length);

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        await steps.TakeAsync("range", () => RangeAsync(key, cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("range over the end", () => OverTheEndAsync(key, cancellationToken), S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("range behind the end", () => BehindTheEndAsync(key, cancellationToken), S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("read with If-Match", () => IfMatchAsync(key, cancellationToken), S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("delete", () => DeleteAsync(key, cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepResult> RangeAsync(string key, CancellationToken cancellationToken)
    {
        await bucket.PutAsync(key, bytes, cancellationToken).ConfigureAwait(false);

        foreach (var (name, from, to) in new[] { ("first byte", 0, 0), ("middle", 400, 599), ("last byte", Length - 1, Length - 1) })
        {
            var read = await bucket.GetAsync(key, cancellationToken, new ByteRange(from, to)).ConfigureAwait(false);
            if (read is null || !read.AsSpan().SequenceEqual(bytes.AsSpan(from..(to + 1))))
                return StepResult.Failed(read?.Length == Length ? "ignored: the whole object came back" : $"{name}: other bytes came back");
        }

        return StepResult.Works("first byte, middle and last byte");
    }

    private async Task<StepResult> OverTheEndAsync(string key, CancellationToken cancellationToken)
    {
        var read = await bucket.GetAsync(key, cancellationToken, new ByteRange(Length - 10, Length + 10)).ConfigureAwait(false);
        return read is not null && read.AsSpan().SequenceEqual(bytes.AsSpan(Length - 10))
            ? StepResult.Works("the bytes that are there")
            : StepResult.Warning("other bytes came back");
    }

    private async Task<StepResult> BehindTheEndAsync(string key, CancellationToken cancellationToken)
    {
        var refusal = await ProbeBucket.RefusalOfAsync(bucket.GetAsync(key, cancellationToken, new ByteRange(Length + 1, Length + 2))).ConfigureAwait(false);
        return refusal?.Status == HttpStatusCode.RequestedRangeNotSatisfiable
            ? StepResult.Works("answered 416")
            : StepResult.Warning(refusal is { } other ? $"answered {(int)other.Status} {other.Code}, not 416" : "bytes came back, not 416");
    }

    private async Task<StepResult> IfMatchAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await bucket.Client.GetObjectMetadataAsync(bucket.Name, key, cancellationToken).ConfigureAwait(false);
        await bucket.GetAsync(key, cancellationToken, etag: stored.ETag).ConfigureAwait(false);

        var refusal = await ProbeBucket.RefusalOfAsync(bucket.GetAsync(key, cancellationToken, etag: "\"0123456789abcdef0123456789abcdef\"")).ConfigureAwait(false);
        return refusal?.Status == HttpStatusCode.PreconditionFailed
            ? StepResult.Works("another object's tag is answered 412")
            : StepResult.Warning("ignored: a download that is resumed cannot tell whether it is the same object");
    }

    private async Task<StepResult> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        await bucket.Client.DeleteObjectAsync(bucket.Name, key, cancellationToken).ConfigureAwait(false);
        if (await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false) is not null)
            return StepResult.Failed("accepted, and the object is still there");

        var second = await ProbeBucket.RefusalOfAsync(bucket.Client.DeleteObjectAsync(bucket.Name, key, cancellationToken)).ConfigureAwait(false);
        return second is null ? StepResult.Works("gone; and once more is no error") : StepResult.Failed($"of what is not there is answered {(int)second.Value.Status} {second.Value.Code}");
    }
}
