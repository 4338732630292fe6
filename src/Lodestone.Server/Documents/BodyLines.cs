using System.Buffers;
using System.IO.Pipelines;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>Splits a body into lines of bytes, at \n and nowhere else, as they come in.</summary>
/// <remarks>A line over the limit is passed over without being held, so memory is bounded by the limit.</remarks>
internal sealed class BodyLines(PipeReader body, int maxBytes)
{
    // Nothing is left with the reader: it could not be put right again if the client went away within a line.
    private readonly ArrayBufferWriter<byte> _line = new();
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
            {
                Add(read.Buffer.Slice(0, end));
                BytesRead++;
                body.AdvanceTo(read.Buffer.GetPosition(1, end));
                return Take();
            }

            Add(read.Buffer);
            body.AdvanceTo(read.Buffer.End);
            _ended = read.IsCompleted;
        }

        if (_line.WrittenCount > 0 || TooLong)
            return Take();
        return null;
    }

    private void Add(ReadOnlySequence<byte> part)
    {
        BytesRead += part.Length;
        TooLong |= _line.WrittenCount + part.Length > maxBytes;
        if (TooLong)
            return;
        foreach (var segment in part)
            _line.Write(segment.Span);
    }

    private ReadOnlyMemory<byte> Take()
    {
        Number++;
        // Copied: what parses it goes on while the next is read.
        ReadOnlyMemory<byte> bytes = TooLong ? ReadOnlyMemory<byte>.Empty : _line.WrittenSpan.ToArray();
        _line.ResetWrittenCount();
        return bytes.Span.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }
}
