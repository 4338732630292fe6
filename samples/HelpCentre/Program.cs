// Ranks every passage of the help-centre corpus for every query with both bundled encoders, and writes the results:
//   samples/help-centre/measured.jsonl   one line per query: both encoders' ranks of each judged passage
//   samples/help-centre/measured.md      the same, counted by kind of query
//   samples/help-centre/scenarios.json   the five queries on which the two differ most, and one on which they agree
//   src/Lodestone.Cli/Compare/scenario.json   the first of them, which `lodestone compare` shows
// The program chooses everything, so other models change the files. It takes several minutes for 105 x 316 pairs.
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lodestone.Encoders;

const int MostShown = 8; // The maximum of passages in a scenario; queries with more judged passages have none.
var root = FindRoot();
var folder = Path.Combine(root, "samples", "help-centre");
var json = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

var corpus = Lines("corpus.jsonl").Select(d => (Id: Text(d, "_id"), Text: $"{Text(d, "title")}. {Text(d, "text")}")).ToArray();
var queries = Lines("queries.jsonl")
    .Select(q => (Id: Text(q, "_id"), Text: Text(q, "text"), Kind: q["metadata"]!["kind"]!.GetValue<string>())).ToArray();
var grades = File.ReadLines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1).Select(l => l.Split('\t'))
    .ToDictionary(f => (Query: f[0], Passage: f[1]), f => int.Parse(f[2], CultureInfo.InvariantCulture));

using var biEncoder = BiEncoder.Load();
using var crossEncoder = CrossEncoder.Load();
string[] texts = [.. corpus.Select(d => d.Text)];
var embeddings = await biEncoder.EmbedAsync(texts, EmbeddingRole.Document);

var measured = new List<Measured>();
foreach (var query in queries)
{
    var vector = await biEncoder.EmbedAsync(query.Text, EmbeddingRole.Query);
    int[] bi = [.. Enumerable.Range(0, texts.Length)
        .OrderByDescending(i => BiEncoder.Similarity(vector.Span, embeddings[i].Span)).ThenBy(i => corpus[i].Id, StringComparer.Ordinal)];
    var reranking = await crossEncoder.RerankAsync(query.Text, texts);
    measured.Add(new Measured(query.Id, query.Kind, query.Text, bi, [.. reranking.Passages.Select(p => p.Index)]));
    Console.Error.Write($"\r{measured.Count} of {queries.Length} queries");
}

Console.Error.WriteLine();
WriteLines();
WriteTable();
WriteScenarios();

void WriteLines() => File.WriteAllLines(Path.Combine(folder, "measured.jsonl"), measured.Select(m => new JsonObject
{
    ["query"] = m.Id,
    ["kind"] = m.Kind,
    ["biEncoderFirst"] = First(m, m.Bi),
    ["crossEncoderFirst"] = First(m, m.Cross),
    ["judged"] = new JsonArray([.. grades.Where(g => g.Key.Query == m.Id)
        .OrderByDescending(g => g.Value).ThenBy(g => g.Key.Passage, StringComparer.Ordinal)
        .Select(g => new JsonObject
        {
            ["passage"] = g.Key.Passage,
            ["grade"] = g.Value,
            ["biEncoderRank"] = RankOf(g.Key.Passage, m.Bi),
            ["crossEncoderRank"] = RankOf(g.Key.Passage, m.Cross),
        })]),
}.ToJsonString(json)));

void WriteTable()
{
    var rows = measured.GroupBy(m => m.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Name: g.Key, Queries: g.ToArray()))
        .Append(("all", [.. measured]));
    var table = string.Join('\n', rows.Select(r =>
        $"| {r.Item1} | {r.Item2.Length} | {Cells(r.Item2, m => m.Bi)} | {Cells(r.Item2, m => m.Cross)} |"));
    File.WriteAllText(Path.Combine(folder, "measured.md"), $"""
        # Results of the bundled encoders on the help-centre queries

        Written by `dotnet run -c Release --project samples/HelpCentre`: {biEncoder.Name} and {crossEncoder.Name}, each ranking all
        {texts.Length} passages (title and text) for each of {queries.Length} queries.

        *answers*: queries whose first passage is judged to answer fully (grade 3). *fooled*: queries whose first passage was judged and is
        wrong (grade 0): the wrong plan, version, direction or meaning. *1/rank*: mean reciprocal rank of the first passage of grade 3, or
        of grade 2 where a query has no 3. The rest of the first places have grades 1 or 2, or were not judged.

        | kind | queries | bi-encoder answers | fooled | 1/rank | cross-encoder answers | fooled | 1/rank |
        |---|--:|--:|--:|--:|--:|--:|--:|
        {table}

        """);
}

