using System.Text;
using Lodestone.Unicode;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>The characters of a text that is being normalised, with their places in the original.</summary>
internal sealed class NormalizedCharacters(int capacity, bool places)
{
    private char[] _characters = new char[capacity + 16];
    private (int Start, int End)[]? _places = places ? new (int, int)[capacity + 16] : null;
    private bool _composes;

    public int Count { get; private set; }

    public char Last => _characters[Count - 1];

    /// <summary>Whether the last character comes from a number such as <c>²</c> or <c>½</c>.</summary>
    public bool IsAfterNumber { get; set; }

    public void Append(int value, int start, int end, bool combines = false)
    {
        if (Count + 2 > _characters.Length)
        {
            Array.Resize(ref _characters, _characters.Length * 2);
            if (_places is not null)
                Array.Resize(ref _places, _characters.Length);
        }
        var length = new Rune(value).EncodeToUtf16(_characters.AsSpan(Count));
        _places?.AsSpan(Count, length).Fill((start, end));
        Count += length;
        _composes |= combines;
        IsAfterNumber = false;
    }

    public NormalizedText ToText() => new(new string(_characters, 0, Count), _places);

    /// <summary>Canonical ordering, then canonical composition, of the decomposed characters.</summary>
    public void Compose()
    {
        if (!_composes)
            return;
        var text = _characters.AsSpan(0, Count);
        // The last starter kept, its position, and the class of the last character kept after it (-1: none, so nothing blocks the next).
        int kept = 0, starter = -1, starterValue = 0, lastClass = -1;
        for (int i = 0, length; i < text.Length; i += length)
        {
            if (lastClass <= 0)
                SortMarks(text[i..]);
            Rune.DecodeFromUtf16(text[i..], out var rune, out length);
            int combining = Decomposition.CombiningClass(rune.Value);
            if (starter >= 0 && lastClass < combining && CanonicalPairs.TryCompose(starterValue, rune.Value, out var composed))
            {
                if (composed == CharacterRules.DottedCapitalI)
                {
                    text[starter] = 'i';
                }
                else
                {
                    // Both are in the same plane, so a composed character is as long as its letter.
                    new Rune(composed).EncodeToUtf16(text[starter..]);
                    for (var k = starter; _places is not null && k < kept; k++)
                        _places[k].End = Math.Max(_places[k].End, _places[i].End);
                    starterValue = composed;
                    continue;
                }
            }
            if (combining == 0)
                (starter, starterValue, lastClass) = (kept, rune.Value, -1);
            else
                lastClass = combining;
            for (var k = 0; k < length; k++)
            {
                text[kept + k] = text[i + k];
                if (_places is not null)
                    _places[kept + k] = _places[i + k];
            }
            kept += length;
        }
        Count = kept;
    }

    // A stable sort of the marks at the start of a text by their class. Only characters move; their places stay in ascending order.
    private static void SortMarks(Span<char> text)
    {
        var end = 0;
        var isSorted = true;
        for (byte last = 0, combining; end < text.Length; last = combining)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if ((combining = Decomposition.CombiningClass(rune.Value)) == 0)
                break;
            isSorted &= last <= combining;
            end += length;
        }
        if (isSorted)
            return;
        var marks = new List<(byte Class, int Index, Rune Mark)>();
        foreach (var rune in text[..end].EnumerateRunes())
            marks.Add((Decomposition.CombiningClass(rune.Value), marks.Count, rune));
        marks.Sort(static (a, b) => a.Class != b.Class ? a.Class - b.Class : a.Index - b.Index);
        var at = 0;
        foreach (var (_, _, mark) in marks)
            at += mark.EncodeToUtf16(text[at..]);
    }
}
