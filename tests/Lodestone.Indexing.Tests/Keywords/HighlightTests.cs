using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class HighlightTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.OfMemory();

    [Theory]
    [InlineData("efficient", "The eﬃcient office", "eﬃcient")]
    [InlineData("cafe", "Le cafe\u0301 noir", "cafe\u0301")]
    [InlineData("administrator", "An admin\u00ADistrator here", "admin\u00ADistrator")]
    [InlineData("wifi", "slow wi-fi here", "wi-fi")]
    [InlineData("user", "call getUserById now", "User")]
    [InlineData("get_user", "call getUserById now", "getUser")]
    [InlineData("open", "see max_open_files", "open")]
    [InlineData("3.14.2", "release v3.14.2 out", "3.14.2")]
    [InlineData("1000", "costs 1,000 euro", "1,000")]
    [InlineData("c++", "use C++ now", "C++")]
    [InlineData("ABC", "serial ＡＢＣ here", "ＡＢＣ")]
    [InlineData("bold", "a 𝗯𝗼𝗹𝗱 word", "𝗯𝗼𝗹𝗱")]
    [InlineData("m2", "40 m² wide", "m²")]
    [InlineData("首都", "日本の首都です", "首都")]
    [InlineData("O'Neil", "‘O’Neil’ signed", "O’Neil")]
    [InlineData("running", "he runs, we run", "runs|run")]
    public void Highlight_AnySpelling_GivesTheRangesOfTheText(string query, string text, string marked)
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add([new(1, "", text)]);
        using var snapshot = index.Snapshot();
        Assert.Equal(marked.Split('|'), snapshot.Highlight(query, text).Select(r => text[r.Start..r.End]));
    }

    [Fact]
    public void Highlight_WordOfMostPassages_IsLeftUnmarked()
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        index.Add(Enumerable.Range(0, 60).Select(i => new KeywordEntry(i, "", $"how can we find {(i < 3 ? "a kettle" : "tea")}")));
        using var snapshot = index.Snapshot();
        const string text = "how can we find a kettle";
        Assert.Equal(["kettle"], Marked(snapshot, "how can we find kettles", text));
        Assert.Equal(["how", "can", "we", "find"], Marked(snapshot, "how can we find", text)); // no other word counts more
        Assert.Equal(["how"], Marked(snapshot, "how strange", text));
    }

    [Fact]
    public void Highlight_DisposedSnapshot_Throws()
    {
        using var index = KeywordIndex.Open(_folder.Path, new());
        var snapshot = index.Snapshot();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot.Highlight("word", "word"));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Marked(KeywordSnapshot snapshot, string query, string text) =>
        snapshot.Highlight(query, text).Select(r => text[r.Start..r.End]);
}
