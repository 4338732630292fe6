using System.Buffers;
using System.Globalization;
using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Adds to each word of the tokenizer its other forms, as terms at the same position.</summary>
/// <remarks>
/// A word with a symbol that makes it another word (<c>C++</c>, <c>C#</c>, <c>.NET</c>, <c>°C</c>) keeps it, and the bare word is a part.
/// Words that a text links without a space (<c>wi-fi</c>, <c>I/O</c>, <c>std::vector</c>) stay words, and are also one word. Scripts
/// without spaces are pairs of adjacent characters.
/// </remarks>
internal sealed class WordForms : TokenFilter
{
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.");

    // A chain of more is no name; its words are words, and it has no form as a whole.
    private const int MostLinked = 16;

    // A long text without spaces is read in portions, so that it takes little memory.
    private const int MostUnspaced = 256;

    // A longer name is found by its words: as one, it would take more room than it is asked for.
    private const int LongestHyphenated = 64;
    private const int LongestLinked = 32;
    private const int LongestDotted = 10;
    private const int LeastDigitsJoined = 7;
    private const string Alphanumeric = "<ALPHANUM>";
    private const string Links = "-/&@.:=\\+#~'_";

    private readonly bool _fold;
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private readonly IOffsetAttribute _place;
    private readonly ITypeAttribute _type;
    private readonly IKeywordAttribute _keyword;
    private readonly IFlagsAttribute _flags;
    private readonly List<FoundWord> _chain = [];
    private readonly FormList _forms = new();
    private readonly StringBuilder _scratch = new();
    private string _text = "";
    private FoundWord? _ahead;
    private bool _isEnded;
    private bool _isSpaced;
    private bool _isCut;
    private bool _isWhole;
    private int _carried = -1;
    private int _next;

    public WordForms(TokenStream words, bool fold)
        : base(words)
    {
        _fold = fold;
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
        _place = AddAttribute<IOffsetAttribute>();
        _type = AddAttribute<ITypeAttribute>();
        _keyword = AddAttribute<IKeywordAttribute>();
        _flags = AddAttribute<IFlagsAttribute>();
    }

    /// <summary>Sets the text that the tokenizer reads, before the stream is reset.</summary>
    public void Start(string text) => _text = text;

    public override void Reset()
    {
        base.Reset();
        _forms.Clear();
        _ahead = null;
        _isEnded = _isCut = false;
        _carried = -1;
        _next = 0;
    }

    public override bool IncrementToken()
    {
        while (_next == _forms.Count)
        {
            _forms.Clear();
            _next = 0;
            if (!ReadChain())
                return false;
            if (_chain[0].IsUnspaced)
                AddPairs();
            else
                AddWords();
        }

        var form = _forms[_next++];
        ClearAttributes();
        _term.CopyBuffer(_forms.Characters, form.From, form.Length);
        _step.PositionIncrement = form.Step;
        _place.SetOffset(form.Start, form.End);
        _keyword.IsKeyword = form.IsFixed;
        _flags.Flags = (int)form.Kind;
        return true;
    }

    private ReadOnlySpan<char> Text(FoundWord word) => _text.AsSpan(word.Start, word.End - word.Start);

    private FoundWord? Read()
    {
        if (_isEnded || !m_input.IncrementToken())
        {
            _isEnded = true;
            return null;
        }
        var type = _type.Type;
        var isUnspaced = type is not Alphanumeric and ("<IDEOGRAPHIC>" or "<HIRAGANA>" or "<KATAKANA>" or "<HANGUL>");
        return new(_place.StartOffset, _place.EndOffset, _step.PositionIncrement, isUnspaced);
    }

    private bool ReadChain()
    {
        _chain.Clear();
        if ((_ahead ?? Read()) is not { } first)
            return false;
        _chain.Add(first);
        var continues = _isCut;
        _isCut = false;
        while ((_ahead = Read()) is { } next && IsLinked(next))
        {
            if (_chain.Count == (next.IsUnspaced ? MostUnspaced : MostLinked))
            {
                _isCut = true;
                break;
            }
            _chain.Add(next);
        }
        _isWhole = !_isCut && !continues;
        return true;
    }

