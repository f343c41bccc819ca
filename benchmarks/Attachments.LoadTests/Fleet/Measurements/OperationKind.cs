namespace Attachments.LoadTests.Fleet.Measurements;

/// <summary>What clients ask for.</summary>
internal enum OperationKind
{
    Draft,
    Upload,
    UploadAfterSend,
    List,
    Download,
    Delete,
    Send,
    DeleteMessage,
}
