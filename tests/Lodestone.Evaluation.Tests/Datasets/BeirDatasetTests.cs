using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests.Datasets;

public sealed class BeirDatasetTests
{
    private const string Corpus =
        "{\"_id\": \"d1\", \"title\": \"T\", \"text\": \"one\u2028two\", \"metadata\": {}}\n{\"_id\":\"d2\",\"text\":\"\"}\n";
    private const string Queries = "{\"_id\": \"q1\", \"text\": \"first\"}\n{\"_id\": \"q2\", \"text\": \"not judged\"}\n";
    private const string Qrels = "query-id\tcorpus-id\tscore\nq1\td1\t1\n";

    [Fact]
    public void Load_AFolder_GivesJudgedQueriesAndTheCorpus()
    {
        using var folder = Folder(Corpus, Queries, Qrels);
        var data = BeirDataset.Load(folder.Path);
        Assert.Equal([("q1", "first")], data.Queries);
        Assert.Equal(1, data.Judgements.Of("q1")["d1"]);
        Assert.Equal([("d1", "T", "one\u2028two"), ("d2", "", "")], data.ReadCorpus().Select(d => (d.Id, d.Title, d.Text)));
    }

    [Theory]
    [InlineData("{\"_id\": \"q1\"", 1, "malformed JSON")]
    [InlineData("[1]", 1, "not an object")]
    [InlineData("{\"_id\": \"q1\"}", 1, "no 'text'")]
    [InlineData("{\"text\": \"a\"}", 1, "no '_id'")]
    [InlineData("{\"_id\": 1, \"text\": \"a\"}", 1, "Number as '_id'")]
    [InlineData("{\"_id\": \"q1\", \"text\": \"\\ud800\"}", 1, "surrogate")]
    [InlineData("{\"\\ud800\": 1, \"text\": \"a\"}", 1, "surrogate")]
    [InlineData("{\"_id\": \"q1\", \"tex\\udc00\": 1}", 1, "surrogate")]
    [InlineData("{\"_id\": \"q1\", \"text\": \"a\"}\n{\"_id\": \"q1\", \"text\": \"b\"}", 2, "'q1' again")]
    [InlineData("{\"_id\": \"q2\", \"text\": \"a\"}", null, "'q1' is missing")]
    public void Load_BrokenQueries_AreNamed(string queries, int? line, string found)
    {
        using var folder = Folder(Corpus, queries, Qrels);
        var error = Assert.Throws<EvaluationFormatException>(() => BeirDataset.Load(folder.Path));
        Assert.Equal((line is null ? ErrorCodes.DatasetIncomplete : ErrorCodes.DatasetMalformed, (long?)line), (error.Code, error.Line));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("queries.jsonl", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoSuchSplit_SaysWhichFileIsMissing()
    {
        using var folder = Folder(Corpus, Queries, Qrels);
        var error = Assert.Throws<EvaluationFormatException>(() => BeirDataset.Load(folder.Path, "dev"));
        Assert.Equal(ErrorCodes.DatasetIncomplete, error.Code);
        Assert.Contains("dev.tsv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadCorpus_AnIdTwice_IsRefusedWhereItComesAgain()
    {
        using var folder = Folder(Corpus + "{\"_id\": \"d1\", \"text\": \"again\"}\n", Queries, Qrels);
        var read = new List<Document>();
        var corpus = BeirDataset.Load(folder.Path).ReadCorpus();
        var error = Assert.Throws<EvaluationFormatException>(() =>
        {
            foreach (var document in corpus)
                read.Add(document);
        });
        Assert.Equal((3L, 2), (error.Line, read.Count));
    }

    [Theory]
    [InlineData("scifact", 5183, 300)]
    [InlineData("cranfield", 1400, 225)]
    [InlineData("stackfaq", 719, 1249)]
    [InlineData("xquad-en", 240, 1190)]
    [InlineData("limit-small", 46, 1000)]
    public void Load_TheSharedSets_HaveTheirSizes(string name, int documents, int queries)
    {
        var data = BeirDataset.Load(Repository.Shared("datasets", name));
        Assert.Equal((documents, queries), (data.ReadCorpus().Count(), data.Queries.Count));
    }

    private static TemporaryFolder Folder(string corpus, string queries, string qrels)
    {
        var folder = new TemporaryFolder();
        folder.Write("corpus.jsonl", corpus);
        folder.Write("queries.jsonl", queries);
        folder.Write("qrels/test.tsv", qrels);
        return folder;
    }
}
