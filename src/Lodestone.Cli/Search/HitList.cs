using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console.Rendering;

namespace Lodestone.Cli.Search;

/// <summary>Hits for reading: the title, the sentences that explain why it was found, and the facts on one line.</summary>
/// <param name="hits">The hits.</param>
/// <param name="files">The file of each hit, for terminals that take links; null where there are none.</param>
internal sealed class HitList(IReadOnlyList<HitResponse> hits, IReadOnlyList<string?>? files) : Renderable
{
    /// <summary>The lines that a passage has at most, on a screen of a usual width.</summary>
    private const int MostLines = 3;
    private const int LineEnd = 6;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var ranks = hits.Max(h => NumberFormat.Rank(h.Rank).Length);
        var indent = Math.Min(ranks + 2, maxWidth / 8);
        // A line's end has room for about half a word.
        var length = Math.Clamp((maxWidth - indent - LineEnd) * MostLines, Snippet.Length / 2, Snippet.Length);
        for (var i = 0; i < hits.Count; i++)
        {
            if (i > 0)
                yield return Segment.LineBreak;
            var hit = hits[i];
            var address = TerminalLinks.AddressOf(files?[i]);
            Cell[] head = [NumberFormat.Rank(hit.Rank).PadLeft(ranks), Strong(hit, address)];
            var text = Safe(Snippet.Of(hit.Text, [.. hit.Highlights.Select(h => new TextRange(h[0], h[1]))], length));
            var rows = Facts.Beside(head, "  ", maxWidth, 0, indent)
                .Concat(Facts.Wrapped(text, maxWidth, indent))
                .Concat(Facts.Beside(FactsOf(hit).Select(Safe), Facts.Separator, maxWidth, indent, indent));
            foreach (var segment in rows)
                yield return segment;
        }
    }

    private static Cell Strong(HitResponse hit, string? address) =>
        Safe(new Cell(Title(hit) is { Length: > 0 } title ? title : hit.DocumentId, Facts.Strong) { Link = address });

    private static string Title(HitResponse hit) =>
        hit.Heading.Length == 0 || hit.Heading == hit.Title ? hit.Title
        : hit.Title.Length == 0 ? hit.Heading
        : $"{hit.Title}: {hit.Heading}";

    private static IEnumerable<Cell> FactsOf(HitResponse hit)
    {
        yield return hit.DocumentId;
        if (hit.Metadata.TryGetValue("path", out var path) && path.ToString() is var file &&
            !hit.DocumentId.Contains(file, StringComparison.Ordinal))
            yield return file;
        if (hit.CrossEncoder is { } read)
        {
            yield return $"probability {NumberFormat.Probability(read.Probability)}";
            yield break;
        }

        // Without the cross-encoder, the scores by which it was found.
        if (hit.Bm25 is { } words)
            yield return $"BM25 {words.Score.ToString("F3", CultureInfo.InvariantCulture)}";
        if (hit.BiEncoder is { } meaning)
            yield return $"similarity {NumberFormat.Cosine((float)meaning.Similarity)}";
        if (hit.Outcome is HitOutcome.BelowDepth or HitOutcome.OutOfTime or HitOutcome.WithoutWords)
            yield return $"not read: {ExplainScreen.Outcome(hit.Outcome)}";
    }

    // A picture of a control character is as long as the character, so that marked parts stay where they are.
    private static Cell Safe(Cell cell) => cell with { Text = TerminalEscaping.Of(cell.Text) };
}
