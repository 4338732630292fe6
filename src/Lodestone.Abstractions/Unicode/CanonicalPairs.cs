namespace Lodestone.Unicode;

/// <summary>The pairs of characters that canonical composition (the C of NFC) makes one.</summary>
internal static class CanonicalPairs
{
    // Built on first use: 900 pairs, from the decompositions that are marked as reversible.
    private static readonly Lazy<Dictionary<(int First, int Second), int>> Pairs = new(Build);

    private static readonly Lazy<HashSet<int>> Seconds = new(() => [.. Pairs.Value.Keys.Select(p => p.Second)]);

    /// <summary>Whether a character composes with some character before it; some that do are no marks.</summary>
    public static bool IsSecond(int codePoint) =>
        (uint)(codePoint - Decomposition.VowelBase) < Decomposition.VowelCount ||
        codePoint - Decomposition.TrailBase is > 0 and < Decomposition.TrailCount || Seconds.Value.Contains(codePoint);

    /// <summary>Whether a starter and a character after it compose.</summary>
    public static bool TryCompose(int first, int second, out int composed)
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
                int first = 0, last = 0;
                foreach (var rune in text[..length].EnumerateRunes())
                {
                    first = last == 0 ? first : first == 0 ? last : result[(first, last)];
                    last = rune.Value;
                }
                result.Add((first, last), (int)UnicodeTables.CanonicalKeys[i]);
            }
        }
        return result;
    }
}
