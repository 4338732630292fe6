using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed class FilterTests(Demo demo) : SearchTests(demo)
{
    private const string Query = "how many members may a workspace have";

    [Fact]
    public async Task Filter_Offered_LeavesOnlyDocumentsItHoldsFor()
    {
        var page = await OpenSearchAsync();
        await page.Search.Query.FillAsync(Query);
        await page.Search.ForgetAsync();
        await page.Tab.Locator(".options summary").ClickAsync();
        var offered = page.Tab.Locator(".search-filter .chip").Filter(new() { HasText = "plan =" }).First;
        var filter = await offered.InnerTextAsync();
        await offered.ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Filter).ToHaveValueAsync(filter);
        await Expect(page.Search.Row("filter")).ToHaveCountAsync(1);

        var found = Ranked(await AnswerAsync(page, Query, filter), "final");
        Assert.All(found, hit => Assert.Equal(filter, $"plan = \"{hit.GetProperty("metadata").GetProperty("plan").GetString()}\""));
        Assert.Equal(found.Take(10).Select(hit => $"{Rank(hit, "final")} {hit.GetProperty("documentId").GetString()}"),
            await page.Search.PlacesAsync("final"));
    }

    [Theory]
    [InlineData("plna = \"free\"", "The filter does not fit", "plan")]
    [InlineData("year = \"last\"", "The filter does not fit", "number")]
    [InlineData("plan = ", "The filter cannot be read at position 6", "accepted")]
    public async Task Filter_Wrong_SaysWhatWasFoundAndWhatIsAccepted(string filter, string sentence, string known)
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query);
        await page.Search.SendAsync(Query, filter);
        await Expect(page.Search.FilterProblem).ToContainTextAsync(sentence);
        await Expect(page.Search.FilterProblem).ToContainTextAsync(known);
        await Expect(page.Search.Filter).ToHaveAttributeAsync("aria-invalid", "true");
        // The answer to what was asked before does not stay as if it were this one's.
        await Expect(page.Search.Answer).ToBeHiddenAsync();
        page.Expected("422");

        await page.Search.AskAsync(Query);
        await Expect(page.Search.FilterProblem).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Filter_ThatHoldsForNothing_SaysThatNothingWasFound()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query, "year < 1900");
        await Expect(page.Search.Said).ToHaveTextAsync("Nothing was found: no stage has a candidate.");
        await Expect(page.Tab.Locator(".result-grid")).ToBeHiddenAsync();
    }
}
