using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Json;
using Lodestone.Ingestion.Readers.Markdown;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Notebook;

/// <summary>Reads the cells of a Jupyter notebook: Markdown as such, code as it is written, and the text of outputs.</summary>
internal static class NotebookExtractor
{
    /// <summary>The maximum number of values, names and brackets, each of which the parser keeps.</summary>
    public const int MaxTokens = 5_000_000;

    public static Extraction Extract(byte[] content, ReadOptions options, CancellationToken cancellationToken)
    {
        var json = content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content.AsMemory(3) : content;
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new UnreadableException(ReadProblemKind.NoText, "It is blank. Accepted are notebooks with text in them; exclude it.");
        if (ContentKind.Of(json.Span) is { } kind)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"It is {kind} by its content, not a Jupyter notebook. Give it the extension of its format, or exclude it.");
        }

        var replaced = Repair(ref json);
        EnsureBounds(json.Span, cancellationToken);
        using var document = JsonDocument.Parse(json);
        var cells = NotebookCells.Of(document.RootElement) ?? throw new UnreadableException(ReadProblemKind.Malformed,
            "It is JSON, but no Jupyter notebook: it has no list of cells. Give it the extension of its format, or exclude it.");
        var (text, outputs, count) = (new JoinedText(), new NotebookOutputs(), 0);
        foreach (var cell in cells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            Add(cell, text, outputs, options, cancellationToken);
        }

        return Describe(document.RootElement, text, count) with
        {
            Notes = [.. outputs.Notes, .. replaced > 0 ? new[] { CleanText.Replaced(replaced) } : []],
        };
    }

    /// <summary>Replaces and counts what no text can hold: bytes that are not UTF-8, and escapes for half of a surrogate pair.</summary>
    private static int Repair(ref Memory<byte> json)
    {
        var replaced = 0;
        if (!Utf8.IsValid(json.Span))
        {
            var repaired = Encoding.UTF8.GetString(json.Span);
            replaced = repaired.AsSpan().Count(CleanText.Replacement) - json.Span.Count("\uFFFD"u8);
            json = Encoding.UTF8.GetBytes(repaired);
        }

        return replaced + SurrogateEscapes.Repair(json.Span);
    }

    private static void EnsureBounds(ReadOnlySpan<byte> json, CancellationToken cancellationToken)
    {
        var reader = new Utf8JsonReader(json);
        for (var count = 0; reader.Read(); count++)
        {
            if (count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (count > MaxTokens)
            {
                throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                    $"It has more than {MaxTokens} values and names, the limit for one notebook. Split it, or clear its outputs."));
            }
        }
    }

    private static void Add(
        NotebookCell cell, JoinedText text, NotebookOutputs outputs, ReadOptions options, CancellationToken cancellationToken)
    {
        if (cell.Type == "markdown")
        {
            var markdown = MarkdownExtractor.Extract(cell.Source, options, cancellationToken);
            text.Add(markdown.Text, markdown.Headings);
        }
        else if (cell.Type == "heading" && CleanText.OneLine(cell.Source) is { Length: > 0 } heading)
        {
            text.Add(heading, [new Heading(0, cell.Level, heading)]);
        }
        else
        {
            text.Add(cell.Source.TrimEnd(), []);
        }

        foreach (var output in cell.Outputs)
            text.Add(outputs.Text(output), []);
    }

    private static Extraction Describe(JsonElement notebook, JoinedText text, int cells)
    {
        var metadata = new Dictionary<string, MetadataValue> { ["cells"] = MetadataValue.Of(cells) };
        var about = NotebookCells.Field(notebook, "metadata");
        var language = NotebookCells.Text(NotebookCells.Field(NotebookCells.Field(about, "kernelspec"), "language")) ??
            NotebookCells.Text(NotebookCells.Field(NotebookCells.Field(about, "language_info"), "name"));
        if (CleanText.Label(language) is { } name)
            metadata["language"] = MetadataValue.Of(name.ToLowerInvariant());
        if (NotebookCells.Field(about, "authors") is { ValueKind: JsonValueKind.Array } authors && CleanText.Label(string.Join(
            ", ", authors.EnumerateArray().Select(a => NotebookCells.Text(NotebookCells.Field(a, "name"))).OfType<string>())) is { } author)
            metadata["author"] = MetadataValue.Of(author);
        var heading = text.Headings.FirstOrDefault(h => h.Level == 1).Text;
        var title = CleanText.Label(NotebookCells.Text(NotebookCells.Field(about, "title")));
        return new Extraction
        {
            Text = text.ToString(),
            Headings = text.Headings,
            Title = title ?? heading,
            TitleSource = title is not null ? TitleSource.Properties : TitleSource.Heading,
            Metadata = metadata,
        };
    }
}
