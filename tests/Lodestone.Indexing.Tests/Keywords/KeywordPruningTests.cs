using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>A search for a few hits leaves passages out; it must find what one for all hits finds first, bit for bit.</summary>
public sealed class KeywordPruningTests : IDisposable
{
    private const int Passages = 15_000;

    private readonly TemporaryFolder _folder = new();
    private readonly List<KeywordIndex> _indexes = [];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(1.5, .3)]
    public void Search_Few_AreTheFirstOfAll(double titleBoost, double phraseBoost)
    {
        var index = Build(new() { TitleBoost = titleBoost, PhraseBoost = phraseBoost, Language = KeywordLanguage.Plain });
        using var snapshot = index.Snapshot();
        Gen.Select(Gen.Int[0, 39].Array[1, 6], Gen.Int[1, 40], Gen.Int[0, 5]).Sample((words, top, kind) =>
        {
            var query = string.Join(' ', words.Select(Word));
            var allowed = kind == 0 ? KeySet.Of(Enumerable.Range(0, Passages).Where(i => i % 3 == 0).Select(i => (long)i)) : null;
            var all = snapshot.Find(query, Passages, allowed);
            var few = snapshot.Find(query, top, allowed);
            Assert.Equal(all.Hits.Take(top), few.Hits);
            Assert.Equal(Math.Min(all.Hits.Count, KeywordLimits.MaxMatches), all.Matches);
            Assert.Equal(all.Matches, few.Matches);
        }, iter: 80, threads: 1);
    }

    [Fact]
    public void Search_ManyEqualScores_AreCutByKey()
    {
        var index = KeywordIndex.Open(_folder.Path, new());
        _indexes.Add(index);
        index.Add(Enumerable.Range(0, Passages).Reverse().Select(i => new KeywordEntry(i, "", i % 2 == 0 ? "same words" : "other words")));
        using var snapshot = index.Snapshot();
        Assert.Equal([0L, 2L, 4L], snapshot.Find("same words", 3).Hits.Select(h => h.Key));
        Assert.Equal([0L, 1L, 2L], snapshot.Find("words", 3).Hits.Select(h => h.Key));
        Assert.Equal([1L, 7L], snapshot.Find("words", 3, KeySet.Of([7, 1])).Hits.Select(h => h.Key));
    }

    public void Dispose()
    {
        _indexes.ForEach(i => i.Dispose());
        _folder.Dispose();
    }

    // Words from very common to rare, in several segments with dead passages.
    private KeywordIndex Build(KeywordOptions options)
    {
        var index = KeywordIndex.Open(_folder.Path, options);
        _indexes.Add(index);
        uint state = 1;
        int Next(int below) => (int)(((state = (state * 1_664_525) + 1_013_904_223) >> 8) % below);
        string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(Next(1 + Next(1 + Next(40))))));
        for (var at = 0; at < Passages; at += 5000)
        {
            index.Add(Enumerable.Range(at, 5000).Select(i => new KeywordEntry(i, Text(Next(4)), Text(1 + Next(20)))));
            index.Remove(Enumerable.Range(at, 5000).Where(i => i % 17 == 0).Select(i => (long)i));
            index.Snapshot().Dispose();
        }

        return index;
    }

    private static string Word(int number) => $"w{number}";
}
