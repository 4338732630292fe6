namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>How a term belongs to the text.</summary>
internal enum WordKind
{
    /// <summary>A word as the text has it.</summary>
    Main,

    /// <summary>Another spelling of the main word before it: without accents, separators, or the <c>v</c> of a version.</summary>
    Fold,

    /// <summary>Several main words written as one.</summary>
    Joined,

    /// <summary>A part of a main word.</summary>
    Part,

    /// <summary>One character of a text in a script without spaces, beside the pairs that are its main words.</summary>
    Single,
}

/// <summary>A form of a word: its characters in a <see cref="FormList"/>, and its place in the text.</summary>
/// <param name="From">The position of its first character in the list.</param>
/// <param name="Length">The number of its characters.</param>
/// <param name="Start">Its start in the normalised text.</param>
/// <param name="End">Its end in the normalised text.</param>
/// <param name="Step">The distance from the previous main word for a main word; otherwise 0.</param>
/// <param name="Kind">How it belongs to the text.</param>
/// <param name="IsFixed">Whether it is not stemmed.</param>
internal readonly record struct WordForm(int From, int Length, int Start, int End, int Step, WordKind Kind, bool IsFixed);

/// <summary>The forms of some linked words. Reused for the next ones.</summary>
internal sealed class FormList
{
    private readonly List<WordForm> _forms = [];
    private char[] _characters = new char[256];
    private int _length;

    public int Count => _forms.Count;

    public char[] Characters => _characters;

    public WordForm this[int index] => _forms[index];

    public void Clear()
    {
        _forms.Clear();
        _length = 0;
    }

    public void AddMain(ReadOnlySpan<char> word, int start, int end, int step, bool isFixed = false) =>
        Add(word, start, end, step, WordKind.Main, isFixed);

    /// <summary>Adds a character of a text without spaces.</summary>
    public void AddSingle(ReadOnlySpan<char> character, int start, int end) => Add(character, start, end, 0, WordKind.Single, false);

    /// <summary>Adds another form, unless it is there.</summary>
    public void Add(ReadOnlySpan<char> word, int start, int end, WordKind kind, bool isFixed = false)
    {
        foreach (var form in _forms)
        {
            if (form.Kind != WordKind.Main && form.Length == word.Length &&
                word.Equals(_characters.AsSpan(form.From, form.Length), StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }
        Add(word, start, end, 0, kind, isFixed);
    }

    private void Add(ReadOnlySpan<char> word, int start, int end, int step, WordKind kind, bool isFixed)
    {
        if (_length + word.Length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_length + word.Length, _characters.Length * 2));
        word.CopyTo(_characters.AsSpan(_length));
        _forms.Add(new(_length, word.Length, start, end, step, kind, isFixed));
        _length += word.Length;
    }
}
