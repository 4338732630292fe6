using System.Buffers;
using System.Text;

namespace Lodestone.Contracts.Client;

/// <summary>An answer that arrives in parts: lines of JSON, or server-sent events.</summary>
/// <param name="address">The server.</param>
/// <param name="response">The response, disposed with this.</param>
/// <param name="lines">The lines of its body.</param>
/// <param name="patience">Has the time limit of each part; null for no limit.</param>
internal sealed class AnswerStream(
    ServerAddress address, HttpResponseMessage response, LineReader lines, LodestoneClientOptions? patience) : IAsyncDisposable
{
    /// <summary>The next line; null at the end.</summary>
    /// <exception cref="LodestoneClientException">The connection ended, or the line is too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> LineAsync(CancellationToken cancellationToken)
    {
        using var time = patience is null ? null : new CancellationTokenSource(patience.Timeout, patience.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time?.Token ?? default);
        return await Failures.GuardAsync(address, () => lines.NextAsync(either.Token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next event; null at the end. An event without its blank line is none, as the standard says.</summary>
    /// <exception cref="LodestoneClientException">The connection ended, or the event is too long.</exception>
    public async Task<(string Name, ReadOnlyMemory<byte> Data)?> EventAsync(CancellationToken cancellationToken)
    {
        var name = "message";
        var data = new ArrayBufferWriter<byte>();
        while (await LineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.IsEmpty)
            {
                if (data.WrittenCount > 0)
                    return (name, data.WrittenMemory);
                continue;
            }

            var colon = line.Span.IndexOf((byte)':');
            var field = colon < 0 ? line.Span : line.Span[..colon];
            var value = colon < 0 ? default : line.Span[(colon + 1)..];
            if (value.StartsWith(" "u8))
                value = value[1..];
            if (field.SequenceEqual("event"u8))
            {
                name = Encoding.UTF8.GetString(value);
            }
            else if (field.SequenceEqual("data"u8))
            {
                lines.EnsureWithin(data.WrittenCount + value.Length);
                if (data.WrittenCount > 0)
                    data.Write("\n"u8);
                data.Write(value);
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Splits a stream into lines of bytes, each within a limit.</summary>
internal sealed class LineReader(ServerAddress address, Stream stream, int most)
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _start;
    private int _end;
    private bool _isEnd;

    /// <summary>The next line without its end, valid until the next call; null at the end.</summary>
    /// <exception cref="LodestoneClientException">The line is too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = _start;
        while (true)
        {
            var at = _bytes.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0 || _isEnd)
            {
                var end = at >= 0 ? searched + at : _end;
                if (at < 0 && end == _start)
                    return null;
                var line = _bytes.AsMemory(_start, end - _start);
                _start = at >= 0 ? end + 1 : _end;
                EnsureWithin(line.Length);
                return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
            }

            searched = _end - _start;
            EnsureWithin(searched);
            MakeRoom();
            var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _isEnd = read == 0;
            _end += read;
        }
    }

    /// <exception cref="LodestoneClientException">A part has more bytes than the limit.</exception>
    public void EnsureWithin(int count)
    {
        if (count > most)
            throw Answers.TooLarge(address, most);
    }

    // What was read of a line moves to the front, so that the buffer grows with the longest line alone.
    private void MakeRoom()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(2L * _bytes.Length, Array.MaxLength));
    }
}
