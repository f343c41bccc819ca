using Attachments.Access;
using Attachments.Messages;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Content.Images;

public sealed class ImageInspectorTests
{
    private static readonly InspectedUpload Upload = new(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), "a.txt", "text/plain");

    [Fact]
    public void Nothing_is_looked_at_while_no_limit_is_set() => Assert.Null(new ImageInspector(Options.Create(new ImageOptions())).Begin(Upload));

    [Theory]
    [InlineData(100, 100, 10_000, true)]
    [InlineData(100, 101, 10_000, false)]
    [InlineData(50_000, 50_000, 100_000_000, false)]
    [InlineData(uint.MaxValue, uint.MaxValue, long.MaxValue, false)]
    public async Task Image_is_refused_above_the_limit_and_not_at_it(uint width, uint height, long limit, bool isAccepted)
    {
        var rejection = await InspectAsync(new ImageOptions { MaxImagePixels = limit }, ImageFiles.Png(width, height));

        Assert.Equal(isAccepted ? null : Rejection.ImageTooLarge(limit), rejection);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Frames_are_refused_above_the_limit_and_not_at_it(int frames, bool isAccepted)
    {
        var rejection = await InspectAsync(new ImageOptions { MaxImageFrames = 10 }, ImageFiles.Gif(1, 1, frames));

        Assert.Equal(isAccepted ? null : Rejection.ImageHasTooManyFrames(10), rejection);
    }

    [Fact]
    public async Task Frames_are_not_limited_by_the_limit_of_pixels() =>
        Assert.Null(await InspectAsync(new ImageOptions { MaxImagePixels = 100 }, ImageFiles.Gif(10, 10, 5000)));

    [Theory]
    [InlineData(0L, null)]
    [InlineData(-1L, null)]
    [InlineData(null, 0)]
    public void Limit_below_one_stops_the_host(long? pixels, int? frames) =>
        Assert.True(new ImageOptionsValidator().Validate(null, new ImageOptions { MaxImagePixels = pixels, MaxImageFrames = frames }).Failed);

    private static async Task<Rejection?> InspectAsync(ImageOptions options, byte[] bytes)
    {
        await using var inspection = new ImageInspector(Options.Create(options)).Begin(Upload)!;
        for (var at = 0; at < bytes.Length; at += 1000)
        {
            var block = bytes.AsMemory(at, Math.Min(1000, bytes.Length - at));
            if (await inspection.InspectAsync(block, TestContext.Current.CancellationToken) is { } rejection)
                return rejection;
        }

        return await inspection.CompleteAsync(TestContext.Current.CancellationToken);
    }
}
