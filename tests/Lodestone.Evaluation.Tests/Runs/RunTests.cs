using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests.Runs;

public sealed class RunTests
{
    [Fact]
    public void ReadTrec_TiesAndRanks_AreAsTrecEvalHasThem()
    {
        var run = Read("""
            # a comment
            q Q0 a 1 0.5 x

            q Q0 c 2 0.5 x
            q	Q0	b	3	0.5	x more after the tag
            q Q0 d 4 1e1 y
            """);
        Assert.Equal(["d", "c", "b", "a"], run.Ids());
        Assert.Equal("y", run.Tag);
    }

    [Fact]
    public void ReadTrec_ScoresEqualInSinglePrecision_AreTies() =>
        Assert.Equal(["b", "a"], Read("q 0 a 1 1.00000001 x\nq 0 b 2 1.0 x\n").Ids());

    [Fact]
    public void ReadTrec_IdsBeyondTheFirstPlane_AreOrderedByCodePoint() =>
        // U+1F44B comes after U+FF21 in UTF-8, and before it in UTF-16.
        Assert.Equal(["👋", "Ａ", "a"], Read("q 0 a 1 1 x\nq 0 👋 1 1 x\nq 0 Ａ 1 1 x\n").Ids());

    [Theory]
    [InlineData("q Q0 a 1 0.5", 1, "5 fields")]
    [InlineData("q Q0 a 1 0.5 x\nq Q0 b 1 zero x", 2, "'zero'")]
    [InlineData("q Q0 a 1 NaN x", 1, "'NaN'")]
    [InlineData("q Q0 a 1 1e300 x", 1, "'1e300'")]
    [InlineData("q Q0 a 1 0,5 x", 1, "'0,5'")]
    [InlineData("q Q0 a 1 2 x\n\n\nq Q0 a 2 1 x\n", 4, "'a' again")]
    [InlineData("q Q0 a 1 2 x\0", 1, "NUL")]
    public void ReadTrec_ABrokenLine_IsNamed(string text, int line, string found)
    {
        var error = Assert.Throws<EvaluationFormatException>(() => Read(text));
        Assert.Equal(("file", line), (error.Path, error.Line));
        Assert.Equal(ErrorCodes.RunMalformed, error.Code);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n\n")]
    public void ReadTrec_NoLine_IsRefused(string text) =>
        Assert.Null(Assert.Throws<EvaluationFormatException>(() => Read(text)).Line);

    [Fact]
    public void ReadTrec_BytesThatAreNotUtf8_AreRefused() =>
        Assert.Throws<EvaluationFormatException>(() => Run.ReadTrec(new MemoryStream([(byte)'q', 0xFF, (byte)'\n']), "file"));

    [Fact]
    public void ReadTrec_ALineWithoutEnd_IsRefusedBeforeItIsRead()
    {
        using var endless = new EndlessStream();
        var error = Assert.Throws<EvaluationFormatException>(() => Run.ReadTrec(endless, "file"));
        Assert.Contains("1048576 bytes", error.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1 << 20, 1 << 22);
    }

    [Fact]
    public void ReadTrec_NoFile_SaysSo()
    {
        var error = Assert.Throws<EvaluationFormatException>(() => Run.ReadTrec("/nowhere/run"));
        Assert.Equal((ErrorCodes.EvaluationFileUnreadable, "no such file"), (error.Code, error.Found));
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\0")]
    public void ReadTrec_ATagThatCannotBeSeen_IsAFormatError(string tag)
    {
        var error = Assert.Throws<EvaluationFormatException>(() => Read($"q1 Q0 d1 1 0.5 {tag}\n"));
        Assert.Equal((ErrorCodes.RunMalformed, 1L), (error.Code, error.Line));
    }

    [Fact]
    public void ReadTrec_AnyBytes_IsARunOrAFormatError()
    {
        var words = Gen.OneOf("q", "Q0", "d1", "d2", "1", "-0.5", "NaN", "1e99", "\n", "\r\n", "\t", " ", "#", "\u2028", "\0", "\uFEFF");
        var refusals = new LawCases();
        words.Array[0, 40].Select(w => string.Join(' ', w)).Sample(text =>
        {
            try
            {
                Assert.NotEmpty(Read(text).Queries);
                refusals.Count(false);
            }
            catch (EvaluationFormatException refused)
            {
                refusals.Count(true);
                Assert.Equal("file", refused.Path);
            }
        }, iter: 5_000);
        refusals.AssertShare(.5);
    }

    [Fact]
    public void WriteTrec_AnyRunInAnyOrder_IsReadBackInThatOrder() =>
        Gen.Select(
                Gen.Shuffle(Enumerable.Range(0, 30).Select(i => $"d{i}").ToArray()),
                Gen.Int[-3, 3].Array[30],
                Gen.Double[0, 1e-7].Array[30])
            .Sample((ids, tens, parts) =>
            {
                var run = RunBuilder.Of(RunOrder.AsGiven, [.. ids.Select((id, i) => new RankedDocument(id, tens[i] + parts[i]))]);
                Assert.Equal(run.Ids(), RoundTrip(run, out _).Ids());
            });

    [Fact]
    public void WriteTrec_ARunAsTrecEvalRanksIt_KeepsEveryScore() =>
        Gen.Single[-1e30f, 1e30f].Array[1, 30].Sample(scores =>
        {
            var run = RunBuilder.Of(RunOrder.AsTrecEval, [.. scores.Select((s, i) => new RankedDocument($"d{i}", s))]);
            var back = RoundTrip(run, out var changed);
            Assert.Equal(run.Of("q").Select(d => (d.DocumentId, (float)d.Score)), back.Of("q").Select(d => (d.DocumentId, (float)d.Score)));
            Assert.Equal(0, changed);
        });

    [Fact]
    public void WriteTrec_TiesByIdAscending_GetTheNextLowerScores()
    {
        var run = RunBuilder.Of(RunOrder.AsGiven, new RankedDocument("a", 1), new("b", 1), new("c", 0.5));
        using var writer = new StringWriter();
        Assert.Equal(1, run.WriteTrec(writer));
        Assert.Equal("q Q0 a 1 1 test\nq Q0 b 2 0.99999994 test\nq Q0 c 3 0.5 test\n", writer.ToString());
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("#a")]
    [InlineData("a\v")]
    public void WriteTrec_IdsThatWouldBeReadAsOthers_AreRefused(string id) =>
        Assert.Equal(
            ErrorCodes.IdNotWritable, Assert.Throws<InvalidStateException>(() => RunBuilder.Of(("q", [id])).WriteTrec(TextWriter.Null)).Code);

    [Fact]
    public void Create_WhatNoRunHas_IsRefused()
    {
        Assert.Equal(ErrorCodes.IdDuplicate, Assert.Throws<InvalidArgumentException>(() => RunBuilder.Of(("q", ["a", "a"]))).Code);
        Assert.Equal(ErrorCodes.ValueBlank, Assert.Throws<InvalidArgumentException>(() => RunBuilder.Of(("q", [""]))).Code);
        Assert.Equal(ErrorCodes.IdDuplicate, Assert.Throws<InvalidArgumentException>(() => RunBuilder.Of(("q", ["a"]), ("q", ["b"]))).Code);
        Assert.Equal(
            ErrorCodes.ScoreInvalid, Assert.Throws<InvalidArgumentException>(() => RunBuilder.Of(RunOrder.AsGiven, new RankedDocument("a", double.NaN))).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => RunBuilder.Of(("q", ["a"])).RerankedIdeally(Judgements.Create([]), 0)).Code);
    }

    private static Run Read(string text) => Run.ReadTrec(Fixtures.Bytes(text), "file");

    private static Run RoundTrip(Run run, out int changed)
    {
        using var writer = new StringWriter();
        changed = run.WriteTrec(writer);
        return Read(writer.ToString());
    }
}
