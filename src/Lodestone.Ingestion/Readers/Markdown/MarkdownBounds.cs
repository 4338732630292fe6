using Lodestone.Ingestion.Formats;
using Markdig.Syntax;

namespace Lodestone.Ingestion.Readers.Markdown;

/// <summary>Counts what the parser of one Markdown file has to do, and ends it at files that nobody has written by hand.</summary>
/// <remarks>
/// The parser looks through all open marks at each mark, and through the rest of a paragraph at each mark that may have an end. Both are
/// cheap in what people write and cost the square of the length otherwise. So steps are counted, not time: the same file has the same
/// answer on every machine.
/// </remarks>
internal sealed class MarkdownBounds(CancellationToken cancellationToken)
{
    /// <summary>Where a document's bounds are among the properties of its parser.</summary>
    public const string Key = "lodestone.bounds";

    /// <summary>The most lists and quotes within each other.</summary>
    public const int MaxNesting = 100;

    /// <summary>
    /// The most levels of the tree that is made, which is rendered by recursion: two for a list, one for emphasis within emphasis.
    /// </summary>
    public const int MaxLevels = 256;

    /// <summary>The most marks of one paragraph that are open at once. The library's own limit is 10,240.</summary>
    public const int MaxOpen = 4_000;

    /// <summary>The most marks and lines: some ten times those of a long book's.</summary>
    public const int MaxMarks = 1_000_000;

    /// <summary>The most steps through open marks, and through text for the end of a mark; a few seconds'.</summary>
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
            throw TooLarge($"a paragraph or table with more than {MaxOpen} marks that are open at once");
        Step(depth);
    }

    public static void Nested(int depth)
    {
        if (depth > MaxNesting)
            throw TooLarge($"more than {MaxNesting} lists and quotes within each other");
    }

    /// <summary>Before the parser begins: each footnote is looked for among all before it.</summary>
    public void Begin(ReadOnlySpan<char> markdown)
    {
        var footnotes = (long)markdown.Count("\n[^");
        Step(footnotes * footnotes / 2);
    }

    public void Step(long count)
    {
        if ((_steps += count) > MaxSteps)
            throw TooLarge($"so many marks without an end that finding none takes more than {MaxSteps} steps");
    }

    /// <summary>Twice the plain addresses that stood in a block before this one.</summary>
    public int AddressesBefore(Block block)
    {
        if (_block != block)
            (_block, _addresses) = (block, 0);
        return 2 * _addresses++;
    }

    private static UnreadableException TooLarge(FormattableString found) => new(ReadProblemKind.TooLarge,
        "It has " + FormattableString.Invariant(found) + ", the limit for one file. Split it, mend it, or read it as plain text.");
}
