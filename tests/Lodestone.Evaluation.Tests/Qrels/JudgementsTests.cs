using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests.Qrels;

public sealed class JudgementsTests
{
    [Fact]
    public void ReadTrec_LevelsOfAllKinds_AreKept()
    {
        var judged = Read("# qrels\n1 0 a 2\r\n1\tQ0\tb\t-1\n\n  2 0 a\u2028c 0");
        Assert.Equal(3, judged.Count);
        Assert.Equal(["1", "2"], judged.Queries);
        Assert.Equal((2, -1), (judged.Of("1")["a"], judged.Of("1")["b"]));
        Assert.Equal(0, judged.Of("2")["a\u2028c"]);
        Assert.Empty(judged.Of("3"));
    }

    [Theory]
    [InlineData("1 0 a", 1, "3 fields")]
    [InlineData("1 0 a 1 x", 1, "5 fields")]
    [InlineData("1 0 a 1\n1 0 b 1.5", 2, "'1.5'")]
    [InlineData("1 0 a 1\n2 0 a 1\n1 0 a 0", 3, "'a' again")]
    public void ReadTrec_ABrokenLine_IsNamed(string text, int line, string found)
    {
        var error = Assert.Throws<EvaluationFormatException>(() => Read(text));
        Assert.Equal(line, error.Line);
        Assert.Equal(ErrorCodes.QrelsMalformed, error.Code);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q\td\t1\n", 1, "header")]
    [InlineData("query-id\tcorpus-id\tscore\nq d 1\n", 2, "'q d 1'")]
    [InlineData("query-id\tcorpus-id\tscore\nq\td\thigh\n", 2, "'high'")]
    [InlineData("query-id\tcorpus-id\tscore\nq\t\t1\n", 2, "between tabs")]
    [InlineData("query-id\tcorpus-id\tscore\nq\td\t1\nq\td\t1\n", 3, "'d' again")]
    [InlineData("", null, "empty")]
    public void ReadBeir_ABrokenFile_IsNamed(string text, int? line, string found)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("test.tsv", text);
        var error = Assert.Throws<EvaluationFormatException>(() => Judgements.ReadBeir(path));
        Assert.Equal(((long?)line, path), (error.Line, error.Path));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyJudgements_AreReadBack()
    {
        using var folder = new TemporaryFolder();
        var (trec, beir) = (Path.Combine(folder.Path, "trec"), Path.Combine(folder.Path, "beir"));
        Gen.Select(Gen.OneOf("1", "q2", "ü", "👋"), Gen.OneOf("a", "b\u2028", "c\u00A0d", "Ａ"), Gen.Int[-2, 4])
            .Array[1, 20].Sample(rows =>
            {
                (string QueryId, string DocumentId, int Level)[] judgements =
                    [.. rows.DistinctBy(r => (r.Item1, r.Item2)).Select(r => (r.Item1, r.Item2, r.Item3))];
                var all = Judgements.Create(judgements);
                all.WriteTrec(trec);
                all.WriteBeir(beir);
                foreach (var back in (Judgements[])[Judgements.ReadTrec(trec), Judgements.ReadBeir(beir)])
                {
                    Assert.Equal(all.Count, back.Count);
                    Assert.All(judgements, j => Assert.Equal(j.Level, back.Of(j.QueryId)[j.DocumentId]));
                }
            }, iter: 50, threads: 1);
    }

    [Fact]
    public void Write_IdsThatWouldBeReadAsOthers_AreRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        Assert.Equal(
            ErrorCodes.IdNotWritable, Assert.Throws<InvalidStateException>(() => Judgements.Create([new("a b", "c", 1)]).WriteTrec(path)).Code);
        Assert.Equal(
            ErrorCodes.IdNotWritable, Assert.Throws<InvalidStateException>(() => Judgements.Create([new("a\tb", "c", 1)]).WriteBeir(path)).Code);
    }

    [Fact]
    public void Create_TheSamePairTwice_IsRefused() =>
        Assert.Equal(
            ErrorCodes.IdDuplicate, Assert.Throws<InvalidArgumentException>(() => Judgements.Create([new("q", "d", 1), new("q", "d", 1)])).Code);

    private static Judgements Read(string text) => Judgements.ReadTrec(Fixtures.Bytes(text), "file");
}
