using System.Globalization;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Samples;

/// <summary>The help-centre sample is what its README says: a judged collection whose parts fit together.</summary>
public sealed class HelpCentreTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "help-centre");
    private static readonly JsonElement[] Corpus = Lines("corpus.jsonl");
    private static readonly JsonElement[] Queries = Lines("queries.jsonl");
    private static readonly string[][] Judgements = [.. File.ReadAllText(Path.Combine(Folder, "qrels", "test.tsv"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split('\t'))];

    [Fact]
    public void Corpus_Passages_AreManyAndEachItsOwn()
    {
        Assert.InRange(Corpus.Length, 200, int.MaxValue);
        Assert.Equal(Corpus.Length, Corpus.Select(d => Text(d, "_id")).Distinct().Count());
        Assert.Equal(Corpus.Length, Corpus.Select(d => Text(d, "text")).Distinct().Count());
        Assert.All(Corpus, d => Assert.False(string.IsNullOrWhiteSpace(Text(d, "title")) || string.IsNullOrWhiteSpace(Text(d, "text"))));
    }

    [Fact]
    public void Queries_Kinds_AreAllThere()
    {
        Assert.InRange(Queries.Length, 60, int.MaxValue);
        Assert.Equal(Queries.Length, Queries.Select(q => Text(q, "_id")).Distinct().Count());
        var kinds = Queries.CountBy(q => Text(q.GetProperty("metadata"), "kind")).ToDictionary();
        string[] hard = ["negation", "numbers-and-versions", "who-does-what-to-whom", "same-words-other-meaning",
            "other-words-same-meaning", "partial-answer", "near-duplicate-plan"];
        Assert.All(hard, k => Assert.InRange(kinds.GetValueOrDefault(k), 7, int.MaxValue));
    }

    [Fact]
    public void Judgements_Ids_ExistAndGradesAreFrom0To3()
    {
        var passages = Corpus.Select(d => Text(d, "_id")).ToHashSet();
        var queries = Queries.Select(q => Text(q, "_id")).ToHashSet();
        Assert.All(Judgements, j => Assert.True(j.Length == 3 && queries.Contains(j[0]) && passages.Contains(j[1]), string.Join(' ', j)));
        Assert.All(Judgements, j => Assert.InRange(int.Parse(j[2], CultureInfo.InvariantCulture), 0, 3));
        Assert.Equal(Judgements.Length, Judgements.Select(j => (j[0], j[1])).Distinct().Count());
        Assert.All(queries, q => Assert.Contains(Judgements, j => j[0] == q && j[2] is "2" or "3"));
    }

    [Fact]
    public void Measured_Queries_AreAllThere()
    {
        var measured = Lines("measured.jsonl");
        Assert.Equal(Queries.Select(q => Text(q, "_id")), measured.Select(m => Text(m, "query")));
        Assert.Equal(Judgements.Length, measured.Sum(m => m.GetProperty("judged").GetArrayLength()));
    }

    private static JsonElement[] Lines(string file) => [.. File.ReadAllText(Path.Combine(Folder, file))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
