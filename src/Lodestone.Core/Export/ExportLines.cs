using Lodestone.Reading;

namespace Lodestone.Export;

/// <summary>The lines of a stream that is imported, each within a limit. One thread at a time.</summary>
internal sealed class ExportLines(Stream source, int maxBytes = ExportFormat.MaxLineBytes)
{
    private readonly StreamLines _lines = new(source, maxBytes);

    /// <summary>The name of the source in problems.</summary>
    public string Name { get; } = source is FileStream file ? Path.GetFileName(file.Name) : "stream";

    /// <summary>The number of lines read, and so that of the last one, from 1.</summary>
    public long Number => _lines.Number;

    /// <summary>The bytes read from the source.</summary>
    public long BytesRead => _lines.BytesRead;

    /// <summary>The bytes of the source; null when that is not known.</summary>
    public long? TotalBytes { get; } = source.CanSeek ? source.Length - source.Position : null;

    /// <summary>Reads the next line; null at the end.</summary>
    /// <returns>
    /// The line without its end, valid until the next call; and whether it is too long, in which case it was skipped.
    /// </returns>
    public async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsTooLong)?> ReadAsync(CancellationToken cancellationToken) =>
        await _lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line ? (line, _lines.TooLong) : null;
}
