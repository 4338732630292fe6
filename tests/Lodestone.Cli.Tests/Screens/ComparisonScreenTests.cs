using Lodestone.Cli.Compare;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Encoders;
using Lodestone.Server;

namespace Lodestone.Cli.Tests.Screens;

public sealed class ComparisonScreenTests
{
    private static readonly Scenario Asked = new(
        "how do I [pay]?",
        [new InputText("Offices close at six."), new InputText("We take \u001b[31mcards\u001b[0m.", "cards"), new InputText(" ")],
        "A note.");

    private static readonly EncoderComparison Comparison = new(
        Asked.Query,
        "bi",
        "cross",
        [
            new ComparedPassage(
                1, Asked.Passages[1].Text, 2, 0.5f, new TokenUsage(7, 0), 1, Score(1, 8.25f, 0.99974)),
            new ComparedPassage(
                0, Asked.Passages[0].Text, 1, 0.75f, new TokenUsage(7, 3), 2, Score(0, -11f, 0.00002)),
            new ComparedPassage(
                2, " ", 3, null, new TokenUsage(0, 0), 3, new RerankScore { Index = 2, State = PassageState.Blank }),
        ],
        Cost(TimeSpan.FromMilliseconds(1234.56), 2),
        Cost(TimeSpan.FromMilliseconds(4), 1),
        Cost(TimeSpan.FromMilliseconds(30.04), 2));

    [Fact]
    public void Show_Piped_IsPlainText() => Assert.Equal(
        """
        Query: how do I [pay]?
        A note.

                     bi-encoder        cross-encoder
               rank      cosine  rank          logit    prob.  moved   passage
        cards     2      0.5000     1          8.250   0.9997  up 1    We take ␛[31mcards␛[0m.
        [1]       1      0.7500     2        -11.000  <0.0001  down 1  Offices close at six.
        [3]       3           -     3              -        -  same    (blank)

        cost                       ms  model runs
        bi-encoder, passages  1,234.6           2  once; serves every query (bi)
        bi-encoder, query         4.0           1  each query (bi)
        cross-encoder, pairs     30.0           2  each query; nothing to reuse (cross)

        The bi-encoder put [1] first; the cross-encoder moved cards from 2 to 1.
        [1] was cut for the bi-encoder: 3 tokens did not fit.
        [3] is blank: neither model was given it, and it comes last.

        """,
        Screen.Piped(screen => ComparisonScreen.Show(screen, Asked, Comparison.ToResponse())));

    [Fact]
    public void Show_Terminal_RulesItsTables()
    {
        var shown = Screen.OnTerminal(screen => ComparisonScreen.Show(screen, Asked, Comparison.ToResponse()));
        Assert.Contains("──", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Cell_LongPassage_IsCutOnATerminalOnly()
    {
        var text = new string('a', 239) + "\U0001F600" + new string('b', 100);
        Assert.Equal(text, CellOf(isTerminal: false));
        Assert.Equal(new string('a', 239) + " ...", CellOf(isTerminal: true));

        string CellOf(bool isTerminal) =>
            PassageCell.Of(ScreenFactory.Create(TextWriter.Null, isTerminal, width: 100), PassageState.Scored, text);
    }

    [Theory]
    [InlineData(4, 1, "The cross-encoder found the answer: cards, from 4 to 1.")]
    [InlineData(1, 2, "The cross-encoder lost the answer: cards, from 1 to 2.")]
    [InlineData(1, 1, "Both found the answer, cards.")]
    [InlineData(3, 2, "Neither put the answer first: cards, from 3 to 2.")]
    public void Verdict_AnswerIsKnown_SaysWhatBecameOfIt(int before, int after, string said)
    {
        var shown = Comparison.ToResponse();
        var passages = shown.Passages.Select(p => p.Index != 1 ? p : p with
        {
            BiEncoder = p.BiEncoder with { Rank = before }, CrossEncoder = p.CrossEncoder with { Rank = after },
        });
        Assert.Equal(said, Verdict.Of(Asked with { Answer = "cards" }, shown with { Passages = [.. passages] }));
    }

    /// <summary>Two screens of 24 lines, which is a terminal's size unless it was changed.</summary>
    [Fact]
    public void Show_ScenariosOnEightyColumns_FitTwoScreens()
    {
        var lines = new[] { Scenario.Moving, Scenario.Pricing }.Sum(scenario =>
            Screen.Piped(screen => ComparisonScreen.Show(screen, scenario, Compared(scenario)), 80).Split('\n').Length);
        Assert.InRange(lines, 20, 48);
    }

    /// <summary>A comparison of a scenario's passages, in their order.</summary>
    internal static Contracts.ComparisonResponse Compared(Scenario scenario) => new EncoderComparison(
        scenario.Query,
        "bge-small-en-v1.5",
        "ms-marco-minilm-l12-v2",
        [
            .. scenario.Passages.Select((p, i) => new ComparedPassage(
                i, p.Text, i + 1, 0.75f, new TokenUsage(7, 0), i + 1, Score(i, 8.25f - i, 0.99974))),
        ],
        Cost(TimeSpan.FromMilliseconds(1234.56), 2),
        Cost(TimeSpan.FromMilliseconds(4), 1),
        Cost(TimeSpan.FromMilliseconds(30.04), 2)).ToResponse();

    [Fact]
    public void Verdict_NothingMoved_SaysSo() =>
        Assert.Equal("Both put cards first. Their order is the same throughout.", Verdict.Of(Asked, (Comparison with
        {
            Passages =
            [
                Comparison.Passages[0] with { BiEncoderRank = 1, Similarity = 0.9f, Usage = new TokenUsage(7, 0) },
                Comparison.Passages[1] with { BiEncoderRank = 2, Similarity = 0.8f, Usage = new TokenUsage(7, 0) },
            ],
        }).ToResponse()));

    [Fact]
    public void Verdict_AnotherMovedFurther_NamesIt() =>
        Assert.Equal("Both put cards first. The furthest move is [3], from 2 to 3.", Verdict.Of(Asked, (Comparison with
        {
            Passages =
            [
                Comparison.Passages[0] with { BiEncoderRank = 1, Similarity = 0.9f, Usage = new TokenUsage(7, 0) },
                Comparison.Passages[2] with { BiEncoderRank = 2, Similarity = 0.8f, Usage = new TokenUsage(7, 0) },
            ],
        }).ToResponse()));

    [Fact]
    public void Verdict_NoPassages_SaysSo() =>
        Assert.Equal("There are no passages.", Verdict.Of(Asked with { Passages = [] }, (Comparison with { Passages = [] }).ToResponse()));

    private static StageTrace Cost(TimeSpan elapsed, int runs) =>
        new() { Stage = "embed", Started = TimeSpan.Zero, Elapsed = elapsed, ModelRuns = runs };

    private static RerankScore Score(int index, float logit, double probability) =>
        new() { Index = index, State = PassageState.Scored, Logit = logit, Probability = probability, Tokens = 12 };
}
