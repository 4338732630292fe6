using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Reads the documents of one file.</summary>
internal abstract class FormatReader
{
    /// <summary>Returns the file's documents and unreadable records, in order.</summary>
    /// <exception cref="UnreadableException">The file as a whole, or its rest, cannot be read.</exception>
    public abstract IAsyncEnumerable<ReadItem> ReadAsync(SourceFile file, Stream stream, CancellationToken cancellationToken);

    /// <summary>Returns a record that could not be read; the file continues after it.</summary>
    protected static ReadItem Skip(SourceFile file, long line, UnreadableException why) => new()
    {
        Problem = new ReadProblem(file.Path, line, why.Kind, why.Message) { Option = why.Option },
        Path = file.Path,
        Line = line,
    };
}
