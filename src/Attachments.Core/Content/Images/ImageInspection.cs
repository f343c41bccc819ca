namespace Attachments.Content.Images;

/// <summary>One look at one upload's image header.</summary>
internal sealed class ImageInspection(ImageOptions limits) : ContentInspection
{
    private readonly ImageSizeReader reader = new();

    public override ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (reader.IsDone)
            return default;

        reader.Push(bytes.Span);
        return ValueTask.FromResult(Judge(reader.Found));
    }

    private Rejection? Judge(ImageSize found)
    {
        if (limits.MaxImagePixels is { } pixels && found.Pixels > (ulong)pixels)
            return Rejection.ImageTooLarge(pixels);

        return limits.MaxImageFrames is { } frames && found.Frames > frames ? Rejection.ImageHasTooManyFrames(frames) : null;
    }
}
