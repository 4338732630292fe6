using System.Globalization;
using System.Text.Json;
using Lodestone.Documents;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone.Export;

/// <summary>Upserts the documents of an export with the passages and vectors that it has for them: no model runs.</summary>
/// <remarks>
/// The stream comes from outside, so each line is checked as far as a collection depends on it; one that cannot be used is a problem of
/// the report, and the others are imported.
/// </remarks>
internal sealed class ImportRun(
    BatchCommitter committer, ExportLines lines, ExportHeader header, TimeProvider clock, IProgress<IndexingProgress>? progress)
{
    // A problem a line of a large file would fill the memory.
    private const int MostProblems = 1_000;

    // Long vectors of short texts would fill it, too.
    private const int BatchBytes = 16 << 20;

    private readonly IndexingTally _tally = new(clock);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<ImportedDocument> _batch = [];
    private long _characters;
    private long _bytes;
    private long _documents;
    private long _problems;

    /// <summary>Reads the first line of a stream.</summary>
    /// <exception cref="ExportException">The stream is no export, or one of another version.</exception>
    public static async Task<ExportHeader> ReadHeaderAsync(ExportLines lines, CancellationToken cancellationToken)
    {
        var line = await lines.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw NoExport("nothing");
        if (line.IsTooLong)
            throw NoExport("a first line that is too long");
        ExportHeader header;
        try
        {
            // The format and the version are read alone first, since another version may have other fields.
            using (var first = JsonDocument.Parse(line.Bytes))
                CheckVersion(first.RootElement);
            header = JsonSerializer.Deserialize(line.Bytes.Span, ExportFormat.Default.ExportHeader) ?? throw NoExport("null");
        }
        catch (JsonException malformed)
        {
            throw NoExport($"a first line that is no header ({malformed.Message})", malformed);
        }

        if (HeaderProblem(header) is { } problem)
            throw NoExport(problem);
        return header;
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="space">The space, which has the identity of the header.</param>
    /// <param name="cancellationToken">Honoured between lines; committed batches stay.</param>
    /// <exception cref="ExportException">The collection was embedded with another model meanwhile.</exception>
    public async Task<IndexingReport> RunAsync(StoredSpace space, CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.IsTooLong)
            {
                Refuse(ReadProblemKind.TooLarge, ErrorCodes.ExportMalformed, string.Create(CultureInfo.InvariantCulture,
                    $"The line has more than {ExportFormat.MaxLineBytes} bytes, which no document has."));
            }
            else if (!line.Bytes.Span.ContainsAnyExcept(" \t\r"u8))
            {
                continue;
            }
            else if (Read(line.Bytes.Span, space.Space.Dimensions) is { } document)
            {
                Add(document);
                _bytes += line.Bytes.Length;
            }

            _documents++;
            if (_batch.Count >= IndexingRun.BatchDocuments || _characters >= IndexingRun.BatchCharacters || _bytes >= BatchBytes)
                await CommitAsync(space, cancellationToken).ConfigureAwait(false);
        }

        await CommitAsync(space, cancellationToken).ConfigureAwait(false);
        TellWhatIsMissing();
        return _tally.Report();
    }

    private static void CheckVersion(JsonElement header)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("format", out var format) ||
            format.ValueKind != JsonValueKind.String || !format.ValueEquals(ExportFormat.Name))
            throw NoExport("a first line that does not name the format");
        if (header.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number &&
            version.TryGetInt64(out var number) && number != ExportFormat.Version)
        {
            throw new ExportException(ErrorCodes.ExportVersionUnknown, string.Create(CultureInfo.InvariantCulture,
                $"The export has format version {number}; this Lodestone reads {ExportFormat.Version}. Import it with the Lodestone ") +
                "that wrote it, or a newer one.")
            {
                Found = string.Create(CultureInfo.InvariantCulture, $"format version {number}"),
                Accepted = string.Create(CultureInfo.InvariantCulture, $"format version {ExportFormat.Version}"),
            };
        }
    }

    private static string? HeaderProblem(ExportHeader header)
    {
        const int maxName = 1_024;
        const int maxDimensions = 16_384;
        var model = header.Model;
        if (header.Documents < 0)
            return string.Create(CultureInfo.InvariantCulture, $"{header.Documents} documents in its header");
        if (model.Dimensions is < 1 or > maxDimensions)
            return string.Create(CultureInfo.InvariantCulture, $"{model.Dimensions} dimensions in its header, not 1 to {maxDimensions}");
        if (!Enum.IsDefined(model.Embedder))
            return string.Create(CultureInfo.InvariantCulture, $"the kind of embedder {(int)model.Embedder} in its header");
        string[] names = [model.Name, model.Checksum];
        if (Array.Exists(names, n => n.Length is 0 or > maxName || n.Any(char.IsControl)) || model.Provider.Length > maxName)
            return "a name or a checksum of the model that is empty, too long or has control characters";
        // The name comes from outside, and must not lead to a folder of this machine.
        if (model.Embedder != ExportedEmbedder.Generator && (model.Name != Path.GetFileName(model.Name) || model.Name is "." or ".."))
            return "a path in place of the model's name";
        return SpaceSettings.IsKnown(model.Settings) ? null : $"passages cut by '{DocumentRules.Shown(model.Settings)}'";
    }

    private static ExportException NoExport(string found, Exception? inner = null) => new(
        ErrorCodes.ExportMalformed,
        $"The stream is no export of a collection: found {found}; accepted is a header of '{ExportFormat.Name}', and a document a line.",
        inner)
    {
        Found = found,
        Accepted = $"a header of '{ExportFormat.Name}'",
    };

    private ImportedDocument? Read(ReadOnlySpan<byte> line, int dimensions)
    {
        ExportedDocument exported;
        try
        {
            exported = JsonSerializer.Deserialize(line, ExportFormat.Default.ExportedDocument) ?? throw new JsonException("It is null.");
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            Refuse(ReadProblemKind.Malformed, ErrorCodes.ExportMalformed, $"The line is no document of an export: {malformed.Message}");
            return null;
        }

        var document = exported.ToDocument();
        if (DocumentRules.Problem(document) is { } unusable)
        {
            Refuse(ReadProblemKind.UnusableField, DocumentRules.CodeOf(document), unusable);
            return null;
        }

        if (ExportedPassage.Read(exported, dimensions, out var problem) is { } passages)
            return new ImportedDocument(document, passages);
        Refuse(ReadProblemKind.Malformed, ErrorCodes.ExportMalformed, $"Document '{DocumentRules.Shown(document.Id)}', {problem}.");
        return null;
    }

    private void Add(ImportedDocument document)
    {
        _places[document.Document.Id] = _batch.Count;
        _batch.Add(document);
        _characters += document.Document.Text.Length;
    }

    private async Task CommitAsync(StoredSpace space, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        // The last of an id wins, as in any batch.
        int[] last = [.. _places.Values.Order()];
        var (committed, outcomes) = await WriteAsync(space, [.. last.Select(i => _batch[i])], cancellationToken).ConfigureAwait(false);
        var changes = Enumerable.Repeat(DocumentChange.Superseded, _batch.Count).ToArray();
        for (var i = 0; i < last.Length; i++)
            changes[last[i]] = outcomes[i];
        string[] withoutWords = [.. last.Where(i => _batch[i].Passages.Count == 0).Select(i => _batch[i].Document.Id)];
        var report = new UpsertReport(changes, committed.Added.Count, 0, withoutWords, 0, committed.Sequence);
        DocumentWriter.Count(report);
        _tally.Committed([.. _batch.Select(d => d.Document)], report);
        _batch.Clear();
        _places.Clear();
        (_characters, _bytes) = (0, 0);
        progress?.Report(_tally.Progress() with { BytesRead = lines.BytesRead, TotalBytes = lines.TotalBytes });
    }

    private async Task<(CommittedBatch Batch, DocumentChange[] Changes)> WriteAsync(
        StoredSpace space, ImportedDocument[] documents, CancellationToken cancellationToken)
    {
        try
        {
            return await committer.ImportAsync(space, documents, cancellationToken).ConfigureAwait(false);
        }
        catch (StalePlanException)
        {
            throw ImportTarget.Differs(committer.Space.Stored.Space, space.Space);
        }
    }

    private void TellWhatIsMissing()
    {
        if (_problems > MostProblems)
        {
            var more = string.Create(CultureInfo.InvariantCulture,
                $"{_problems - MostProblems} more lines could not be used; the first {MostProblems} are listed.");
            _tally.Refuse(Place(null), ReadProblemKind.Malformed, more, ErrorCodes.ExportMalformed);
        }

        if (_documents == header.Documents)
            return;
        _tally.Refuse(Place(null), ReadProblemKind.Malformed, string.Create(CultureInfo.InvariantCulture,
            $"The stream has {_documents} documents; {header.Documents} were exported. ") +
            (_documents < header.Documents
                ? "It ends early: get the whole file, and import it again. Documents that are there are skipped then."
                : "Lines were added to it."), ErrorCodes.ExportIncomplete);
    }

    private void Refuse(ReadProblemKind kind, string code, string reason)
    {
        if (++_problems <= MostProblems)
            _tally.Refuse(Place(lines.Number), kind, reason, code);
    }

    private ReadItem Place(long? line) => new() { Path = lines.Name, Line = line };
}
