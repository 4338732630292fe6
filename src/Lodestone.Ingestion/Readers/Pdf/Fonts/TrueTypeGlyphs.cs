namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>The glyphs of a TrueType program, some of which are composed of others.</summary>
/// <remarks>PdfPig reads all of them when the first letter is measured, and composite ones recursively.</remarks>
internal sealed class TrueTypeGlyphs(ReadOnlyMemory<byte> table, uint length, uint[] offsets, FontBudget budget)
{
    // Letters with two accents are composed of letters with one: two levels.
    private const int MaxDepth = 32;

    private const int Words = 0x01;
    private const int Scale = 0x08;
    private const int More = 0x20;
    private const int TwoScales = 0x40;
    private const int TwoByTwo = 0x80;

    private readonly int _count = offsets.Length - 1;
    private readonly long[] _points = new long[offsets.Length];
    private readonly int[] _depth = new int[offsets.Length];
    private readonly Dictionary<int, List<int>> _composites = [];

    /// <exception cref="UnfitFontException">The glyphs contain each other, or expand beyond the parser's memory limit.</exception>
    public void Validate()
    {
        for (var glyph = 0; glyph < _count; glyph++)
        {
            if (offsets[glyph + 1] > offsets[glyph] && offsets[glyph] < length)
                Read(glyph);
        }

        foreach (var glyph in _composites.Keys)
            Follow(glyph);
    }

    private void Read(int glyph)
    {
        var reader = new BigEndianReader(table.Span) { At = offsets[glyph] };
        var contours = reader.Int16();
        budget.Hold(64);
        var start = offsets[glyph] + 10L;
        if (contours > 0)
        {
            reader.At = start + (2L * (contours - 1));
            _points[glyph] = reader.UInt16() + 1;
            budget.Hold((2L * contours) + reader.UInt16() + (14 * _points[glyph]));
        }
        else if (contours < 0)
        {
            reader.At = start;
            _composites[glyph] = Parts(reader);
        }
    }

    /// <summary>The parts at the places where PdfPig finds them; it skips only a number that is not a glyph's.</summary>
    private List<int> Parts(BigEndianReader reader)
    {
        var parts = new List<int>();
        int flags;
        do
        {
            flags = reader.UInt16();
            int part = reader.UInt16();
            budget.Hold(32);
            if (part >= _count)
                continue;
            parts.Add(part);
            var numbers = (flags & Scale) != 0 ? 1 : (flags & TwoScales) != 0 ? 2 : (flags & TwoByTwo) != 0 ? 4 : 0;
            reader.At += ((flags & Words) != 0 ? 4 : 2) + (2 * numbers);
        }
        while ((flags & More) != 0);
        return parts;
    }

    private void Follow(int first)
    {
        var open = new Stack<(int Glyph, int Next)>();
        open.Push((first, 0));
        while (open.TryPop(out var at))
        {
            if (_depth[at.Glyph] > 0)
                continue;
            var parts = _composites[at.Glyph];
            if (at.Next == parts.Count)
            {
                Close(at.Glyph, parts);
                continue;
            }

            open.Push((at.Glyph, at.Next + 1));
            var part = parts[at.Next];
            if (!_composites.ContainsKey(part) || _depth[part] > 0)
                continue;
            if (open.Count > MaxDepth)
                throw new UnfitFontException($"has a glyph that contains itself, or over {MaxDepth} glyphs within each other");
            open.Push((part, 0));
        }
    }

    /// <summary>Each part is copied to the result of the parts before it.</summary>
    private void Close(int glyph, List<int> parts)
    {
        var (points, deepest) = (0L, 0);
        foreach (var part in parts)
        {
            points += _points[part];
            deepest = Math.Max(deepest, _depth[part]);
            budget.Step(16 + (4 * points));
        }

        budget.Hold(14 * points);
        (_points[glyph], _depth[glyph]) = (points, deepest + 1);
    }
}
