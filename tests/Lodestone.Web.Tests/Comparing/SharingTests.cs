using System.Text.Json;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class SharingTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages =
        ["Umlauts: ä ö ü ß, 漢字, 🙂.", "Quotes \" and 'commas', | pipes | and <b>tags</b>.", "A link holds all of it."];

    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Link_OpenedElsewhere_GivesTheSameResult(Site site)
    {
        var page = await OpenAsync(site);
        await page.Comparison.WriteAsync("what does a link hold?", Passages);
        var here = await page.Comparison.ResultAsync();
        var link = new Uri(await page.Comparison.LinkAsync());
        Assert.Equal(Demo.AddressOf(site).Authority, link.Authority);

        var elsewhere = await OpenFreshAsync(link);
        await Expect(elsewhere.Comparison.Query).ToHaveValueAsync("what does a link hold?");
        var there = await elsewhere.Comparison.ResultAsync();
        Assert.Equal(Scores(here), Scores(there));
        Assert.Equal(Passages.Order(StringComparer.Ordinal), Texts(there).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Link_Damaged_IsSaidAndThePageStays()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("what does a link hold?", Passages);
        await page.Comparison.ResultAsync();
        await page.GoAsync("compare/1.nothing-like-it");
        await Expect(page.Comparison.Problem).ToContainTextAsync("The link is damaged");
        await Expect(page.Comparison.Query).ToHaveValueAsync("what does a link hold?");
    }

    [Fact]
    public async Task Copy_EachForm_HoldsTheWholeResult()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("what does a link hold?", Passages);
        var json = await page.Comparison.ResultAsync();
        Assert.Equal(["query", "biEncoder", "crossEncoder", "passages"], json.EnumerateObject().Select(p => p.Name).Take(4));
        Assert.Equal(["bge-small-en-v1.5", "ms-marco-minilm-l12-v2"], new[] { Library.Bi(json), Library.Cross(json) }.Select(Model));

        var markdown = await page.Comparison.CopyAsync("Markdown");
        Assert.Equal(2 + Passages.Length, markdown.Split('\n').Count(line => line.StartsWith('|')));
        Assert.Contains(@"\| pipes \|", markdown, StringComparison.Ordinal);

        var csv = await page.Comparison.CopyAsync("CSV");
        Assert.StartsWith(
            "label,id,bi_rank,similarity,cross_rank,logit,probability,moved,bi_tokens,pair_tokens,text\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"Quotes \"\" and 'commas', | pipes | and <b>tags</b>.\"\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(1 + Passages.Length, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string Model(JsonElement stage) => stage.GetProperty("model").GetString()!;

    private static IEnumerable<string> Texts(JsonElement result) =>
        result.GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("text").GetString()!);

    private static IEnumerable<string> Scores(JsonElement result) =>
        result.GetProperty("passages").EnumerateArray().Select(p => $"{Library.Bi(p).GetRawText()} {Library.Cross(p).GetRawText()}");
}