    private bool IsLinked(FoundWord next)
    {
        var last = _chain[^1];
        var gap = _text.AsSpan(last.End, next.Start - last.End);
        if (last.IsUnspaced || next.IsUnspaced)
            return last.IsUnspaced && next.IsUnspaced && gap.IsEmpty;
        var isSpaced = gap is " " && Text(next) is { Length: 3 } group && !group.ContainsAnyExceptInRange('0', '9') &&
            Text(_chain[0]) is { Length: <= 3 } start && start[0] != '0' && !start.ContainsAnyExceptInRange('0', '9');
        if (!isSpaced && !(gap.Length == 1 && Links.Contains(gap[0], StringComparison.Ordinal)) && gap is not ("::" or "->"))
            return false;
        if (_chain.Count > 1)
            return isSpaced == _isSpaced;
        _isSpaced = isSpaced;
        return true;
    }

    private void AddWords()
    {
        for (var i = 0; i < _chain.Count; i++)
        {
            AddWord(_chain[i]);
            if (_isWhole && _chain.Count > 2 && i > 0 && _text[_chain[i].Start - 1] == '-')
                Join(i - 1, i);
        }
        if (_isWhole && _chain.Count > 1)
            Join(0, _chain.Count - 1);
    }

    private void AddWord(FoundWord word)
    {
        var (start, end) = WithSymbols(word);
        if (end - start > word.End - word.Start)
        {
            _forms.AddMain(_text.AsSpan(start, end - start), start, end, word.Step, isFixed: true);
            _forms.Add(Text(word), word.Start, word.End, WordKind.Part);
            WordParts.Add(Text(word), word.Start, _forms);
            return;
        }
        var text = Text(word);
        _forms.AddMain(text, start, end, word.Step);
        if (Pluses(word) is > 0 and var pluses)
            _forms.Add(_text.AsSpan(start, end + pluses - start), start, end + pluses, WordKind.Joined, isFixed: true);
        if (!WordParts.IsPlain(text))
            AddForms(text, start);
    }

    private void AddForms(ReadOnlySpan<char> word, int start)
    {
        if (NumberForms.IsNumber(word))
        {
            NumberForms.Add(word, start, WordKind.Fold, _forms);
            return;
        }
        if (word[0] is 'v' or 'V' && word[1..] is var number
            && !number.ContainsAnyExcept(VersionCharacters) && char.IsAsciiDigit(number[0]))
        {
            _forms.Add(number, start + 1, start + word.Length, WordKind.Fold);
            NumberForms.Add(number, start + 1, WordKind.Part, _forms);
            return;
        }
        _scratch.Clear();
        AppendJoined(word);
        if (_scratch.Length < word.Length && _scratch.Length > 0 && (_scratch.Length <= LongestDotted || !word.Contains('.')))
            AddScratch(start, start + word.Length, WordKind.Fold);
        AddFolded(word, start, start + word.Length, WordKind.Fold);

        var parts = _forms.Count;
        WordParts.Add(word, start, _forms);
        for (int i = parts, count = _forms.Count; i < count; i++)
        {
            var part = _forms[i];
            AddFolded(_forms.Characters.AsSpan(part.From, part.Length), part.Start, part.End, WordKind.Part);
        }
    }

    // C++, C#, .NET and °C: words of one letter with a symbol after or before them, and words after a full stop that ends nothing.
    private (int Start, int End) WithSymbols(FoundWord word)
    {
        var (start, end) = (word.Start, word.End);
        var after = _text.AsSpan(end);
        if (!char.IsLetter(_text[start]))
            return (start, end);
        if (end - start == 1)
        {
            if (after.StartsWith("++") && (after.Length == 2 || after[2] != '+'))
                return (start, end + 2);
            if (after.StartsWith("#"))
                return (start, end + 1);
            if (start > 0 && _text[start - 1] == '\u00B0')
                return (start - 1, end);
        }
        var isBeginning = start > 0 && _text[start - 1] == '.' &&
            (start == 1 || char.IsWhiteSpace(_text[start - 2]) || "/([{<\"'`,;:|*=".Contains(_text[start - 2], StringComparison.Ordinal));
        return (isBeginning ? start - 1 : start, end);
    }

