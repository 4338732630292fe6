using System.Text.Json;
using Lodestone.Web.Tests.Sites;

namespace Lodestone.Web.Tests.Comparing;

/// <summary>Queries and passages of the sample.</summary>
internal static class HelpCentre
{
    private static readonly Dictionary<string, string> Passages = Read("corpus.jsonl");
    private static readonly Dictionary<string, string> Texts = Read("queries.jsonl");

    /// <summary>The queries, spread over the sample's kinds.</summary>
    public static IReadOnlyList<string> Queries(int count) =>
        [.. Texts.Where((_, i) => i % (Texts.Count / count) == 0).Take(count).Select(q => q.Key)];

    public static string Query(string id) => Texts[id];

    /// <summary>Passages for a query: judged ones first, which are the hard ones, then as many others as are missing.</summary>
    public static IReadOnlyList<string> For(string query, int count)
    {
        var judged = File.ReadLines(BuiltSites.Sample("qrels", "test.tsv")).Select(line => line.Split('\t'))
            .Where(fields => fields[0] == query).Select(fields => fields[1]);
        return [.. judged.Concat(Passages.Keys).Distinct().Take(count).Select(id => Passages[id])];
    }

    // On one line: white space is all the same to both models, and to the page a line is a passage.
    private static Dictionary<string, string> Read(string file) => File.ReadLines(BuiltSites.Sample(file))
        .Select(line => JsonElement.Parse(line))
        .ToDictionary(item => item.GetProperty("_id").GetString()!, item => item.GetProperty("text").GetString()!.ReplaceLineEndings(" "));
}
