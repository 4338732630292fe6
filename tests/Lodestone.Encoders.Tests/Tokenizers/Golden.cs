using System.Text;
using System.Text.Json;

namespace Lodestone.Encoders.Tests.Tokenizers;

/// <summary>Comparison with the reference's recorded answers, which are never recorded again. A mismatch prints both.</summary>
internal static class Golden
{
    public static int[] Ids(this JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    public static string Text(this JsonElement line, string name) => line.GetProperty(name).GetString()!;

    public static void Equal(string text, ReadOnlySpan<int> expected, ReadOnlySpan<int> found)
    {
        if (!expected.SequenceEqual(found))
            Assert.Fail($"Other ids for '{text}'\nexpected {Join(expected)}\nfound    {Join(found)}");
    }

    public static string Join(ReadOnlySpan<int> values) => string.Join(' ', values.ToArray());

    public static int[] Single(Tokenizer tokenizer, string text, int limit = int.MaxValue)
    {
        var tokens = tokenizer.Encode(text).Ids.Span;
        tokens = tokens[..Math.Min(tokens.Length, limit - tokenizer.Template.SingleSpecialTokens)];
        var ids = new long[tokens.Length + tokenizer.Template.SingleSpecialTokens];
        Assert.Equal(ids.Length, tokenizer.Template.WriteSingle(tokens, ids, []));
        return [.. ids.Select(id => (int)id)];
    }

    public static (int[] Ids, int[] TypeIds) Pair(Tokenizer tokenizer, string first, string second, int limit, bool longestFirst)
    {
        ReadOnlySpan<int> a = tokenizer.Encode(first).Ids.Span, b = tokenizer.Encode(second).Ids.Span;
        var room = limit - tokenizer.Template.PairSpecialTokens;
        var (keepA, keepB) = longestFirst ? LongestFirst(a.Length, b.Length, room) : (a.Length, Math.Min(b.Length, room - a.Length));
        var ids = new long[keepA + keepB + tokenizer.Template.PairSpecialTokens];
        var typeIds = new long[ids.Length];
        Assert.Equal(ids.Length, tokenizer.Template.WritePair(a[..keepA], b[..keepB], ids, typeIds));
        return ([.. ids.Select(id => (int)id)], [.. typeIds.Select(id => (int)id)]);
    }

    /// <summary>How many tokens of each text the reference keeps when it cuts the longer one, which our cross-encoder never does.</summary>
    public static (int First, int Second) LongestFirst(int first, int second, int room)
    {
        if (first + second <= room)
            return (first, second);
        // The shorter text is safe as long as it needs at most half of the room. Beyond that both get half, and the odd token goes to the
        // text that was longer, the second one when they were equal.
        var small = Math.Min(Math.Min(first, second), room / 2);
        return first > second ? (room - small, small) : (small, room - small);
    }

    /// <summary>UTF-16 stretches from stretches in code points.</summary>
    public static TextRange[] FromCodePoints(string text, IEnumerable<(int Start, int End)> ranges)
    {
        var starts = new List<int>();
        for (var i = 0; i < text.Length; i += Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1)
            starts.Add(i);
        starts.Add(text.Length);
        return [.. ranges.Select(range => new TextRange(starts[range.Start], starts[range.End]))];
    }
}
