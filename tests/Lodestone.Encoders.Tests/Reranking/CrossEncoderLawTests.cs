using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

/// <summary>What holds for every query and every list of passages.</summary>
public sealed class CrossEncoderLawTests : IDisposable
{
    private static readonly Gen<string> Words = Gen.OneOf(
        "free", "plan", "API", "access", "not", "4012", "seat", "über", "日本", "🚀", "e-mail", "v5.0", "refund", "admin", "owner",
        "[SEP]", "don't");

    private static readonly Gen<string> Passage = Gen.Frequency(
        (8, Words.Array[1, 30].Select(w => string.Join(' ', w))),
        (1, Gen.OneOf("", " ", "\n\t", "\u200B")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly CrossEncoder _model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));

    [Fact]
    public Task RerankAsync_AnyPassages_ScoresEachAsIfItWereAlone() =>
        Gen.Select(Words.Array[1, 6], Passage.Array[0, 12]).SampleAsync(async (query, passages) =>
        {
            var text = string.Join(' ', query);
            var together = await RerankAsync(text, passages);
            foreach (var score in together.Passages)
                Assert.Equal((await _model.ScoreAsync(text, passages[score.Index], Token)).Logit, score.Logit);
        }, iter: 60);

    [Fact]
    public Task RerankAsync_PermutedPassages_PermutesTheScores() =>
        Gen.Select(Passage.Array[1, 12], Gen.Int[0, 1_000]).SampleAsync(async (passages, seed) =>
        {
            int[] order = [.. Enumerable.Range(0, passages.Length).OrderBy(i => (i + 1) * 7919 % (seed + 13))];
            var straight = (await RerankAsync("free plan", passages)).Passages.OrderBy(p => p.Index).Select(p => p.Logit).ToArray();
            var permuted = (await RerankAsync("free plan", [.. order.Select(i => passages[i])])).Passages.OrderBy(p => p.Index).ToArray();
            for (var i = 0; i < order.Length; i++)
                Assert.Equal(straight[order[i]], permuted[i].Logit);
        }, iter: 60);

    [Fact]
    public Task RerankAsync_AnyPassages_OrdersByLogitThenIndexBlankLast() =>
        Passage.Array[0, 15].SampleAsync(async passages =>
        {
            var ranked = (await RerankAsync("which plan", passages)).Passages;
            Assert.Equal(Enumerable.Range(0, passages.Length), ranked.Select(r => r.Index).Order());
            for (var i = 1; i < ranked.Count; i++)
            {
                var (a, b) = (ranked[i - 1], ranked[i]);
                Assert.True(a.State <= b.State, "blank before a scored one");
                Assert.True(a.State != b.State || a.Logit is null || a.Logit > b.Logit || (a.Logit == b.Logit && a.Index < b.Index),
                    "order");
                Assert.True(a.State != b.State || a.Logit is not null || a.Index < b.Index, "blank order");
            }

            Assert.All(ranked, r => Assert.Equal(BlankText.IsBlank(passages[r.Index]), r.State == PassageState.Blank));
        }, iter: 60);

    [Fact]
    public async Task RerankAsync_AnyTop_IsTheHeadOfTheWhole()
    {
        var shorter = new LawCases();
        await Gen.Select(Passage.Array[1, 10], Gen.Int[1, 12]).SampleAsync(async (passages, top) =>
        {
            shorter.Count(top < passages.Length);
            var whole = await RerankAsync("refund", passages);
            var head = await RerankAsync("refund", passages, new RerankOptions { Top = top });
            Assert.Equal(whole.Passages.Take(top), head.Passages);
            Assert.Equal(whole.Runs, head.Runs);
        }, iter: 40);
        shorter.AssertShare(.1);
    }

    [Fact]
    public async Task RerankAsync_AnyPassage_CutsThePassageNeverTheQuery()
    {
        LawCases fits = new(), cut = new();
        var tokenizer = Tokenizer.Load(Fixtures.TinyModel("bert-reranker"));
        await Gen.Select(Words.Array[1, 8], Words.Array[1, 80]).SampleAsync(async (query, passage) =>
        {
            var (text, longText) = (string.Join(' ', query), string.Join(' ', passage));
            var (first, second) = (tokenizer.Encode(text).Count, tokenizer.Encode(longText).Count);
            if (!fits.Count(first <= 60))
                return;
            cut.Count(first + second + 3 > 64);
            var score = (await RerankAsync(text, [longText])).Passages[0];
            Assert.Equal(Math.Min(64, first + second + 3), score.Tokens);
            Assert.Equal(Math.Max(0, first + second + 3 - 64), score.DroppedTokens);
        }, iter: 100);
        fits.AssertShare(.9);
        cut.AssertShare(.3);
    }

    [Fact]
    public async Task ScoreAsync_UnderLoadFromOtherThreads_IsBitIdentical()
    {
        (string, string)[] pairs = [.. Enumerable.Range(0, 40).Select(i =>
            ("which plan has API access", $"plan {i} has API access and {string.Join(' ', Enumerable.Repeat("seat", i))}"))];
        var quiet = (await _model.ScoreAsync(pairs, cancellationToken: Token))
            .Select(s => s.Logit).ToArray();
        var loaded = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            int[] order = [.. Enumerable.Range(0, pairs.Length).OrderBy(i => (i * 31 + n * 17) % 41)];
            var scores = await _model.ScoreAsync([.. order.Select(i => pairs[i])]);
            return order.Zip(scores).OrderBy(p => p.First).Select(p => p.Second.Logit).ToArray();
        })));
        Assert.All(loaded, scores => Assert.Equal(quiet, scores));
    }

    [Fact]
    public async Task ScoreAsync_BundledModelUnderLoad_IsBitIdentical()
    {
        var model = BundledModels.MsMarco;
        const string query = "Does the free plan include API access?";
        string[] passages = ["Our pricing has free, pro and enterprise plans, billed monthly.",
            "API access is available on every plan, including the free tier.", "The office is closed on public holidays."];
        var alone = new List<float?>();
        foreach (var passage in passages)
            alone.Add((await model.ScoreAsync(query, passage, Token)).Logit);
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => model.RerankAsync(query, passages))));
        Assert.All(together, r => Assert.Equal(alone, r.Passages.OrderBy(p => p.Index).Select(p => p.Logit)));
    }

    public void Dispose() => _model.Dispose();

    private Task<RerankResult> RerankAsync(string query, string[] passages, RerankOptions? options = null) =>
        _model.RerankAsync(query, passages, options, Token);
}
