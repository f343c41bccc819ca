using System.Runtime.ExceptionServices;

namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>Calls decoders, and makes of their many exceptions the two that a format throws.</summary>
internal static class DecoderCall
{
    /// <summary>Runs a call of a decoder.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">What the decoder reads from.</param>
    /// <exception cref="EndOfStreamException">The decoder failed where the file was at its end.</exception>
    /// <exception cref="InvalidDataException">It failed before.</exception>
    /// <remarks>What the input itself has thrown is thrown again. A decoder may fail with anything on bytes that it was not made for, down to an index out of range.</remarks>
    public static async ValueTask<T> RunAsync<T>(ValueTask<T> call, DecoderInput input)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception exception) when (input.Fault is null && exception is not (OutOfMemoryException or OperationCanceledException))
        {
            throw input.IsExhausted ? new EndOfStreamException(exception.Message, exception) : new InvalidDataException(exception.Message, exception);
        }
        catch (Exception) when (input.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
            throw;
        }
    }
}
