using Lodestone.Indexing;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Spaces;

/// <summary>A keyword index whose words were found by other rules is not searched: it is built again from the documents.</summary>
public sealed class KeywordRulesTests : IDisposable
{
    private static readonly SearchOptions ByWords = new() { Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off };

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedEmbedder _embedder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_IndexOfOtherRules_IsRebuiltWithANotice(bool readOnly)
    {
        await using (var before = await OpenAsync(new() { FoldAccents = false }))
        {
            await before.UpsertAsync([new() { Id = "a", Text = "The re\u0301sume\u0301 is here." }], cancellationToken: Token);
            Assert.Empty(await FindAsync(before, "resume"));
            Assert.Equal(["a"], await FindAsync(before, "résumé"));
        }

        await using (var collection = await OpenAsync(new(), readOnly))
        {
            var notice = Assert.Single(collection.Notices);
            Assert.Contains("keyword index", notice, StringComparison.Ordinal);
            Assert.Contains("'English, accents kept, words 2'", notice, StringComparison.Ordinal);
            Assert.Equal(["a"], await FindAsync(collection, "resume"));
        }

        await using var again = await OpenAsync(new());
        Assert.Equal(readOnly ? 1 : 0, again.Notices.Count);
    }

    [Fact]
    public async Task SearchAsync_OtherForm_IsHighlightedInTheTextOfTheDocument()
    {
        await using var collection = await OpenAsync(new());
        await collection.UpsertAsync([new() { Id = "a", Text = "Call get\u00ADUserById of the oﬃce." }], cancellationToken: Token);
        var hit = Assert.Single((await collection.SearchAsync("office user", ByWords, Token)).Hits);
        Assert.Equal(["User", "oﬃce"], hit.Highlights.Select(h => hit.Text[h.Start..h.End]));
    }

    public void Dispose()
    {
        _embedder.Dispose();
        _folder.Dispose();
    }

    private static async Task<IEnumerable<string>> FindAsync(Collection collection, string query) =>
        (await collection.SearchAsync(query, ByWords, Token)).Hits.Select(h => h.DocumentId);

    private Task<Collection> OpenAsync(KeywordOptions keywords, bool readOnly = false) => Collection.OpenAsync(
        _folder.Path,
        new() { Embedder = _embedder, Keywords = keywords, ReadOnly = readOnly, CrossEncoder = TinyModels.CrossEncoder },
        Token);
}
