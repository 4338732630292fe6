using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Sentences of real collections with their tokens, from which any number of texts is composed.</summary>
internal sealed partial class SentencePool
{
    private static readonly string[] Collections = ["scifact", "cranfield", "stackfaq", "xquad-en"];

    private readonly List<(string Text, int[] Tokens)> _sentences = [];

    public SentencePool(SharedFolder shared, Tokenizer tokenizer)
    {
        foreach (var name in Collections)
        {
            foreach (var document in JsonLines.Read(shared.Require(Path.Combine("datasets", name, "corpus.jsonl"))))
                Add(document.GetProperty("text").GetString()!, tokenizer);
        }
    }

    public int Count => _sentences.Count;

    /// <summary>Draws two adjacent sentences and one from anywhere: texts hardly repeat, and words keep their frequencies.</summary>
    public (string Text, int[] Tokens) Draw(Random random)
    {
        var first = random.Next(_sentences.Count - 1);
        var parts = new[] { _sentences[first], _sentences[first + 1], _sentences[random.Next(_sentences.Count)] };
        var text = new StringBuilder().AppendJoin(' ', parts.Select(p => p.Text));
        return (text.ToString(), [.. parts.SelectMany(p => p.Tokens)]);
    }

    /// <summary>Real queries of the same collections, alternately one of each.</summary>
    public static IReadOnlyList<string> Queries(SharedFolder shared, int count)
    {
        var all = Collections
            .Select(name => shared.Require(Path.Combine("datasets", name, "queries.jsonl")))
            .Select(path => JsonLines.Read(path).Select(Text).Distinct().ToArray())
            .ToArray();
        var longest = all.Max(queries => queries.Length);
        return [.. Enumerable.Range(0, longest).SelectMany(i => all.Where(q => i < q.Length).Select(q => q[i])).Distinct().Take(count)];

        static string Text(JsonElement query) => query.GetProperty("text").GetString()!;
    }

    private void Add(string text, Tokenizer tokenizer)
    {
        foreach (var sentence in SentenceEnd().Split(text).Select(s => s.Trim()).Where(s => s.Length is >= 30 and <= 400))
            _sentences.Add((sentence, tokenizer.Encode(sentence).Ids.ToArray()));
    }

    [GeneratedRegex(@"(?<=[.!?])\s+|\n+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
