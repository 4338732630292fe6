using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Lodestone.Indexing;

/// <summary>The words of a text, kept so that they can be counted first and indexed afterwards, in more than one field.</summary>
internal sealed class AnalyzedText : TokenStream
{
    private readonly List<(string Term, int Step)> _tokens = [];
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private int _next;

    public AnalyzedText()
    {
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
    }

    public int Count => _tokens.Count;

    public void Clear() => _tokens.Clear();

    /// <summary>Adds words; the first is moved away from those before it by the gap.</summary>
    public void Add(List<Token> tokens, int gap)
    {
        for (var i = 0; i < tokens.Count; i++)
            _tokens.Add((tokens[i].Term, tokens[i].Step + (i == 0 ? gap : 0)));
    }

    public override void Reset() => _next = 0;

    public override bool IncrementToken()
    {
        if (_next == _tokens.Count)
            return false;
        ClearAttributes();
        var (term, step) = _tokens[_next++];
        _term.SetEmpty().Append(term);
        _step.PositionIncrement = step;
        return true;
    }

    /// <summary>A word as indexed, its distance from the word before it (2 when a stop word was between), and its place.</summary>
    internal readonly record struct Token(string Term, int Step, int Start, int End);
}
