using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Problems;

/// <summary>How faults show on the wire.</summary>
internal static class FaultTable
{
    public static Problem ToProblem(Exception exception) => exception switch
    {
        BlobStoreException { IsFull: true } or AttachmentDatabaseException { IsFull: true } => Problem.StorageFull,
        BlobStoreException => Problem.StorageUnavailable,
        AttachmentDatabaseException => Problem.DatabaseUnavailable,
        ScannerUnavailableException => Problem.ScannerUnavailable,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.RequestTimeout,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.BodyTooLarge,
        BadHttpRequestException => Problem.BadRequest,
        _ => Problem.ServerError,
    };
}
