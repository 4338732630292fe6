using System.Buffers;
using System.IO.Pipelines;

namespace Lodestone.Server;

/// <summary>Splits a body into lines of bytes, at \n and nowhere else, as they come in.</summary>
/// <remarks>A line over the limit is passed over without being held, so memory is bounded by the limit.</remarks>
internal sealed class BodyLines(PipeReader body, int maxBytes)
{
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last was too long; then it is given as empty.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Bytes taken so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next line, without \r before its \n; null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        TooLong = false;
        while (!_ended)
        {
            var read = await body.ReadOnAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
                return Take(read.Buffer.Slice(0, end), read.Buffer.GetPosition(1, end));
            if (read.IsCompleted)
            {
                _ended = true;
                if (!read.Buffer.IsEmpty || TooLong)
                    return Take(read.Buffer, read.Buffer.End);
                body.AdvanceTo(read.Buffer.End);
                return null;
            }

            TooLong |= read.Buffer.Length > maxBytes;
            if (TooLong)
                Pass(read.Buffer);
            else
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return null;
    }

    private ReadOnlyMemory<byte> Take(ReadOnlySequence<byte> line, SequencePosition after)
    {
        Number++;
        TooLong |= line.Length > maxBytes;
        BytesRead += line.Length + 1;
        // Copied: what parses it goes on while the next is read.
        ReadOnlyMemory<byte> bytes = TooLong ? ReadOnlyMemory<byte>.Empty : line.ToArray();
        body.AdvanceTo(after);
        return bytes.Span.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }

    private void Pass(ReadOnlySequence<byte> part)
    {
        BytesRead += part.Length;
        body.AdvanceTo(part.End);
    }
}
