using Lodestone.Chunking;
using Lodestone.Encoders;

namespace Lodestone;

/// <summary>Splits documents into passages that fit a bi-encoder's input.</summary>
/// <remarks>
/// <para>
/// Thread-safe and deterministic: the same document, encoder and options give the same passages. Together they cover every word of the
/// text. A document that fits is one passage. In a longer document each section begins a new passage unless it is tiny, and a section
/// that is too long is cut into parts of similar size at the end of a paragraph, a sentence, a line or a word, else between characters.
/// </para>
/// <para>
/// Time is linear in the text; every part of it is tokenised once to find the boundaries and once in its passage. Memory beyond the
/// result is a few bytes a sentence. The measurements behind the defaults are in docs/decisions/0010.
/// </para>
/// </remarks>
public sealed class Chunker : IChunker
{
    private readonly InputTokenizer _tokenizer;
    private readonly int _whole;
    private readonly int _size;
    private readonly int _added;
    private readonly int _overlap;
    private readonly IChunker? _own;

    /// <summary>Creates a chunker.</summary>
    /// <param name="encoder">The bi-encoder whose tokens are counted. The caller keeps its ownership.</param>
    /// <param name="options">The sizes of passages. Default: those of <see cref="PassageOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of <paramref name="options"/> is out of range.</exception>
    public Chunker(BiEncoder encoder, PassageOptions? options = null)
        : this(InputTokenizer.Of(encoder), options)
    {
    }

    /// <summary>Creates a chunker for an encoder that takes texts.</summary>
    /// <param name="counter">Counts the tokens. The caller keeps its ownership.</param>
    /// <param name="options">The sizes of passages. Default: those of <see cref="PassageOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of <paramref name="options"/> is out of range.</exception>
    public Chunker(ITokenCounter counter, PassageOptions? options = null)
        : this(InputTokenizer.Of(counter), options)
    {
    }

    /// <param name="tokenizer">Counts the tokens.</param>
    /// <param name="options">The sizes of passages.</param>
    /// <param name="own">The application's chunker, whose ranges become passages in place of this one's. Default: none.</param>
    internal Chunker(InputTokenizer tokenizer, PassageOptions? options, IChunker? own = null)
    {
        _own = own;
        options ??= new PassageOptions();
        options.Validate();
        _tokenizer = tokenizer;
        _size = Math.Min(options.MaxTokens, tokenizer.MaxTokens);
        _whole = Math.Clamp(options.WholeTokens, _size, tokenizer.MaxTokens);
        _added = tokenizer.SpecialTokens + tokenizer.Encode("").Length;
        _overlap = options.OverlapTokens;
    }

    /// <summary>Splits a document.</summary>
    /// <param name="document">The document.</param>
    /// <returns>
    /// The passages in the order of the text. The list is empty when title and text are blank; it has one passage with an empty range when
    /// only the text is blank.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A heading of <paramref name="document"/> lies outside the text, or headings are not in ascending order.
    /// </exception>
    public IReadOnlyList<Passage> Split(Document document) => SplitCancellable(document, CancellationToken.None);

    /// <inheritdoc/>
    public IReadOnlyList<TextRange> Chunk(Document document, CancellationToken cancellationToken = default) =>
        [.. SplitCancellable(document, cancellationToken).Select(p => p.Range).Where(r => r.End > r.Start)];

    /// <summary>Splits a document; the largest documents take many seconds, so the call can be cancelled.</summary>
    internal IReadOnlyList<Passage> SplitCancellable(Document document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var trail = new HeadingTrail(document);
        var title = Document.IsBlank(document.Title) ? "" : document.Title.Trim();
        var text = Document.IsBlank(document.Text) ? "" : document.Text;
        if (text.Length + title.Length == 0)
            return [];
        if (_own is not null && text.Length > 0)
        {
            var chosen = new PassageWriter(_tokenizer, document, trail, Math.Max(1, (_size - _added) / 4), _size);
            foreach (var (start, end) in OwnRanges.Of(_own, document, cancellationToken))
                chosen.AddAsIs(start, end);
            return chosen.Passages;
        }

        // A longer text cannot fit, so it is not tokenised whole.
        if (text.Length == 0 || text.Length + title.Length <= _whole * TextParts.CharactersPerToken)
        {
            // A title alone cannot be split, so it is truncated.
            var longest = text.Length > 0 ? int.MaxValue : Math.Max(1, _whole - _added - 2);
            var whole = new PassageWriter(_tokenizer, document, trail, longest, _whole);
            if (whole.TryAddWhole(text.Length))
                return whole.Passages;
        }

        var longestPrefix = Math.Max(1, (_size - _added) / 4);
        var writer = new PassageWriter(_tokenizer, document, trail, longestPrefix, _size);
        var parts = TextParts.Read(_tokenizer, text, trail.Starts, Room(longestPrefix) / 2, cancellationToken);
        AddSections(parts, writer, cancellationToken);
        return writer.Passages;
    }

    private void AddSections(List<TextPart> parts, PassageWriter writer, CancellationToken cancellationToken)
    {
        var cuts = new ChunkPlan(parts);
        for (int from = 0, to; from < parts.Count; from = to)
        {
            var room = Room(writer.PrefixTokens(parts[from].Start));
            to = SectionEnd(parts, from);
            // Small sections are merged: a heading without text with the section above, questions with short answers with each other.
            for (int next; to < parts.Count; to = next)
            {
                next = SectionEnd(parts, to);
                if (cuts.Tokens(from, next) > room || Math.Min(cuts.Tokens(from, to), cuts.Tokens(to, next)) > room / 4)
                    break;
            }

            foreach (var (first, end) in cuts.Cut(from, to, room, Math.Min(_overlap, room / 4)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Add(parts[first].Start, parts[end - 1].End);
            }
        }
    }

    /// <summary>Tokens left for the text itself in a passage. A text cut out of its context may need one or two tokens more.</summary>
    private int Room(int prefixTokens) => Math.Max(1, _size - _added - prefixTokens - 2);

    private static int SectionEnd(List<TextPart> parts, int from)
    {
        var at = from + 1;
        while (at < parts.Count && parts[at].Break != BreakStrength.Heading)
            at++;
        return at;
    }
}
