namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Follows the subroutines of a CFF program's glyphs as PdfPig does, and adds up the work.</summary>
/// <remarks>
/// PdfPig makes no calls: it replaces a call by the subroutine's bytes and continues, with the last number that was written before the
/// call, regardless of computations since. A subroutine that calls itself therefore never ends. The bytes after a mask are counted from
/// all numbers and operators before it, and once more for each mask.
/// </remarks>
internal sealed class CffRun(ReadOnlyMemory<byte>[] global, FontBudget budget)
{
    private const int CallLocal = 10;
    private const int Return = 11;
    private const int Escape = 12;
    private const int HintMask = 19;
    private const int CounterMask = 20;
    private const int Short = 28;
    private const int CallGlobal = 29;
    private const int FirstFlex = 34;
    private const int Unknown = 255;

    // A drawing has some thousands, a letter some hundreds.
    private const int MaxGlyphBytes = 1_000_000;
    private const long MaxGlyphSteps = 50_000_000;

    private readonly List<(ReadOnlyMemory<byte> Code, int At)> _open = [];
    private readonly List<int> _numbers = [];
    private readonly List<(int Numbers, int Operator, bool Escaped)> _operators = [];
    private int _read;
    private int _left;
    private long _steps;
    private int _onStack;
    private (int Numbers, int Bytes)? _mask;
    private bool _rises;

    /// <exception cref="UnfitFontException">The glyph does not end, or costs too much.</exception>
    public void Validate(ReadOnlyMemory<byte> glyph, ReadOnlyMemory<byte>[] local)
    {
        _open.Clear();
        _numbers.Clear();
        _operators.Clear();
        (_read, _left, _steps, _onStack, _mask, _rises) = (0, 0, 0, 0, null, true);
        Enter(glyph);
        while (Next() is >= 0 and var first)
        {
            if (first > 31 || first == Short)
                Push(first);
            else
                Run(first, local);
        }

        // To draw a glyph, the parser searches all operators for each number.
        Step((long)_numbers.Count * _operators.Count / 4);
        budget.Hold((4L * _numbers.Count) + (80L * _operators.Count));
    }

    private void Enter(ReadOnlyMemory<byte> code)
    {
        _open.Add((code, 0));
        _left += code.Length;
    }

    private int Next()
    {
        while (_open.Count > 0)
        {
            var (code, at) = _open[^1];
            if (at == code.Length)
            {
                _open.RemoveAt(_open.Count - 1);
                continue;
            }

            if (++_read > MaxGlyphBytes)
                throw new UnfitFontException($"has a glyph that calls itself, or of over {MaxGlyphBytes} bytes");
            _open[^1] = (code, at + 1);
            _left--;
            return code.Span[at];
        }

        return -1;
    }

    private int Operand() => Next() is >= 0 and var next ? next : throw new UnfitFontException($"has a glyph that ends within a number");

    private void Push(int first)
    {
        var number = first switch
        {
            Short => (short)((Operand() << 8) | Operand()),
            <= 246 => first - 139,
            <= 250 => ((first - 247) * 256) + Operand() + 108,
            <= 254 => (-(first - 251) * 256) - Operand() - 108,
            _ => Fixed(),
        };
        _numbers.Add(number);
        _onStack++;
    }

    /// <summary>The integer part as PdfPig computes it: it adds the fraction, and drops the digits after the point.</summary>
    private int Fixed()
    {
        var whole = (short)(Operand() << 8) + Operand();
        return (int)(whole + (float)((Operand() << 8) + Operand()) / 65535f);
    }

    private void Run(int code, ReadOnlyMemory<byte>[] local)
    {
        switch (code)
        {
            case CallLocal or CallGlobal:
                Call(code == CallLocal ? local : global);
                return;
            case Return:
                return;
            case Escape:
                code = Operand();
                // An operator that the parser does not know becomes one of its own.
                var known = code is (>= 3 and <= 5) or (>= 9 and <= 12) or 14 or 15 or 18 or (>= 20 and <= 24) or (>= 26 and <= 30)
                    or (>= 34 and <= 37);
                Add(known ? code : Unknown, escaped: known);
                if (known && code >= FirstFlex)
                    Draw();
                else
                    _onStack++;
                return;
            case HintMask or CounterMask:
                for (var skip = MaskBytes(); skip > 0 && Next() >= 0; skip--)
                {
                    // The bits select hints, which the parser ignores.
                }

                break;
        }

        Add(code, escaped: false);
        Draw();
    }

    private void Add(int code, bool escaped)
    {
        _rises &= _operators.Count == 0 || _operators[^1].Numbers <= _numbers.Count;
        _operators.Add((_numbers.Count, code, escaped));
    }

    /// <summary>Takes an operator's numbers from the bottom of the stack; the parser moves all others for each.</summary>
    private void Draw()
    {
        Step((long)_onStack * _onStack / 16);
        _onStack = 0;
    }

    private void Call(ReadOnlyMemory<byte>[] subroutines)
    {
        if (_numbers.Count == 0)
            throw new UnfitFontException($"has a glyph that calls a subroutine without a number");
        var bias = subroutines.Length < 1240 ? 107 : subroutines.Length < 33900 ? 1131 : 32768;
        var called = _numbers[^1] + bias;
        if (called < 0 || called >= subroutines.Length)
            throw new UnfitFontException($"has a glyph that calls subroutine {called} of {subroutines.Length}");
        _numbers.RemoveAt(_numbers.Count - 1);
        _onStack = Math.Max(0, _onStack - 1);
        // All bytes after the call are moved for the inserted ones.
        Step(64 + (_left / 8));
        if (_open[^1].At == _open[^1].Code.Length)
            _open.RemoveAt(_open.Count - 1);
        Enter(subroutines[called]);
    }

    private int MaskBytes()
    {
        Step((long)(_mask?.Numbers ?? _numbers.Count) * _operators.Count / 2);
        if (_mask is { } known && _rises)
            return known.Bytes;
        var (stems, numbers) = (0, 0);
        for (var i = -1; i < _numbers.Count; i++)
        {
            numbers += i >= 0 ? 1 : 0;
            foreach (var (before, code, escaped) in _operators)
            {
                if (before != i + 1)
                    continue;
                if (!escaped && code is HintMask or CounterMask)
                {
                    _mask = (i + 1, Bytes(stems + (numbers / 2)));
                    return _mask.Value.Bytes;
                }

                if (!(escaped ? code > FirstFlex + 1 : code is not (1 or 3 or 18 or 23)))
                    stems += numbers / 2;
                numbers = 0;
            }
        }

        return Bytes(stems + (numbers / 2));
    }

    private static int Bytes(int bits) => (bits + 7) / 8;

    private void Step(long steps)
    {
        if ((_steps += steps) > MaxGlyphSteps)
            throw new UnfitFontException($"has a glyph that takes more than {MaxGlyphSteps} steps to draw");
        budget.Step(steps + 1);
    }
}
