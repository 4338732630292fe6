using System.IO.Pipelines;

namespace Lodestone.Server;

/// <summary>Reads of a request's body that can be given up.</summary>
internal static class BodyReading
{
    /// <summary>
    /// Reads on. Given up by its token, a read of the host's would leave the body in a state in which nobody can take the rest of it
    /// away, as the host does before the next request of the connection; so it is ended by hand.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token is cancelled; nothing was taken.</exception>
    public static async ValueTask<ReadResult> ReadOnAsync(this PipeReader body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stop = cancellationToken.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        await using (stop.ConfigureAwait(false))
        {
            while (true)
            {
                var read = await body.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                if (!read.IsCanceled)
                    return read;
                body.AdvanceTo(read.Buffer.Start);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
