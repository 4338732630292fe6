using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Lodestone.Indexing.Keywords;

/// <summary>The words of a passage, kept so that they can be counted first and then indexed in more than one field.</summary>
/// <remarks>
/// Kept as characters in one array and eight bytes per word, not as strings: a passage of 5 MB needs about 20 MB, which are released
/// afterwards.
/// </remarks>
internal sealed class AnalyzedText
{
    private const int MostKept = 1 << 16;

    private char[] _characters = new char[MostKept];
    private (int End, int Step)[] _words = new (int, int)[MostKept / 4];

    public int Count { get; private set; }

    private int Length => Count == 0 ? 0 : _words[Count - 1].End;

    public void Clear()
    {
        Count = 0;
        if (_characters.Length > MostKept)
            _characters = new char[MostKept];
        if (_words.Length > MostKept / 4)
            _words = new (int, int)[MostKept / 4];
    }

    public void Add(ReadOnlySpan<char> word, int step)
    {
        var start = Length;
        if (start + word.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(start + word.Length, _characters.Length * 2));
        if (Count == _words.Length)
            Array.Resize(ref _words, Count * 2);
        word.CopyTo(_characters.AsSpan(start));
        _words[Count++] = (start + word.Length, step);
    }

    /// <summary>The first words of a text, up to <see cref="Count"/>, as the token stream of a field.</summary>
    internal sealed class Words : TokenStream
    {
        private readonly AnalyzedText _text;
        private readonly ICharTermAttribute _term;
        private readonly IPositionIncrementAttribute _step;
        private int _next;

        public Words(AnalyzedText text)
        {
            _text = text;
            _term = AddAttribute<ICharTermAttribute>();
            _step = AddAttribute<IPositionIncrementAttribute>();
        }

        public int Count { get; set; }

        public override void Reset() => _next = 0;

        public override bool IncrementToken()
        {
            if (_next == Count)
                return false;
            var start = _next == 0 ? 0 : _text._words[_next - 1].End;
            var (end, step) = _text._words[_next++];
            _term.CopyBuffer(_text._characters, start, end - start);
            _step.PositionIncrement = step;
            return true;
        }
    }
}
