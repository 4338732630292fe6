using System.Globalization;
using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests.Measures;

/// <summary>The values that trec_eval 10 prints, for its own test inputs and for runs on five collections.</summary>
public sealed class TrecEvalGoldenTests
{
    // What it prints that Lodestone has no measure for; docs/decisions/0008 says why.
    private static readonly string[] NotOurs =
    [
        "runid", "gm_map", "iprec_at_recall", "relstring", "infAP", "gm_bpref", "Rprec_mult", "utility", "11pt_avg", "binG", "G",
        "ndcg_rel", "Rndcg", "relative_P", "set_relative_P", "set_map", "set_F", "rbp", "rbp_resid",
    ];

    [Theory]
    [InlineData("out.test.a", "qrels.test", "results.test", false, null, 1, 54)]
    [InlineData("out.test.aq", "qrels.test", "results.test", false, null, 1, 213)]
    [InlineData("out.test.aqc", "qrels.test", "results.trunc", true, null, 1, 213)]
    [InlineData("out.test.aqcM", "qrels.test", "results.trunc", true, 100, 1, 213)]
    [InlineData("out.test.aql", "qrels.rel_level", "results.test", false, null, 2, 213)]
    public void Evaluate_TrecEvalsOwnTests_HasItsValues(
        string output, string judged, string found, bool complete, int? documents, int level, int values)
    {
        var options = new EvaluationOptions { CompleteQueries = complete, MaxDocuments = documents, RelevanceLevel = level };
        var checkedValues = Check(
            Repository.Shared("fixtures", "trec_eval", output),
            Judgements.ReadTrec(Repository.Shared("fixtures", "trec_eval", judged)),
            Run.ReadTrec(Repository.Shared("fixtures", "trec_eval", found)),
            options);
        Assert.Equal(values, checkedValues);
    }

    [Theory]
    [InlineData("scifact", 1505)]
    [InlineData("cranfield", 1130)]
    [InlineData("limit-small", 5005)]
    [InlineData("stackfaq", 6250)]
    [InlineData("xquad-en", 5955)]
    public void Evaluate_RunsOnCollections_HasTrecEvalsValues(string name, int values)
    {
        var checkedValues = Check(
            Repository.Shared("fixtures", "runs", name + ".trec_eval.txt"),
            Judgements.ReadBeir(Repository.Shared("datasets", name, "qrels", "test.tsv")),
            Fixtures.SharedRun(name),
            new EvaluationOptions { CompleteQueries = false });
        Assert.Equal(values, checkedValues);
    }

    [Fact]
    public void Write_ARunOfACollection_KeepsOrderAndValues()
    {
        var run = Fixtures.SharedRun("cranfield");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run");
        Assert.Equal(0, run.WriteTrec(path));
        var back = Run.ReadTrec(path);
        Assert.All(run.Queries, q => Assert.Equal(run.Of(q).Select(d => d.DocumentId), back.Of(q).Select(d => d.DocumentId)));
    }

    private static int Check(string output, Judgements judgements, Run run, EvaluationOptions options)
    {
        (string Name, string Query, string Value)[] lines =
        [
            .. File.ReadLines(output).Select(l => l.Split('\t', StringSplitOptions.TrimEntries)).Where(l => l.Length == 3)
                .Select(l => (l[0], l[1], l[2])).Where(l => !NotOurs.Contains(l.Item1) && !NotOurs.Contains(Family(l.Item1))),
        ];
        var measures = lines.Select(l => l.Name).Distinct().ToDictionary(n => n, Measure.Parse);
        Assert.All(measures, m => Assert.Equal(m.Key, m.Value.Name));
        var result = Evaluator.Evaluate(judgements, run, measures.Values, options);
        foreach (var (name, query, value) in lines)
        {
            var ours = query == "all" ? result.Overall(measures[name]) : result.Value(measures[name], query);
            // Half of the fourth decimal, and what summing in another order may cost.
            Assert.True(Math.Abs(ours - double.Parse(value, CultureInfo.InvariantCulture)) <= 0.00005 + 1e-12,
                $"{name} of {query} is {ours:F6}; trec_eval prints {value}.");
        }

        return lines.Length;
    }

    private static string Family(string name) => name.LastIndexOf('_') is > 0 and var cut ? name[..cut] : name;
}
