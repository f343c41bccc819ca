namespace Attachments.Content.Images;

/// <summary>What an image's header says: its largest picture, and how many it holds.</summary>
/// <param name="Width">In pixels; 0 where nothing is said.</param>
/// <param name="Height">In pixels; 0 where nothing is said.</param>
/// <param name="Frames">0 where no picture was announced.</param>
internal readonly record struct ImageSize(uint Width, uint Height, long Frames)
{
    public ulong Pixels => (ulong)Width * Height;
}
