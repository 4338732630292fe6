using System.Globalization;
using System.Text.Json;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>A collection with judged queries, from the shared material.</summary>
internal sealed class JudgedCollection
{
    private readonly Dictionary<string, string> _queries = [];
    private readonly Dictionary<string, Dictionary<string, int>> _judgements = [];
    private readonly List<string> _ids = [];

    public JudgedCollection(string folder)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "corpus.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var title = json.RootElement.TryGetProperty("title", out var t) ? t.GetString() : null;
            Entries.Add(new(_ids.Count, title ?? "", json.RootElement.GetProperty("text").GetString() ?? ""));
            _ids.Add(json.RootElement.GetProperty("_id").GetString()!);
        }
        foreach (var line in File.ReadLines(Path.Combine(folder, "queries.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            _queries[json.RootElement.GetProperty("_id").GetString()!] = json.RootElement.GetProperty("text").GetString()!;
        }
        foreach (var line in File.ReadLines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            if (!_judgements.TryGetValue(cells[0], out var of))
                _judgements[cells[0]] = of = [];
            of[cells[1]] = int.Parse(cells[2], CultureInfo.InvariantCulture);
        }
    }

    public List<KeywordEntry> Entries { get; } = [];

    /// <summary>Mean nDCG of the first ten hits, with the judgements as gains.</summary>
    public double Ndcg(KeywordSnapshot snapshot, CancellationToken cancellationToken)
    {
        static double Gain(IEnumerable<int> judged) => judged.Select((j, rank) => Math.Max(0, j) / Math.Log2(rank + 2)).Sum();
        return _judgements.Where(j => j.Value.Values.Any(v => v > 0)).Average(j =>
            Gain(snapshot.Search(_queries[j.Key], 10, null, cancellationToken).Hits.Select(h => j.Value.GetValueOrDefault(_ids[(int)h.Key]))) /
            Gain(j.Value.Values.OrderDescending().Take(10)));
    }
}
