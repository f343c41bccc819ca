namespace Attachments.Contract.Callers;

/// <summary>What an operation is about.</summary>
public enum OperationTarget
{
    Nothing,
    Message,
    Attachment,
}
