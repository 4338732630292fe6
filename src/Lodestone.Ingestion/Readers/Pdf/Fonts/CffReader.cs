namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Reads the parts of a CFF program in PdfPig's order.</summary>
internal sealed class CffReader(ReadOnlyMemory<byte> data, FontBudget budget)
{
    private const int MaxOperands = 256;
    private const int Escape = 12;

    private int _at;

    public int Length => data.Length;

    public void Seek(long to)
    {
        if (to < 0 || to > data.Length)
            throw new UnfitFontException($"names a place that is not within it");
        _at = (int)to;
    }

    public int Byte() => _at < data.Length ? data.Span[_at++] : throw new UnfitFontException($"ends too early");

    public int UInt16() => (Byte() << 8) | Byte();

    /// <summary>Reads a list of byte strings (INDEX).</summary>
    public ReadOnlyMemory<byte>[] Index()
    {
        var count = UInt16();
        if (count == 0)
            return [];
        var size = Byte();
        if (size is < 1 or > 4)
            throw new UnfitFontException($"has a list whose offsets have {size} bytes");
        budget.Hold(64L * count);
        var offsets = new long[count + 1];
        for (var i = 0; i <= count; i++)
        {
            for (var j = 0; j < size; j++)
                offsets[i] = (offsets[i] << 8) | (uint)Byte();
        }

        // The parser takes lengths from the offsets, and reads the byte strings one after another.
        var pieces = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            var length = offsets[i + 1] - offsets[i];
            if (length < 0 || length > data.Length - _at)
                throw new UnfitFontException($"has a list that is longer than it");
            budget.Hold(length);
            pieces[i] = data.Slice(_at, (int)length);
            _at += (int)length;
        }

        return pieces;
    }

    /// <summary>Returns a reader of a part of the data.</summary>
    public CffReader Part(long start, long length)
    {
        if (start < 0 || length < 0 || start + length > data.Length)
            throw new UnfitFontException($"names a part that is not within it");
        return new CffReader(data.Slice((int)start, (int)length), budget);
    }

    /// <summary>
    /// Reads operands by operator; a repeated operator's last ones count, and null is an operand that is not a whole number. Operators
    /// after 12 are 1200 and up.
    /// </summary>
    public Dictionary<int, List<int?>> Dictionary()
    {
        var result = new Dictionary<int, List<int?>>();
        var operands = new List<int?>();
        while (_at < data.Length)
        {
            var first = Byte();
            if (first > 21)
                operands.Add(Operand(first));
            else
                (result[first == Escape ? 1200 + Byte() : first], operands) = (operands, []);
            if (operands.Count > MaxOperands)
                throw new UnfitFontException($"has more than {MaxOperands} numbers for one entry");
        }

        return result;
    }

    private int? Operand(int first)
    {
        switch (first)
        {
            case 28:
                return UInt16();
            case 29:
                return (UInt16() << 16) | UInt16();
            case 30:
                for (var pair = 0; (pair & 0xF) != 0xF && (pair >> 4) != 0xF;)
                    pair = Byte();
                return null;
            case >= 32 and <= 246:
                return first - 139;
            case >= 247 and <= 250:
                return ((first - 247) * 256) + Byte() + 108;
            case >= 251 and <= 254:
                return (-(first - 251) * 256) - Byte() - 108;
            default:
                throw new UnfitFontException($"has an entry that begins with {first}");
        }
    }
}
