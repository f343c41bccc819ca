namespace Attachments.EntityFrameworkCore.Model;

// What AddAttachments leaves in the model, for the start to find.
internal static class ModelMark
{
    public const string Message = "Attachments:Message";

    public const string Provider = "Attachments:Provider";
}
