using UglyToad.PdfPig.Fonts.Encodings;

namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Runs a Type 1 program's glyphs as PdfPig does, without drawing, and adds up the work.</summary>
/// <remarks>
/// These glyphs have no conditions and no loops, so PdfPig takes the same path. This run continues where PdfPig would end with an
/// exception, and refuses calls by a number that it does not know, one that depends on positions.
/// </remarks>
internal sealed class Type1Run(Type1Program program, FontBudget budget)
{
    // The specification allows ten nested subroutines, and a letter with its accent.
    private const int MaxDepth = 32;
    private const int MaxOnStack = 1_000;

    // A letter has some hundreds.
    private const int MaxGlyphSteps = 100_000;

    private readonly Stack<Call> _calls = [];
    private int _steps;

    /// <exception cref="UnfitFontException">A glyph contains itself, or costs too much.</exception>
    public void Validate()
    {
        foreach (var glyph in program.Glyphs.Values)
        {
            _calls.Clear();
            _steps = 0;
            Enter(glyph, new Stacks());
            while (_calls.TryPeek(out var call))
            {
                if (!Step(call))
                    _calls.Clear();
            }
        }
    }

    private void Enter(byte[] code, Stacks stacks)
    {
        if (_calls.Count >= MaxDepth)
            throw new UnfitFontException($"has a glyph that contains itself, or over {MaxDepth} subroutines within each other");
        _calls.Push(new Call(code, stacks));
    }

    /// <summary>Runs one number or operator; false where PdfPig would end the glyph.</summary>
    private bool Step(Call call)
    {
        if (call.At >= call.Code.Length)
        {
            _calls.Pop();
            return true;
        }

        if (++_steps > MaxGlyphSteps)
            throw new UnfitFontException($"has a glyph of over {MaxGlyphSteps} steps");
        budget.Hold(64);
        int first = call.Code[call.At++];
        return first > 31 ? Push(call, first) : Run(call, first == 12 && call.Next() is { } second ? 1200 + second : first);
    }

    private static bool Push(Call call, int first)
    {
        var (a, b) = (first > 246 ? call.Next() : 0, first == 255 ? call.Next() : 0);
        var (c, d) = first == 255 ? (call.Next(), call.Next()) : (0, 0);
        if (a is null || b is null || c is null || d is null)
            return false;
        call.Stacks.Push(first switch
        {
            <= 246 => first - 139,
            <= 250 => ((first - 247) * 256) + a.Value + 108,
            <= 254 => (-(first - 251) * 256) - a.Value - 108,
            _ => (a.Value << 24) | (b.Value << 16) | (c.Value << 8) | d.Value,
        });
        return true;
    }

    private bool Run(Call call, int code)
    {
        var stacks = call.Stacks;
        switch (code)
        {
            case 10:
                if (stacks.Pop() is not { } number)
                    return false;
                if (!program.Subroutines.TryGetValue(Known(number), out var subroutine))
                    return false;
                Enter(subroutine, stacks);
                return true;
            case 1206:
                return Compose(stacks);
            case 1212:
                if (stacks.Pop() is not { } divisor || stacks.Pop() is not { } dividend)
                    return false;
                stacks.Push(dividend / divisor);
                return true;
            case 1216:
                return CallOther(stacks);
            case 1217:
                if (stacks.Results.Count == 0)
                    return false;
                stacks.Push(stacks.Results[^1]);
                stacks.Results.RemoveAt(stacks.Results.Count - 1);
                return true;
            case 1 or (>= 3 and <= 9) or 13 or 14 or 21 or 22 or 30 or 31 or 1200 or 1201 or 1202 or 1207 or 1233:
                stacks.Numbers.Clear();
                return true;
            default:
                return true;
        }
    }

    /// <summary>Runs a letter and its accent, each separately.</summary>
    private bool Compose(Stacks stacks)
    {
        if (stacks.Numbers.Count < 5)
            return false;
        foreach (var code in stacks.Numbers.Slice(3, 2))
        {
            if (!StandardEncoding.Instance.CodeToNameMap.TryGetValue(Known(code), out var name)
                || !program.Glyphs.TryGetValue(name, out var glyph))
            {
                return false;
            }

            Enter(glyph, new Stacks());
        }

        stacks.Numbers.Clear();
        return true;
    }

    private static bool CallOther(Stacks stacks)
    {
        if (stacks.Pop() is not { } number || stacks.Pop() is not { } count)
            return false;
        if (!(count >= 0 && count <= stacks.Numbers.Count))
            throw new UnfitFontException($"has a glyph that takes {count} of {stacks.Numbers.Count} numbers");
        var taken = stacks.Numbers[^(int)count..];
        taken.Reverse();
        stacks.Numbers.RemoveRange(stacks.Numbers.Count - taken.Count, taken.Count);
        switch (Known(number))
        {
            case 0:
                stacks.Numbers.Clear();
                break;
            case 1:
                stacks.Results.Clear();
                stacks.Results.AddRange([double.NaN, double.NaN]);
                break;
            case 2:
                stacks.Results.AddRange([double.NaN, double.NaN]);
                break;
            default:
                stacks.Results.Clear();
                stacks.Results.AddRange(taken);
                break;
        }

        return true;
    }

    private static int Known(double number) =>
        double.IsNaN(number) ? throw new UnfitFontException($"has a glyph that calls by a number that is computed") : (int)number;

    private sealed class Call(byte[] code, Stacks stacks)
    {
        public byte[] Code => code;

        public Stacks Stacks => stacks;

        public int At { get; set; }

        public int? Next() => At < code.Length ? code[At++] : null;
    }

    /// <summary>
    /// The numbers of a glyph, and those that a PostScript procedure left on its stack; not-a-number is one that depends on positions.
    /// </summary>
    private sealed class Stacks
    {
        public List<double> Numbers { get; } = [];

        public List<double> Results { get; } = [];

        public void Push(double number)
        {
            if (Numbers.Count + Results.Count > MaxOnStack)
                throw new UnfitFontException($"has a glyph with over {MaxOnStack} numbers on its stack");
            Numbers.Add(number);
        }

        public double? Pop()
        {
            if (Numbers.Count == 0)
                return null;
            var number = Numbers[^1];
            Numbers.RemoveAt(Numbers.Count - 1);
            return number;
        }
    }
}
