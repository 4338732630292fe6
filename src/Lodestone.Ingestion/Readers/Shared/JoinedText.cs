using System.Text;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Joins the texts of the parts of one document, with the places of their headings.</summary>
internal sealed class JoinedText
{
    private readonly StringBuilder _text = new();
    private readonly List<Heading> _headings = [];

    public IReadOnlyList<Heading> Headings => _headings;

    /// <summary>Adds a part, after a blank line.</summary>
    /// <param name="text">The text of the part; a blank one is left out.</param>
    /// <param name="headings">Its headings, with their places in it.</param>
    /// <exception cref="UnreadableException">The whole is longer than a document may be.</exception>
    public void Add(string text, IReadOnlyList<Heading> headings)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        // Now, not at the end, where it would move the headings.
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (_text.Length > 0)
            _text.Append("\n\n");
        var start = _text.Length;
        foreach (var heading in headings)
            _headings.Add(heading with { Start = start + heading.Start });
        _text.Append(text);
        if (_text.Length > Document.MaxTextLength)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"Its text has more than {Document.MaxTextLength} characters, the limit for one document. Split it."));
        }
    }

    public override string ToString() => _text.ToString();
}
