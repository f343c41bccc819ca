using System.Diagnostics;

namespace Attachments.Diagnostics;

internal static class AttachmentsActivity
{
    private static readonly ActivitySource Source = new(AttachmentsDiagnostics.ActivitySourceName);

    public static Activity? Start(string name) => Source.StartActivity(name);
}
