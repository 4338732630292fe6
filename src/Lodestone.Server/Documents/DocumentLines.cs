using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Documents;

/// <summary>Reads one document a line. A line that cannot be used is reported and skipped.</summary>
internal static class DocumentLines
{
    // The name of the lines' source in reports.
    private const string Place = "body";

    /// <exception cref="RequestException">
    /// More lines than the limit cannot be used, so the body is probably not meant as documents.
    /// </exception>
    public static async IAsyncEnumerable<ReadItem> ReadAsync(
        BodyLines lines, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var problems = 0;
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!lines.TooLong && line.Span.Trim(" \t"u8).IsEmpty)
                continue;
            var item = lines.TooLong ? TooLong(lines.Number, maxBytes) : Read(WithoutMark(line, lines.Number), lines.Number);
            if (item.Problem is { } problem && ++problems > ServerDefaults.MaxProblems)
                throw TooMany(problem);
            yield return item with { Progress = new ReadProgress(lines.BytesRead, 0, 0, 1) };
        }
    }

    private static ReadItem Read(ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            if (!Utf8.IsValid(line.Span))
                return Skip(number, ReadProblemKind.Malformed, "The line has bytes that are not UTF-8. Encode it as UTF-8.");
            var document = RequestJson.Parse(line, ContractsJson.TypeInfo<BatchDocument>()).ToDocument("");
            return new ReadItem { Document = document, Path = Place, Line = number };
        }
        catch (RequestException mistake)
        {
            var kind = mistake.InnerException is JsonException ? ReadProblemKind.Malformed : ReadProblemKind.UnusableField;
            return Skip(number, kind, mistake.Problem.Detail);
        }
    }

    // Some editors write a byte order mark before the first line.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line, long number)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return number == 1 && line.Span.StartsWith(mark) ? line[mark.Length..] : line;
    }

    private static ReadItem TooLong(long number, int maxBytes) => Skip(number, ReadProblemKind.TooLarge, FormattableString.Invariant(
        $"The line has more than {maxBytes} bytes, the limit for one document. Split it."));

    private static ReadItem Skip(long number, ReadProblemKind kind, string reason) => new()
    {
        Problem = new ReadProblem(Place, number, kind, reason),
        Path = Place,
        Line = number,
    };

    private static RequestException TooMany(ReadProblem last) => new(ErrorTable.Describe(
        HttpErrorCodes.TooManyProblems, FormattableString.Invariant(
            $"More than {ServerDefaults.MaxProblems} lines cannot be used, so the rest was not read. The last was line {last.Line}: ") +
            $"{last.Reason} Expected is one JSON object a line, such as {{\"id\": \"7\", \"text\": \"...\"}}.") with
    {
        Line = last.Line,
    });
}

/// <summary>Splits a body into lines of bytes, at \n only, as they arrive.</summary>
/// <remarks>A line over the limit is skipped without being buffered, so memory is bounded by the limit.</remarks>
internal sealed class BodyLines(PipeReader body, int maxBytes)
{
    // The reader holds nothing back: it could not be repaired if the client disconnected within a line.
    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last was too long; it is then returned as empty.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The number of bytes read so far.</summary>
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
        // Copied, because the parser still uses it while the next line is read.
        ReadOnlyMemory<byte> bytes = TooLong ? ReadOnlyMemory<byte>.Empty : _line.WrittenSpan.ToArray();
        _line.ResetWrittenCount();
        return bytes.Span.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }
}
