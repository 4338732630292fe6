using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Unicode;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Canonical composition (the C of NFC): combines a letter and its marks.</summary>
internal static class Composition
{
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
            if (starter >= 0 && lastClass < combining && CanonicalPairs.TryCompose(starterValue, value, out var composed))
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
}
