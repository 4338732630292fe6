using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordHostileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Texts => new()
    {
        "", "   ", "the and of", "\ud800 sky", "sky\udc00", "\0sky\0", "\u0001\u001b[31m", "title:sky AND (NOT [a TO b]~2^4 \"", "*:*", "שלום עולם",
        new string('a', 100_000), string.Concat(Enumerable.Repeat("sky ", 12_000)), "👩‍👩‍👧‍👦 sky", "\uffff\ufffe",
        "a\u0301\u0301\u0301", string.Concat(Enumerable.Repeat("\ud83d", 5000)),
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void AnyText_AsQueryAndPassage_Works(string text)
    {
        foreach (var language in Enum.GetValues<KeywordLanguage>())
        {
            var folder = Path.Combine(_folder.Path, language.ToString());
            using var index = KeywordIndex.Open(folder, new() { Language = language, PhraseBoost = 1, TitleBoost = 2 });
            index.Add([new(1, text, text), new(2, "", "sky")]);
            using var snapshot = index.Snapshot();
            var results = snapshot.Find(text, 10);
            Assert.Equal(results.Terms.Count > 0, results.Hits.Count > 0);
            Assert.All(results.Hits, h => Assert.True(float.IsFinite(h.Score) && h.Score > 0));
            Assert.All(snapshot.Highlight(text, text), r => Assert.InRange(r.End, r.Start + 1, text.Length));
        }
    }

    [Fact]
    public void Add_HugePassage_IsIndexedWhole()
    {
        var text = string.Join(' ', Enumerable.Range(0, 700_000).Select(i => $"w{i % 5000}")) + " last"; // over 4 MB
        using var index = KeywordIndex.Open(_folder.Path, new() { PhraseBoost = 1 });
        index.Add([new(1, "title", text), new(2, "", "last w7")]);
        using var snapshot = index.Snapshot();
        Assert.Equal([2L, 1L], snapshot.Find("last", 5).Hits.Select(h => h.Key));
        Assert.Equal([1L], snapshot.Find("title w0 w1", 5).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_LongQuery_KeepsTheRarestAndSaysSo()
    {
        using var index = KeywordIndex.Open(_folder.Path, new() { Language = KeywordLanguage.Plain });
        index.Add(Enumerable.Range(0, 400).Select(i => new KeywordEntry(i, "", $"w{i} common" + (i % 2 == 0 ? " even" : ""))));
        using var snapshot = index.Snapshot();
        var results = snapshot.Find(string.Join(' ', Enumerable.Range(0, 300).Select(i => $"w{i}")) + " common even strange", 1000);
        Assert.Equal(KeywordLimits.MaxQueryTerms, results.Terms.Count);
        Assert.Equal(46, results.DroppedTerms.Count);
        Assert.Contains("common", results.DroppedTerms);
        Assert.Equal(["strange"], results.UnknownTerms);
        Assert.False(results.IsQueryCut);
        Assert.True(snapshot.Find(string.Concat(Enumerable.Repeat("common ", 10_001)), 1).IsQueryCut);
    }

    [Fact]
    public void Highlight_StemmedWords_GivesTheirRanges()
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        using var snapshot = index.Snapshot();
        Assert.Equal([(0, 7), (12, 15)], snapshot.Highlight("run", "Running and ran, RUN".Replace("ran, RUN", "RUN", StringComparison.Ordinal)));
        Assert.Empty(snapshot.Highlight("the", "the"));
    }

    public void Dispose() => _folder.Dispose();
}
