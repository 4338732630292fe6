using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Serialization;

/// <summary>Reads of a request's body that can be given up.</summary>
internal static class BodyReading
{
    /// <summary>
    /// Reads on. Given up by its token, a read of the host's would leave the body in a state in which nobody can take the rest of it
    /// away, as the host does before the next request of the connection; so it is ended by hand.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token is cancelled; nothing was taken.</exception>
    /// <exception cref="BadHttpRequestException">The body is not framed as HTTP has it.</exception>
    public static async ValueTask<ReadResult> ReadOnAsync(this PipeReader body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stop = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        await using (stop.ConfigureAwait(false))
        {
            while (true)
            {
                var read = await NextAsync(body).ConfigureAwait(false);
                if (!read.IsCanceled)
                    return read;
                body.AdvanceTo(read.Buffer.Start);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static async ValueTask<ReadResult> NextAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException broken) when (broken is not (BadHttpRequestException or ConnectionResetException))
        {
            // The host has a type for mistakes of clients, but not for every one: a chunk of 2^31 bytes or more is none of it.
            throw new BadHttpRequestException(broken.Message, StatusCodes.Status400BadRequest, broken);
        }
    }
}
