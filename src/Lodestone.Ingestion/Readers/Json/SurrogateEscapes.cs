using System.Globalization;

namespace Lodestone.Ingestion.Readers.Json;

/// <summary>Repairs JSON escapes for half a surrogate pair, which are valid JSON but cannot be stored as text.</summary>
internal static class SurrogateEscapes
{
    private const int Length = 6;

    /// <summary>Writes \uFFFD over each lone half, in place, and returns their number.</summary>
    public static int Repair(Span<byte> json)
    {
        var replaced = 0;
        var at = 0;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            if (Unit(json[at..]) is not { } unit)
            {
                at = Math.Min(at + 2, json.Length);
                continue;
            }

            if (char.IsHighSurrogate(unit) && Unit(json[(at + Length)..]) is { } low && char.IsLowSurrogate(low))
            {
                at += Length;
            }
            else if (char.IsSurrogate(unit))
            {
                "\\uFFFD"u8.CopyTo(json[at..]);
                replaced++;
            }

            at += Length;
        }

        return replaced;
    }

    private static char? Unit(ReadOnlySpan<byte> json) =>
        json.Length >= Length && json[0] == '\\' && json[1] == 'u' &&
        ushort.TryParse(json[2..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
