namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Checks that a CFF program cannot harm PdfPig, which expands the subroutines of all glyphs when it loads the font.</summary>
internal sealed class CffCheck(ReadOnlyMemory<byte> program, FontBudget budget)
{
    private const int CharStrings = 17;
    private const int Private = 18;
    private const int LocalSubroutines = 19;
    private const int CharStringType = 1206;
    private const int Ros = 1230;
    private const int FontArray = 1236;
    private const int FontSelect = 1237;

    // Numbers of fonts within the font have one byte.
    private const int MaxFonts = 256;

    private readonly CffReader _reader = new(program, budget);

    /// <exception cref="UnfitFontException">The program could harm the parser, or is not a CFF program.</exception>
    public void Validate()
    {
        // The parser searches for the first list here, regardless of the length in the header.
        _reader.Seek(4);
        var names = _reader.Index();
        var tops = _reader.Index();
        _reader.Index();
        var global = _reader.Index();
        if (names.Length != 1 || tops.Length == 0)
            throw new UnfitFontException($"has {names.Length} fonts in it; accepted is 1");
        var top = new CffReader(tops[0], budget).Dictionary();
        if (Number(top, CharStringType, 2) != 2)
            throw new UnfitFontException($"has glyphs of a type that is not known");
        var local = Subroutines(top, always: true) ?? [];
        _reader.Seek(Number(top, CharStrings, -1));
        var glyphs = _reader.Index();
        budget.Hold(128L * glyphs.Length);
        var fonts = top.ContainsKey(Ros) ? Fonts(top) : null;
        var select = fonts is null ? null : Select(top, glyphs.Length);
        var run = new CffRun(global, budget);
        for (var i = 0; i < glyphs.Length; i++)
        {
            var font = select?.Invoke(i) ?? -1;
            run.Validate(glyphs[i], font >= 0 && font < fonts!.Count ? fonts[font] ?? local : local);
        }
    }

    private List<ReadOnlyMemory<byte>[]?> Fonts(Dictionary<int, List<int?>> top)
    {
        _reader.Seek(Number(top, FontArray, 0));
        var dictionaries = _reader.Index();
        if (dictionaries.Length > MaxFonts)
            throw new UnfitFontException($"has {dictionaries.Length} fonts in it; accepted are {MaxFonts}");
        return [.. dictionaries.Select(d => Subroutines(new CffReader(d, budget).Dictionary(), always: false))];
    }

    /// <summary>The subroutines of a font. The whole program's may be at the beginning of its own dictionary.</summary>
    private ReadOnlyMemory<byte>[]? Subroutines(Dictionary<int, List<int?>> font, bool always)
    {
        if (!font.TryGetValue(Private, out var place))
            return null;
        if (place.Count < 2)
            throw new UnfitFontException($"does not say where its subroutines are");
        var (size, offset) = (place[0] ?? 0, place[1] ?? 0);
        if (size == 0)
            return null;
        var entries = _reader.Part(offset, size).Dictionary();
        if (!entries.ContainsKey(LocalSubroutines) || (Number(entries, LocalSubroutines, -1) is var at && at <= 0 && !always))
            return null;
        _reader.Seek((long)offset + Number(entries, LocalSubroutines, -1));
        return _reader.Index();
    }

    /// <summary>Returns the font of a glyph's subroutines. Follows PdfPig, which searches all ranges for each glyph.</summary>
    private Func<int, int> Select(Dictionary<int, List<int?>> top, int glyphs)
    {
        _reader.Seek(Number(top, FontSelect, 0));
        switch (_reader.Byte())
        {
            case 0:
                var fonts = new int[glyphs];
                for (var i = 0; i < glyphs; i++)
                    fonts[i] = _reader.Byte();
                return glyph => fonts[glyph];
            case 3:
                var ranges = new (int First, int Font)[_reader.UInt16()];
                for (var i = 0; i < ranges.Length; i++)
                    ranges[i] = (_reader.UInt16(), _reader.Byte());
                var end = _reader.UInt16();
                return glyph => InRanges(ranges, end, glyph);
            case var format:
                throw new UnfitFontException($"says in format {format} which glyph is of which font");
        }
    }

    private int InRanges((int First, int Font)[] ranges, int end, int glyph)
    {
        budget.Step(ranges.Length);
        for (var i = 0; i < ranges.Length; i++)
        {
            if (ranges[i].First > glyph)
                continue;
            if (i + 1 == ranges.Length)
                return end > glyph ? ranges[i].Font : -1;
            if (ranges[i + 1].First > glyph)
                return ranges[i].Font;
        }

        return 0;
    }

    private static int Number(Dictionary<int, List<int?>> entries, int key, int otherwise) =>
        entries.TryGetValue(key, out var operands) ? operands.Count == 0 ? Missing(key) : operands[0] ?? Missing(key) : otherwise;

    // The parser treats an entry without a whole number differently from a missing entry.
    private static int Missing(int key) => key switch
    {
        LocalSubroutines => -1,
        CharStringType => 2,
        _ => 0,
    };
}
