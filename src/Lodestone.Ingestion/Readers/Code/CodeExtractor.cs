using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Code;

/// <summary>Reads source code as it is written. Its definitions are headings, so that passages end where a definition begins.</summary>
/// <remarks>
/// A section begins with the comment and the attributes above its definition, which describe it. Definitions are found line by line,
/// without parsing: a missed one costs a passage its best place to begin, and nothing of the text.
/// </remarks>
internal static class CodeExtractor
{
    /// <summary>The maximum number of definitions that are headings.</summary>
    public const int MaxDefinitions = 100_000;

    private const int MaxSignature = 200;
    private const int MaxLevel = 6;

    public static Extraction Extract(string text, string? language, CancellationToken cancellationToken)
    {
        var (headings, around) = (new List<Heading>(), new Stack<int>());
        var lines = new CodeLines(text, CodeSyntax.Of(language));
        var over = false;
        while (lines.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!lines.IsDefinition)
                continue;
            if (headings.Count == MaxDefinitions)
            {
                over = true;
                break;
            }

            while (around.TryPeek(out var outer) && outer >= lines.Indent)
                around.Pop();
            around.Push(lines.Indent);
            headings.Add(new Heading(lines.SectionStart, Math.Min(around.Count, MaxLevel), Signature(lines.Words)));
        }

        var metadata = new Dictionary<string, MetadataValue>();
        if (language is not null)
            metadata["language"] = MetadataValue.Of(language);
        return new Extraction
        {
            Text = text,
            Headings = headings,
            Metadata = metadata,
            Notes = !over ? [] :
            [
                new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                    $"It has more than {MaxDefinitions} definitions; those after them are no headings, and their text was read.")),
            ],
        };
    }

    private static string Signature(ReadOnlySpan<char> line) =>
        CleanText.OneLine(line[..Math.Min(line.Length, MaxSignature)].TrimEnd("{ \t").ToString());
}
