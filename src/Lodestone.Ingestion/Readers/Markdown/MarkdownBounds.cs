using Lodestone.Ingestion.Formats;
using Markdig.Syntax;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>Counts the parser's work on one Markdown file, and stops it at files that are not written by people.</summary>
/// <remarks>
/// The parser searches all open marks at each mark, and the rest of a paragraph at each mark that may have an end. Both are cheap for
/// ordinary text and quadratic otherwise. Steps are counted rather than time, so the same file has the same result on every machine.
/// </remarks>
internal sealed class MarkdownBounds(CancellationToken cancellationToken)
{
    /// <summary>The key of a document's bounds among the properties of its parser.</summary>
    public const string Key = "lodestone.bounds";

    /// <summary>The maximum nesting of lists and quotes.</summary>
    public const int MaxNesting = 100;

    /// <summary>
    /// The maximum depth of the resulting tree, which is rendered by recursion: two for a list, one for emphasis within emphasis.
    /// </summary>
    public const int MaxLevels = 256;

    /// <summary>The maximum number of open marks of one paragraph. The library's own limit is 10,240.</summary>
    public const int MaxOpen = 4_000;

    /// <summary>The maximum number of marks and lines: about ten times those of a long book.</summary>
    public const int MaxMarks = 1_000_000;

    /// <summary>The maximum number of steps through open marks, and through text for the end of a mark; they take a few seconds.</summary>
    public const long MaxSteps = 500_000_000;

    private Block? _block;
    private int _addresses;
    private int _marks;
    private long _steps;

    public void Mark()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_marks > MaxMarks)
            throw TooLarge($"more than {MaxMarks} marks and lines");
    }

    public void Open(int depth)
    {
        if (depth > MaxOpen)
            throw TooLarge($"a paragraph or table with more than {MaxOpen} open marks");
        Step(depth);
    }

    public static void Nested(int depth)
    {
        if (depth > MaxNesting)
            throw TooLarge($"more than {MaxNesting} nested lists and quotes");
    }

    /// <summary>Called before the parser begins: each footnote is searched among all earlier ones.</summary>
    public void Begin(ReadOnlySpan<char> markdown)
    {
        var footnotes = (long)markdown.Count("\n[^");
        Step(footnotes * footnotes / 2);
    }

    public void Step(long count)
    {
        if ((_steps += count) > MaxSteps)
            throw TooLarge($"so many marks without an end that the search for their ends takes more than {MaxSteps} steps");
    }

    /// <summary>Twice the number of plain addresses in a block before this one.</summary>
    public int AddressesBefore(Block block)
    {
        if (_block != block)
            (_block, _addresses) = (block, 0);
        return 2 * _addresses++;
    }

    private static UnreadableException TooLarge(FormattableString found) => new(ReadProblemKind.TooLarge,
        "It has " + FormattableString.Invariant(found) + ", the limit for one file. Split it, repair it, or read it as plain text.");
}
