namespace Attachments.Storage.S3.Uploads;

/// <summary>What all uploads of a store may hold beside the one part that each of them has.</summary>
/// <remarks>Nobody waits for it: who gets none sends its own part first. So a thousand slow uploads cannot lock one another out.</remarks>
internal sealed class UploadMemory(long most)
{
    private long taken;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= most)
            return true;

        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref taken, -bytes);
}
