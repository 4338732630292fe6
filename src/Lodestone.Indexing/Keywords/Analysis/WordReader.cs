using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Reads the terms of one text after another. Not thread-safe.</summary>
internal sealed class WordReader : IDisposable
{
    private readonly StandardTokenizer _tokenizer;
    private readonly WordForms _forms;
    private readonly TokenStream _words;
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private readonly IOffsetAttribute _place;
    private readonly IFlagsAttribute _flags;

    // The last word, and the distance to it of terms that were left out since.
    private char[] _word = new char[64];
    private int _wordLength;
    private int _skipped;

    public WordReader(KeywordLanguage language, bool stopWords, bool foldAccents)
    {
        _tokenizer = new(LuceneVersion.LUCENE_48, TextReader.Null);
        _forms = new(_tokenizer, foldAccents);
        _words = LanguageFilters.Add(_forms, language, stopWords);
        _term = _words.GetAttribute<ICharTermAttribute>();
        _step = _words.GetAttribute<IPositionIncrementAttribute>();
        _place = _words.GetAttribute<IOffsetAttribute>();
        _flags = _words.GetAttribute<IFlagsAttribute>();
    }

    public ReadOnlySpan<char> Term => _term.Buffer.AsSpan(0, _term.Length);

    public WordKind Kind => (WordKind)_flags.Flags;

    public int PositionIncrement => _step.PositionIncrement + _skipped;

    public (int Start, int End) Place => (_place.StartOffset, _place.EndOffset);

    /// <summary>Begins a text; <see cref="End"/> must be called before the next one begins.</summary>
    public void Start(string text)
    {
        _tokenizer.SetReader(new StringReader(text));
        _forms.Start(text);
        _words.Reset();
        _wordLength = 0;
    }

    /// <summary>Moves to the next term; false at the end of the text. A form that is stemmed to the word before it is left out.</summary>
    public bool Next()
    {
        for (_skipped = 0; _words.IncrementToken(); _skipped += _step.PositionIncrement)
        {
            if (Kind == WordKind.Main)
            {
                if (_word.Length < _term.Length)
                    _word = new char[_term.Length * 2];
                _wordLength = _term.Length;
                Term.CopyTo(_word);
                return true;
            }
            if (!Term.SequenceEqual(_word.AsSpan(0, _wordLength)))
                return true;
        }
        return false;
    }

    public void End()
    {
        _words.End();
        // Closes the text; the stream then takes the next one.
        _words.Dispose();
    }

    public void Dispose() => _words.Dispose();
}
