using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Canonical composition (the C of NFC): combines a letter and its marks.</summary>
internal static class Composition
{
    // Built on first use: 900 pairs, from the decompositions that are marked as reversible.
    private static readonly Lazy<Dictionary<(int First, int Second), int>> Pairs = new(Build);

    /// <summary>Composes a decomposed, canonically ordered text in place.</summary>
    /// <remarks>A composed character keeps the range of its letter, without the marks', as in the reference.</remarks>
    public static void Apply(TokenBuffer buffer)
    {
        var text = buffer.Chars;
        // The last starter kept, its position, and the class of the last character kept after it (-1: none, so nothing blocks the next
        // mark).
        int kept = 0, starter = -1, starterValue = 0, lastClass = -1;
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            int combining = (CharClasses.Of(value) & CharClass.Combines) != 0 ? Decomposition.CombiningClass(value) : 0;
            if (starter >= 0 && lastClass < combining && TryCompose(starterValue, value, out var composed))
            {
                // Both are in the same plane, so a composed character is as long as its letter.
                new System.Text.Rune(composed).EncodeToUtf16(text[starter..]);
                starterValue = composed;
                continue;
            }
            if (combining == 0)
                (starter, starterValue, lastClass) = (kept, value, -1);
            else
                lastClass = combining;
            for (var k = 0; k < length; k++)
                buffer.Move(i + k, kept + k);
            kept += length;
        }
        buffer.Truncate(kept);
    }

    private static bool TryCompose(int first, int second, out int composed)
    {
        int lead = first - Decomposition.LeadBase, vowel = second - Decomposition.VowelBase;
        if ((uint)lead < Decomposition.LeadCount && (uint)vowel < Decomposition.VowelCount)
        {
            composed = Decomposition.SyllableBase + (((lead * Decomposition.VowelCount) + vowel) * Decomposition.TrailCount);
            return true;
        }
        int syllable = first - Decomposition.SyllableBase, trail = second - Decomposition.TrailBase;
        if ((uint)syllable < Decomposition.SyllableCount && syllable % Decomposition.TrailCount == 0
            && trail is > 0 and < Decomposition.TrailCount)
        {
            composed = first + trail;
            return true;
        }
        return Pairs.Value.TryGetValue((first, second), out composed);
    }

    // The tables have full decompositions. All but the last character of one compose to the pair's first, so shorter ones go first.
    private static Dictionary<(int First, int Second), int> Build()
    {
        var result = new Dictionary<(int First, int Second), int>();
        Span<char> text = stackalloc char[Decomposition.Longest];
        for (var wanted = 2; wanted <= 6; wanted++)
        {
            for (var i = 0; i < UnicodeTables.CanonicalKeys.Length; i++)
            {
                var packed = UnicodeTables.CanonicalValues[i];
                var length = Decomposition.Unpack(packed, text);
                if ((packed & 1) == 0 || length != wanted)
                    continue;
                int first = CharClasses.Read(text, 0, out var position), last = 0;
                for (int size; position < length; position += size)
                {
                    if (last != 0)
                        first = result[(first, last)];
                    last = CharClasses.Read(text, position, out size);
                }
                result.Add((first, last), (int)UnicodeTables.CanonicalKeys[i]);
            }
        }
        return result;
    }
}