    // Notepad++ and Google+ are names; 18+ and a+b are not.
    private int Pluses(FoundWord word)
    {
        if (word.End == _text.Length || _text[word.End] != '+' || !char.IsLetter(_text[word.Start]))
            return 0;
        var pluses = word.End + 1 < _text.Length && _text[word.End + 1] == '+' ? 2 : 1;
        return word.End + pluses < _text.Length && _text[word.End + pluses] is var next && (next == '+' || char.IsLetterOrDigit(next))
            ? 0
            : pluses;
    }

    private void Join(int first, int last)
    {
        var (start, end) = (WithSymbols(_chain[first]).Start, WithSymbols(_chain[last]).End);
        if (end - start > LongestHyphenated)
            return;
        _scratch.Clear();
        bool areNumbers = true, areHyphens = true;
        for (var i = first; i <= last; i++)
        {
            var (from, to) = WithSymbols(_chain[i]);
            areNumbers &= NumberForms.IsNumber(Text(_chain[i]));
            areHyphens &= i == first || _text[_chain[i].Start - 1] == '-';
            if (from == _chain[i].Start && to == _chain[i].End)
                AppendJoined(Text(_chain[i]));
            else
                _scratch.Append(_text, from, to - from);
        }
        if (!areHyphens && end - start > LongestLinked)
            return;
        // 24/7 is not 247; the number of a book or a telephone is the same with hyphens and without.
        if (areNumbers && !_isSpaced && !(areHyphens && _scratch.Length >= LeastDigitsJoined))
            _scratch.Clear().Append(_text, start, end - start);
        AddScratch(start, end, WordKind.Joined);
    }

    // The word without its separators and without the 's of a possessive.
    private void AppendJoined(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 && word[^1] is 's' or 'S' && word[^2] == '\'')
            word = word[..^2];
        foreach (var c in word)
        {
            if (!WordParts.IsSeparator(c))
                _scratch.Append(c);
        }
    }

    private void AddScratch(int start, int end, WordKind kind)
    {
        var joined = _scratch.ToString();
        _forms.Add(joined, start, end, kind);
        AddFolded(joined, start, end, kind);
    }

    private void AddFolded(ReadOnlySpan<char> word, int start, int end, WordKind kind)
    {
        _scratch.Clear();
        if (_fold && AccentFolding.TryAppend(word, _scratch))
            _forms.Add(_scratch.ToString(), start, end, kind);
    }

    // Each pair of adjacent characters is a word, and each character by itself a form of it; a lone character is a word.
    private void AddPairs()
    {
        var (last, step) = (_carried, _chain[0].Step);
        _carried = -1;
        for (int at = _chain[0].Start, end = _chain[^1].End, next; at < end; (last, at) = (at, next))
        {
            next = CharacterEnd(at, end);
            if (last >= 0)
            {
                _forms.AddMain(_text.AsSpan(last, next - last), last, next, step);
                _forms.AddSingle(_text.AsSpan(last, at - last), last, at);
                step = 1;
            }
            if (next < end)
                continue;
            // The last of a portion is paired with the first of the next.
            if (_isCut)
                _carried = at;
            else if (last >= 0)
                _forms.AddSingle(_text.AsSpan(at, next - at), at, next);
            else
                _forms.AddMain(_text.AsSpan(at, next - at), at, next, step);
        }
    }

    private int CharacterEnd(int at, int end)
    {
        Rune.DecodeFromUtf16(_text.AsSpan(at), out _, out var length);
        for (at += length; at < end && char.GetUnicodeCategory(_text[at]) == UnicodeCategory.NonSpacingMark;)
            at++;
        return at;
    }

    /// <summary>A word of the tokenizer, in the normalised text.</summary>
    private readonly record struct FoundWord(int Start, int End, int Step, bool IsUnspaced);
}
