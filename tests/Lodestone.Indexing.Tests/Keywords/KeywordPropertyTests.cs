using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordPropertyTests
{
    private static readonly string[] Words = ["red", "green", "blue", "sky", "tree", "running", "runs", "the"];
    private static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Array[0, 12].Select(w => string.Join(' ', w.Select(i => Words[i])));

    private static readonly Gen<(int Kind, long Key, string Title, string Text)[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Long[0, 15], Text, Text).Array[1, 60];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2.5, .5)]
    public void Search_AnyHistory_GivesTheBitsOfAFreshIndex(double titleBoost, double phraseBoost)
    {
        Gen.Select(Steps, Text, Gen.Enum<KeywordLanguage>()).Sample((steps, query, language) =>
        {
            var options = new KeywordOptions { TitleBoost = titleBoost, PhraseBoost = phraseBoost, Language = language };
            using var folder = TemporaryFolder.OfMemory();
            using var other = TemporaryFolder.OfMemory();
            var alive = new Dictionary<long, KeywordEntry>();
            var index = KeywordIndex.Open(folder.Path, options);
            KeywordIndex? reader = null;
            foreach (var (kind, key, title, text) in steps)
            {
                if (kind < 6)
                {
                    alive[key] = new(key, title, text);
                    index.Add([alive[key]]);
                    reader?.Add([alive[key]]);
                }
                else if (kind < 8)
                {
                    alive.Remove(key);
                    index.Remove([key]);
                    reader?.Remove([key]);
                }
                else if (kind == 8)
                {
                    index.Snapshot().Dispose();
                }
                else
                {
                    index.Commit(new Dictionary<string, string>());
                    reader?.Dispose();
                    reader = null;
                    index.Dispose();
                    index = KeywordIndex.Open(folder.Path, options);
                    reader = KeywordIndex.OpenReadOnly(folder.Path, options);
                }
            }

            using var fresh = KeywordIndex.Open(other.Path, options);
            fresh.Add(alive.Values.OrderByDescending(e => e.Key));
            var expected = Bits(fresh, query);
            Assert.Equal(expected, Bits(index, query));
            if (reader is not null)
                Assert.Equal(expected, Bits(reader, query));
            reader?.Dispose();
            index.Dispose();
        }, iter: 50, threads: 1);
    }

    private static (long, int)[] Bits(KeywordIndex index, string query)
    {
        using var snapshot = index.Snapshot();
        return [.. snapshot.Find(query, 7).Hits.Select(h => (h.Key, BitConverter.SingleToInt32Bits(h.Score)))];
    }
}
