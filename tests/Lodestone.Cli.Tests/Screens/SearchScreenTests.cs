using Lodestone.Cli.Search;
using Lodestone.Contracts;
using Lodestone.Indexing;
using Lodestone.Server;

namespace Lodestone.Cli.Tests.Screens;

public sealed class SearchScreenTests
{
    internal static readonly SearchResponse Result = new SearchResult(
        "how do I pay",
        [
            new Hit
            {
                Rank = 1,
                FinalScore = .84246,
                DocumentId = "billing-009",
                Title = "Ways to pay",
                Heading = "Ways to pay",
                Text = "We take \u001b[31mcards\u001b[0m. You pay each month.",
                Passage = 0,
                Range = new TextRange(0, 40),
                Metadata = new Dictionary<string, MetadataValue>(),
                Highlights = [new TextRange(28, 31)],
                Bm25 = new StageScore(7.25, 2),
                Similarity = new StageScore(.7158, 1),
                Fused = new StageScore(.8333, 4),
                Logit = new StageScore(8.25f, 1),
                Probability = .99974,
                DroppedTokens = 3,
                Outcome = RerankOutcome.Reranked,
            },
            new Hit
            {
                Rank = 2,
                FinalScore = .25,
                DocumentId = "a/b",
                Title = "",
                Heading = "Invoices > Dates",
                Text = "Thirty days.",
                Passage = 3,
                Range = new TextRange(100, 112),
                Metadata = new Dictionary<string, MetadataValue>(),
                Highlights = [],
                Fused = new StageScore(.25, 1),
                Outcome = RerankOutcome.OutOfTime,
            },
        ],
        152,
        7,
        new SearchTrace(
            TimeSpan.FromMilliseconds(63.44),
            [
                new StageTrace
                {
                    Stage = "keyword", Started = TimeSpan.FromMilliseconds(.2), Elapsed = TimeSpan.FromMilliseconds(1.5), Count = 100,
                },
                new StageTrace
                {
                    Stage = "embed", Started = TimeSpan.FromMilliseconds(.1), Elapsed = TimeSpan.FromMilliseconds(5), Failure = "no model",
                },
                new StageTrace
                {
                    Stage = "rerank", Started = TimeSpan.FromMilliseconds(8), Elapsed = TimeSpan.FromMilliseconds(50), Count = 50,
                    ModelRuns = 40, CacheHits = 10,
                },
                new StageTrace { Stage = "filter", Started = TimeSpan.Zero, Elapsed = TimeSpan.Zero, Skipped = "there is no filter" },
            ],
            SearchPath.ExactScan,
            false,
            ["A notice."])).ToResponse();

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Search_Piped_IsPlainText(int width) => Golden.Equal(
        $"search-{width}.txt", Screen.Piped(screen => SearchScreen.Show(screen, Result, showQuery: true), width));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Explain_Piped_IsPlainText(int width) =>
        Golden.Equal($"explain-{width}.txt", Screen.Piped(screen => ExplainScreen.Show(screen, Result), width));

    [Fact]
    public void Search_NotReranked_ShowsTheScoresThatFoundIt()
    {
        var shown = Screen.Piped(screen => SearchScreen.Show(
            screen, Result with { Hits = [Result.Hits[0] with { CrossEncoder = null, Outcome = HitOutcome.NotAsked }] }, showQuery: false));
        Assert.Contains("billing-009 · BM25 7.250 · similarity 0.7158\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_NoAnswer_SaysSoBeforeThePassages()
    {
        var shown = Screen.Piped(screen => SearchScreen.Show(screen, Result with { Answer = SearchAnswer.No }, showQuery: false));
        Assert.StartsWith("Nothing here looks like an answer. The nearest passages:\n\n1  Ways to pay\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Snippet_LongText_ShowsWholeSentencesFromTheBestOne()
    {
        var text = "Nothing is said here about it, at some length. " + string.Join(' ', Enumerable.Repeat("And more of that.", 20)) +
            " The invoice is paid in May. It is late. " + string.Join(' ', Enumerable.Repeat("Then other things follow.", 20));
        var at = text.IndexOf("invoice", StringComparison.Ordinal);
        var shown = Snippet.Of(text, [new TextRange(at, at + 7)], 60).Text;
        Assert.Equal("... The invoice is paid in May. It is late. ...", shown);
    }

    [Fact]
    public void Search_Terminal_MarksTheQuerysWords()
    {
        var shown = Screen.OnTerminal(screen => SearchScreen.Show(screen, Result, showQuery: false));
        Assert.Contains("\u001b[1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Nothing_SaysSo() => Assert.Equal(
        "Nothing was found, in 63.4 ms; 50 reranked, 10 from the cache.\nThe stage 'embed' failed, and the others answered without it: " +
        "no model\nA notice.\n",
        Screen.Piped(screen => SearchScreen.Show(screen, Result with { Hits = [], Candidates = 0 }, showQuery: false), width: 70));

    [Fact]
    public void Snippet_LongText_ShowsWhereTheWordsAre()
    {
        var text = string.Join(' ', Enumerable.Repeat("nothing", 100)) + " the invoice is paid " +
            string.Join(' ', Enumerable.Repeat("else", 100));
        var at = text.IndexOf("invoice", StringComparison.Ordinal);
        var (start, end) = Snippet.Window(text, [new TextRange(at, at + 7), new TextRange(at + 11, at + 15)]);
        Assert.InRange(end - start, Snippet.Length / 2, Snippet.Length);
        Assert.Contains("invoice is paid", text[start..end], StringComparison.Ordinal);
        Assert.True(start == 0 || text[start - 1] == ' ');
    }

    [Fact]
    public void Snippet_WithoutSpaces_IsNotCutWithinACharacter()
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 500));
        for (var i = 0; i < 40; i++)
        {
            var (start, end) = Snippet.Window(text, [new TextRange(300 + i, 302 + i)]);
            Assert.False(char.IsLowSurrogate(text[start]));
            Assert.False(end < text.Length && char.IsLowSurrogate(text[end]));
        }
    }

    [Fact]
    public void Explain_NarrowScreen_KeepsNamesOfStagesWhole()
    {
        var shown = Screen.Piped(screen => ExplainScreen.Show(screen, Result), width: 60);
        foreach (var stage in Result.Trace.Stages)
            Assert.Contains(
                shown.Split('\n'), l => l == stage.Stage || l.StartsWith(stage.Stage + " ", StringComparison.Ordinal));
    }
}
