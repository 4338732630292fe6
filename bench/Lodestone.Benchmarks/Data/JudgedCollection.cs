using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>A collection in BEIR's form: documents, queries, and the judged queries; all in file order.</summary>
internal sealed record JudgedCollection(
    string Name,
    IReadOnlyList<KeyValuePair<string, string>> Documents,
    IReadOnlyList<KeyValuePair<string, string>> Queries,
    IReadOnlySet<string> Judged)
{
    public static JudgedCollection Load(SharedFolder shared, string name)
    {
        var folder = shared.Require(Path.Combine("datasets", name));
        var documents = JsonLines.Read(Path.Combine(folder, "corpus.jsonl")).Select(Document).ToList();
        var queries = JsonLines.Read(Path.Combine(folder, "queries.jsonl")).Select(q => KeyValuePair.Create(Id(q), Text(q))).ToList();
        var judged = JsonLines.Lines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToHashSet();
        return new JudgedCollection(name, documents, queries, judged);
    }

    private static KeyValuePair<string, string> Document(JsonElement document)
    {
        var title = document.TryGetProperty("title", out var value) ? value.GetString() : null;
        return KeyValuePair.Create(Id(document), string.IsNullOrEmpty(title) ? Text(document) : $"{title} {Text(document)}");
    }

    private static string Id(JsonElement item) => item.GetProperty("_id").GetString()!;

    private static string Text(JsonElement item) => item.GetProperty("text").GetString()!;
}
