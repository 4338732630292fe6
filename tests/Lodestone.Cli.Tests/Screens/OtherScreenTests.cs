using Lodestone.Cli.Input;
using Lodestone.Cli.Models;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Rerank;
using Lodestone.Encoders;

namespace Lodestone.Cli.Tests.Screens;

public sealed class OtherScreenTests
{
    [Fact]
    public void Rerank_Piped_IsPlainText()
    {
        InputText[] passages = [new("Offices close at six."), new("", "empty"), new("We take cards.")];
        var reranking = new RerankResult(
            [
                new RerankScore
                {
                    Index = 2, State = PassageState.Scored, Logit = 8.25f, Probability = 0.99974, DroppedTokens = 1, Windows = 1,
                },
                new RerankScore { Index = 0, State = PassageState.Scored, Logit = -11f, Probability = 0.00002, Windows = 1 },
                new RerankScore { Index = 1, State = PassageState.Blank },
            ]) { Elapsed = TimeSpan.FromMilliseconds(30.04) };
        Assert.Equal(
            """
            Query: how do I pay

            rank           logit  probability  passage
               1  [3]      8.250       0.9997  We take cards.
               2  [1]    -11.000      <0.0001  Offices close at six.
               3  empty        -            -  (blank)

            2 passages scored by cross in 30.0 ms, 2 model runs. 1 blank, never scored, last.
            [3] was cut: 1 token did not fit beside the query. --windows reads them.

            """,
            Screen.Piped(screen => RerankingScreen.Show(screen, "how do I pay", "cross", passages, reranking)));
    }

    [Fact]
    public void List_Piped_IsPlainText() => Assert.Equal(
        """
        Models in /models

        name               kind                    gives  reads, tokens     size
        bge-small-en-v1.5  bi-encoder     384 dimensions            512  35.1 MB  default
        cross              cross-encoder         1 label             64   0.4 MB

        """,
        Screen.Piped(screen => ListModelsCommand.Show(screen, "/models",
        [
            new ModelDescription("bge-small-en-v1.5", "/models/bge", ModelKind.BiEncoder, "bert", 384, 512, 35_100_000, []),
            new ModelDescription("cross", "/models/cross", ModelKind.CrossEncoder, "bert", 1, 64, 400_000, []),
        ])));

    [Fact]
    public void Show_Piped_IsPlainText() => Assert.Equal(
        """
        bi: bi-encoder, bert, 384 dimensions, reads 512 tokens
        /models/bi

        what     decided          why
        graph    onnx/model.onnx  the only .onnx file
        pooling  Cls              1_Pooling/config.json

        """,
        Screen.Piped(screen => ShowModelCommand.Show(screen, new ModelDescription(
            "bi", "/models/bi", ModelKind.BiEncoder, "bert", 384, 512, 1_000,
            [
                new ModelDecision("graph", "onnx/model.onnx", "the only .onnx file"),
                new ModelDecision("pooling", "Cls", "1_Pooling/config.json"),
            ]))));

    [Fact]
    public void Verify_Piped_IsPlainText() => Assert.Equal(
        """
        Models in /models

        checksum    file
        ok          bi/config.json
        differs     bi/model.onnx
        missing     bi/tokenizer.json
        not listed  bi/stray.txt

        1 of 4 files as published.

        """,
        Screen.Piped(screen => VerifyModelsCommand.Show(screen, "/models",
        [
            new FileChecksum("bi/config.json", "a", "a"),
            new FileChecksum("bi/model.onnx", "a", "b"),
            new FileChecksum("bi/tokenizer.json", "a", null),
            new FileChecksum("bi/stray.txt", null, "a"),
        ])));

    [Fact]
    public void Check_Piped_IsPlainText() => Assert.Equal(
        """
        bi (bi-encoder) passes its own check, lodestone.check.json:
        - cosine 0.9999 (0.99 or more)

        """,
        Screen.Piped(screen => CheckModelCommand.Show(screen, new InspectedModel(
            new ModelDescription("bi", "/models/bi", ModelKind.BiEncoder, "bert", 384, 512, 1_000, []),
            new SelfCheckReport("lodestone.check.json", ["cosine 0.9999 (0.99 or more)"])))));

    [Fact]
    public void Progress_KnownTotal_TellsRateAndWhatIsLeft()
    {
        var progress = new WorkProgress(4000);
        progress.Add(1000, 1000);
        Assert.Equal("1,000 texts, 100/s, 25 %, 0:00:30 left", ProgressDisplay.Line(progress, "texts", TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(39, 100)]
    [InlineData(1000, 1)]
    public void Progress_JustBegun_GuessesNoTime(int done, int seconds)
    {
        var progress = new WorkProgress(4000);
        progress.Add(done, done);
        Assert.EndsWith("/s", ProgressDisplay.Line(progress, "texts", TimeSpan.FromSeconds(seconds)), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_UnknownTotal_TellsRate()
    {
        var progress = new WorkProgress(null);
        progress.Add(1000, 1000);
        Assert.Equal("1,000 texts, 100/s", ProgressDisplay.Line(progress, "texts", TimeSpan.FromSeconds(10)));
    }
}
