using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Explaining;

/// <summary>A part's contribution is the score of the whole passage minus that of the passage without the part's tokens.</summary>
public sealed class ExplainTests
{
    private const string Query = "Does the free plan include API access?";
    private const string Passage = "API access is available on every plan, including the free tier. It isn't metered.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExplainAsync_CrossEncoder_IsTheLossOfTheLogit()
    {
        var explained = await BundledModels.MsMarco.ExplainAsync(Query, Passage, cancellationToken: Token);
        Assert.Equal(
            ["API", "access", "is", "available", "on", "every", "plan", "including", "the", "free", "tier", "It", "isn't", "metered"],
            Texts(explained, Passage));
        Assert.Equal(15, explained.Runs);
        Assert.Equal(new TextRange(0, Passage.Length), explained.Read);
        Assert.Equal((ExplainedUnit.Words, false, "ms-marco-minilm-l12-v2"), (explained.Unit, explained.Joined, explained.Model));
        Assert.Equal((await BundledModels.MsMarco.ScoreAsync(Query, Passage, Token)).Logit, explained.Score);
        for (var part = 0; part < explained.Parts.Count; part++)
        {
            var range = explained.Parts[part].Range;
            var without = await BundledModels.MsMarco.ScoreAsync(Query, Passage.Remove(range.Start, range.End - range.Start), Token);
            Assert.Equal(explained.Score - without.Logit, explained.Parts[part].Contribution);
        }
    }

    [Fact]
    public async Task ExplainAsync_BiEncoder_IsTheLossOfTheCosine()
    {
        var explained = await BundledModels.Bge.ExplainAsync(Query, Passage, new() { Unit = ExplainedUnit.Sentences }, Token);
        Assert.Equal(["API access is available on every plan, including the free tier.", "It isn't metered."], Texts(explained, Passage));
        var query = await BundledModels.Bge.EmbedAsync(Query, EmbeddingRole.Query, Token);
        var first = await Similarity(Passage[..Passage.IndexOf(" It", StringComparison.Ordinal)]);
        var whole = await Similarity(Passage);
        Assert.Equal(whole, explained.Score);
        Assert.Equal(whole - first, explained.Parts[1].Contribution);

        async Task<float> Similarity(string text)
        {
            var vector = await BundledModels.Bge.EmbedAsync(text, EmbeddingRole.Document, Token);
            return BiEncoder.Similarity(query.Span, vector.Span);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n", 0)]
    [InlineData("refund", 1)]
    public async Task ExplainAsync_NothingLeft_HasNoContribution(string passage, int parts)
    {
        foreach (var explained in new[]
        {
            await BundledModels.MsMarco.ExplainAsync(Query, passage, cancellationToken: Token),
            await BundledModels.Bge.ExplainAsync(Query, passage, cancellationToken: Token),
        })
        {
            Assert.Equal(parts, explained.Parts.Count);
            Assert.Equal(parts, explained.Runs);
            Assert.Equal(parts == 0, explained.Score is null);
            Assert.All(explained.Parts, p => Assert.Null(p.Contribution));
        }
    }

    [Fact]
    public async Task ExplainAsync_LongPassage_IsExplainedBySentences()
    {
        var passage = string.Join(' ', Enumerable.Range(0, 12).Select(i => $"Sentence number {i} has eleven words, all of them very dull."));
        var model = BundledModels.MsMarco;
        var sentences = await model.ExplainAsync(Query, passage, cancellationToken: Token);
        Assert.Equal((ExplainedUnit.Sentences, 12, false), (sentences.Unit, sentences.Parts.Count, sentences.Joined));
        var words = await model.ExplainAsync(Query, passage, new() { Within = sentences.Parts[3].Range }, Token);
        Assert.Equal((ExplainedUnit.Words, 11), (words.Unit, words.Parts.Count));
        Assert.Equal(sentences.Score, words.Score);
        Assert.All(words.Parts, p => Assert.InRange(p.Range.Start, sentences.Parts[3].Range.Start, sentences.Parts[3].Range.End));
        var joined = await model.ExplainAsync(Query, passage, new() { MaxParts = 5 }, Token);
        Assert.Equal((ExplainedUnit.Sentences, 5, true), (joined.Unit, joined.Parts.Count, joined.Joined));
        Assert.Equal((0, passage.Length), (joined.Parts[0].Range.Start, joined.Parts[^1].Range.End));
    }

    [Fact]
    public async Task ExplainAsync_LongerThanTheModelReads_ExplainsThatMuch()
    {
        var passage = string.Concat(Enumerable.Repeat("plain words of a long text. ", 200));
        foreach (var explained in new[]
        {
            await BundledModels.MsMarco.ExplainAsync(Query, passage, new() { MaxParts = 8 }, Token),
            await BundledModels.Bge.ExplainAsync(Query, passage, new() { MaxParts = 8 }, Token),
        })
        {
            Assert.InRange(explained.Read.End, passage.Length / 4, passage.Length / 2);
            Assert.All(explained.Parts, p => Assert.InRange(p.Range.Start, 0, explained.Read.End - 1));
            Assert.Equal((ExplainedUnit.Words, true, 9), (explained.Unit, explained.Joined, explained.Runs));
        }
    }

    [Theory]
    [InlineData("価格は無料です。", 7)]
    [InlineData("naïve café — €5.50/mo, 3.5.1 e-mail", 6)]
    [InlineData("\uD83D\uDE00 smile \uD83D\uDE00", 1)]
    [InlineData("नमस्ते दुनिया।", 2)]
    public async Task ExplainAsync_Scripts_HavePartsOnTheBordersOfWords(string passage, int parts)
    {
        var explained = await BundledModels.MsMarco.ExplainAsync(Query, passage, cancellationToken: Token);
        Assert.True(parts == explained.Parts.Count, string.Join('|', Texts(explained, passage)));
        var end = 0;
        foreach (var part in explained.Parts)
        {
            Assert.InRange(part.Range.Start, end, passage.Length);
            Assert.False(char.IsLowSurrogate(passage[part.Range.Start]));
            end = part.Range.End;
        }
    }

    [Fact]
    public async Task ExplainAsync_BadInput_IsRefused()
    {
        var (cross, bi) = (BundledModels.MsMarco, BundledModels.Bge);
        foreach (var options in new ExplainOptions[]
        {
            new() { MaxParts = 0 }, new() { MaxParts = 1_001 }, new() { Within = new(-1, 4) }, new() { Within = new(4, 3) },
        })
        {
            Assert.Equal(
                ErrorCodes.OutOfRange,
                (await Assert.ThrowsAsync<InvalidRangeException>(() => cross.ExplainAsync(Query, Passage, options, Token))).Code);
            await Assert.ThrowsAsync<InvalidRangeException>(() => bi.ExplainAsync(Query, Passage, options, Token));
        }

        foreach (var blank in new[] { "", " " })
        {
            var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => cross.ExplainAsync(blank, Passage, cancellationToken: Token));
            Assert.Equal(ErrorCodes.QueryBlank, refused.Code);
            refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => bi.ExplainAsync(blank, Passage, cancellationToken: Token));
            Assert.Equal(ErrorCodes.QueryBlank, refused.Code);
        }

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => cross.ExplainAsync(Query, Passage, cancellationToken: new CancellationToken(true)));
    }

    private static string[] Texts(Explanation explained, string passage) =>
        [.. explained.Parts.Select(p => passage[p.Range.Start..p.Range.End])];
}
