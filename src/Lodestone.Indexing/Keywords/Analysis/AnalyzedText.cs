using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>The terms of a passage, kept so that they can be counted first and then indexed in more than one field.</summary>
/// <remarks>
/// Kept as characters in one array and eight bytes per word, not as strings: a passage of 5 MB needs about 20 MB, which are released
/// afterwards.
/// </remarks>
internal sealed class AnalyzedText
{
    private const int MostKept = 1 << 16;

    // The distance of a term that is another form of a word; it has no position of its own.
    private const int Form = -1;

    private char[] _characters = new char[MostKept];
    private (int End, int Step)[] _terms = new (int, int)[MostKept / 4];

    /// <summary>The number of terms: words, and other forms of words.</summary>
    public int Count { get; private set; }

    /// <summary>The number of words among the terms; the other forms do not make a text longer.</summary>
    public int WordCount { get; private set; }

    private int Length => Count == 0 ? 0 : _terms[Count - 1].End;

    public void Clear()
    {
        (Count, WordCount) = (0, 0);
        if (_characters.Length > MostKept)
            _characters = new char[MostKept];
        if (_terms.Length > MostKept / 4)
            _terms = new (int, int)[MostKept / 4];
    }

    /// <summary>Adds a word at a distance from the one before it.</summary>
    public void AddWord(ReadOnlySpan<char> word, int step)
    {
        Add(word, step);
        WordCount++;
    }

    /// <summary>Adds another form of a word.</summary>
    public void AddForm(ReadOnlySpan<char> form) => Add(form, Form);

    private void Add(ReadOnlySpan<char> term, int step)
    {
        var start = Length;
        if (start + term.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(start + term.Length, _characters.Length * 2));
        if (Count == _terms.Length)
            Array.Resize(ref _terms, Count * 2);
        term.CopyTo(_characters.AsSpan(start));
        _terms[Count++] = (start + term.Length, step);
    }

    /// <summary>The words, or the other forms, among the first <see cref="Count"/> terms of a text, as the stream of a field.</summary>
    internal sealed class Terms : TokenStream
    {
        private readonly AnalyzedText _text;
        private readonly bool _forms;
        private readonly ICharTermAttribute _term;
        private readonly IPositionIncrementAttribute _step;
        private int _next;

        public Terms(AnalyzedText text, bool forms)
        {
            _text = text;
            _forms = forms;
            _term = AddAttribute<ICharTermAttribute>();
            _step = AddAttribute<IPositionIncrementAttribute>();
        }

        public int Count { get; set; }

        public override void Reset() => _next = 0;

        public override bool IncrementToken()
        {
            while (_next < Count)
            {
                var start = _next == 0 ? 0 : _text._terms[_next - 1].End;
                var (end, step) = _text._terms[_next++];
                if ((step == Form) != _forms)
                    continue;
                _term.CopyBuffer(_text._characters, start, end - start);
                _step.PositionIncrement = _forms ? 1 : step;
                return true;
            }
            return false;
        }
    }
}
