using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordIndexTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Search_KnownWords_GivesTextbookScores()
    {
        using var index = Open(new() { K1 = 1.2, B = .75, Language = KeywordLanguage.Plain });
        index.Add([new(1, "", "red apple"), new(2, "", "green apple apple tree"), new(3, "", "blue sky")]);
        using var snapshot = index.Snapshot();
        var results = snapshot.Find("apple", 10);
        var idf = Math.Log(1 + ((3 - 2 + .5) / (2 + .5)));
        double Score(int tf, int length) => idf * 2.2 * tf / (tf + (1.2 * (.25 + (.75 * length / (8.0 / 3)))));
        Assert.Equal([2L, 1L], results.Hits.Select(h => h.Key));
        Assert.Equal(Score(2, 4), results.Hits[0].Score, 1e-6);
        Assert.Equal(Score(1, 2), results.Hits[1].Score, 1e-6);
        Assert.Equal(2, results.Matches);
    }

    [Fact]
    public void Search_EqualScores_OrdersAndCutsByKey()
    {
        using var index = Open(new());
        index.Add(Enumerable.Range(0, 50).Reverse().Select(i => new KeywordEntry(i, "", "same words")));
        using var snapshot = index.Snapshot();
        Assert.Equal([0L, 1L, 2L], snapshot.Find("words", 3).Hits.Select(h => h.Key));
        Assert.Equal(50, snapshot.Find("words", 3).Matches);
        Assert.Equal([7L, 9L], snapshot.Find("words", 3, KeySet.Of([9, 7])).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_EqualScoresWithTies_OrdersAndCutsByTieWhateverTheOrderOfWriting()
    {
        KeywordEntry[] entries =
            [.. Enumerable.Range(0, 50).Select(i => new KeywordEntry(i, "", "same words") { Tie = (ulong)(i * 31 % 50) })];
        long[] expected = [.. entries.OrderBy(e => e.Tie).Take(5).Select(e => e.Key)];
        using var index = Open(new());
        index.Add(entries.Reverse());
        index.Commit(None);
        using var snapshot = index.Snapshot();
        Assert.Equal(expected, snapshot.Find("words", 5).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_TitleAndPhraseBoost_RaiseTheRightOnes()
    {
        KeywordEntry[] entries = [new(1, "kettle", "boil tea leaves"), new(2, "boil", "kettle leaves tea")];
        using var titles = Open(new() { TitleBoost = 3 });
        titles.Add(entries);
        using (var snapshot = titles.Snapshot())
        {
            Assert.Equal(1, snapshot.Find("kettle", 1).Hits[0].Key);
            Assert.True(snapshot.Find("kettle", 2).Hits[0].Score > snapshot.Find("kettle", 2).Hits[1].Score);
        }
        titles.Commit(None);
        titles.Dispose();
        using var phrases = Open(new() { PhraseBoost = 1 });
        using var again = phrases.Snapshot();
        Assert.Equal([2L, 1L], again.Find("leaves tea", 2).Hits.Select(h => h.Key));
        var across = again.Find("kettle boil", 2).Hits;
        Assert.Equal(across[0].Score, across[1].Score); // no phrase reaches from title to text
    }

    [Fact]
    public void Snapshot_LaterWritesAndDispose_DoNotChangeIt()
    {
        var index = Open(new());
        index.Add([new(1, "", "one")]);
        using var before = index.Snapshot();
        index.Add([new(1, "", "two"), new(2, "", "one")]);
        using var after = index.Snapshot();
        index.Dispose();
        Assert.Equal([1L], before.Find("one", 5).Hits.Select(h => h.Key));
        Assert.Equal([2L], after.Find("one", 5).Hits.Select(h => h.Key));
        Assert.Equal(2, after.Count);
        after.Dispose();
        Assert.Throws<ObjectDisposedException>(() => after.Find("one", 5));
    }

    [Fact]
    public void Contains_AnyHistory_IsOfTheLivingOnly()
    {
        using var writer = Open(new());
        writer.Add(Enumerable.Range(0, 20).Select(i => new KeywordEntry(i, "", "word")));
        writer.Commit(None);
        using var reader = KeywordIndex.OpenReadOnly(_folder.Path, new());
        foreach (var index in (KeywordIndex[])[writer, reader])
        {
            index.Remove([3]);
            index.Add([new(5, "", "again"), new(4, "", "again"), new(30, "", "new")]);
            using var snapshot = index.Snapshot();
            long[] expected = [.. Enumerable.Range(0, 20).Where(i => i != 3).Select(i => (long)i), 30];
            Assert.Equal(expected, Enumerable.Range(-1, 40).Select(i => (long)i).Where(snapshot.Contains));
            Assert.False(snapshot.Contains(long.MaxValue));
        }
    }

    [Fact]
    public void Commit_Labels_ComeBackAndTheRestIsDropped()
    {
        using (var index = Open(new()))
        {
            index.Add([new(1, "", "one")]);
            index.Commit(new Dictionary<string, string> { ["sequence"] = "7" });
            index.Add([new(2, "", "one")]);
        }
        using var again = Open(new());
        using var snapshot = again.Snapshot();
        Assert.Equal("7", again.Labels["sequence"]);
        Assert.Equal(1, snapshot.Count);
    }

    [Fact]
    public void OpenReadOnly_Overlay_IsSeenThereOnlyAndGoesWithRefresh()
    {
        using var writer = Open(new());
        writer.Add([new(1, "", "one"), new(2, "", "one two")]);
        writer.Commit(None);
        using var reader = KeywordIndex.OpenReadOnly(_folder.Path, new());
        reader.Remove([1]);
        reader.Add([new(2, "", "two"), new(3, "", "one")]);
        using (var snapshot = reader.Snapshot())
        {
            Assert.Equal([3L], snapshot.Find("one", 5).Hits.Select(h => h.Key));
            Assert.Equal(2, snapshot.Count);
        }
        Assert.False(reader.Refresh());
        writer.Add([new(4, "", "four")]);
        writer.Commit(new Dictionary<string, string> { ["sequence"] = "9" });
        Assert.True(reader.Refresh());
        using var later = reader.Snapshot();
        Assert.Equal("9", reader.Labels["sequence"]);
        Assert.Equal(3, later.Count);
        Assert.Equal([1L, 2L], later.Find("one", 5).Hits.Select(h => h.Key));
        Assert.Equal(ErrorCodes.IndexReadOnly, Assert.Throws<InvalidStateException>(() => reader.Commit(None)).Code);
    }

    [Fact]
    public void OpenReadOnly_NoFolder_IsEmptyUntilThereIsACommit()
    {
        var folder = Path.Combine(_folder.Path, "later");
        using var reader = KeywordIndex.OpenReadOnly(folder, new());
        Assert.False(Directory.Exists(folder));
        using (var empty = reader.Snapshot())
            Assert.Equal(0, empty.Count);
        using var writer = KeywordIndex.Open(folder, new());
        writer.Add([new(4, "", "four")]);
        writer.Commit(None);
        Assert.True(reader.Refresh());
        using var full = reader.Snapshot();
        Assert.Equal(1, full.Count);
    }

    [Fact]
    public void Open_SecondWriter_IsRefusedUntilTheFirstIsGone()
    {
        var first = Open(new());
        var error = Assert.Throws<IndexLockedException>(() => Open(new()));
        Assert.Equal((ErrorCodes.IndexInUse, _folder.Path), (error.Code, error.Folder));
        first.Dispose();
        Assert.True(File.Exists(Path.Combine(_folder.Path, "writer.lock"))); // the file stays, and blocks nobody
        Open(new()).Dispose();
    }

    [Fact]
    public void Open_OtherAnalyzer_NamesBoth()
    {
        Open(new()).Dispose();
        var error = Assert.Throws<IndexFormatException>(() => Open(new() { Language = KeywordLanguage.German }));
        Assert.Equal(ErrorCodes.IndexSettingsDiffer, error.Code);
        Assert.Contains("German", error.Accepted, StringComparison.Ordinal);
        Assert.Contains("English", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_DuringWrites_SeesWholeBatches()
    {
        using var index = Open(new());
        using var stop = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var snapshot = index.Snapshot();
                var results = snapshot.Find("word", 1000);
                Assert.Equal(0, results.Matches % 10);
                Assert.Equal(results.Matches, results.Hits.Count);
            }
        })).ToArray();
        for (var batch = 0; batch < 60; batch++)
        {
            index.Add(Enumerable.Range(batch * 10, 10).Select(i => new KeywordEntry(i, "", $"word {i}")));
            if (batch % 3 == 2)
                index.Remove(Enumerable.Range((batch - 1) * 10, 10).Select(i => (long)i));
            if (batch % 10 == 9)
                index.Commit(None);
        }
        await stop.CancelAsync();
        await Task.WhenAll(searches);
    }

    public void Dispose() => _folder.Dispose();

    private KeywordIndex Open(KeywordOptions options) => KeywordIndex.Open(_folder.Path, options);
}