void WriteScenarios()
{
    // The distance between the two rankings of a query's judged passages: the sum of their moves (Spearman's footrule), as a share of the
    // maximum. Unjudged passages are left out, because neither encoder ranks them high and their order has no meaning.
    var scenarios = measured.Select(Scenario).OfType<Scenario>().ToArray();
    var differ = scenarios.OrderByDescending(s => s.Distance).ThenBy(s => s.Query, StringComparer.Ordinal).Take(5).ToArray();
    var agree = scenarios.OrderBy(s => s.Distance).ThenBy(s => s.Query, StringComparer.Ordinal).Take(1);
    var indented = new JsonSerializerOptions(json) { WriteIndented = true };
    var all = new JsonArray([.. differ.Concat(agree).Select(s => s.Json.DeepClone())]);
    File.WriteAllText(Path.Combine(folder, "scenarios.json"), all.ToJsonString(indented) + "\n");
    File.WriteAllText(
        Path.Combine(root, "src", "Lodestone.Cli", "Compare", "scenario.json"), differ[0].Json.ToJsonString(indented) + "\n");
}

Scenario? Scenario(Measured m)
{
    var judged = m.Bi.Where(i => Grade(m, i) is not null).ToArray();
    if (judged.Length > MostShown)
        return null;
    var moved = m.Cross.Where(judged.Contains).Select((passage, place) => Math.Abs(Array.IndexOf(judged, passage) - place)).Sum();
    var most = judged.Length * judged.Length / 2;
    return new Scenario(m.Id, (double)moved / most, new JsonObject
    {
        ["query"] = m.Text,
        ["note"] = $"samples/help-centre, {m.Id} ({m.Kind}): its {judged.Length} judged passages, moved {moved} places of {most} at most",
        ["passages"] = new JsonArray([.. judged.Select(i => new JsonObject { ["id"] = corpus[i].Id, ["text"] = corpus[i].Text })]),
    });
}

string Cells(Measured[] group, Func<Measured, int[]> ranking) => string.Create(CultureInfo.InvariantCulture,
    $"{group.Count(m => Grade(m, ranking(m)[0]) == 3)} | {group.Count(m => Grade(m, ranking(m)[0]) == 0)} | " +
    $"{group.Average(m => Reciprocal(m, ranking(m))):F3}");

double Reciprocal(Measured m, int[] ranking)
{
    var best = grades.Where(g => g.Key.Query == m.Id).Max(g => g.Value);
    return 1.0 / (1 + Array.FindIndex(ranking, i => Grade(m, i) == best));
}

JsonObject First(Measured m, int[] ranking) => new() { ["passage"] = corpus[ranking[0]].Id, ["grade"] = Grade(m, ranking[0]) };

int? Grade(Measured m, int passage) => grades.TryGetValue((m.Id, corpus[passage].Id), out var grade) ? grade : null;

int RankOf(string passage, int[] ranking) => 1 + Array.FindIndex(ranking, i => corpus[i].Id == passage);

IEnumerable<JsonNode> Lines(string file) => File.ReadLines(Path.Combine(folder, file)).Select(l => JsonNode.Parse(l)!);

static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

static string FindRoot()
{
    var at = new DirectoryInfo(AppContext.BaseDirectory);
    while (at is not null && !File.Exists(Path.Combine(at.FullName, "Lodestone.slnx")))
        at = at.Parent;
    return at?.FullName ?? throw new InvalidOperationException("Run this from a clone, because it writes into samples/help-centre.");
}

internal sealed record Measured(string Id, string Kind, string Text, int[] Bi, int[] Cross);

internal sealed record Scenario(string Query, double Distance, JsonObject Json);
