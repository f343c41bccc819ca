namespace Attachments.Storage.Migration.Copying;

internal enum CopyResult
{
    Copied,
    Present,
    Gone,
    Failed,
}
