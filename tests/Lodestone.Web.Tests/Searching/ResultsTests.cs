using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed class ResultsTests(Demo demo) : SearchTests(demo)
{
    private const string Query = "can a guest remove an admin";

    [Fact]
    public async Task Answer_AtFirst_IsResultsInTheServersOrderOnTheFirstScreen()
    {
        await OpenSearchAsync();
        var page = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Collection}/{Uri.EscapeDataString(Query)}");
        await page.Search.AnsweredAsync();
        await Expect(page.Tab.Locator(".result-grid")).ToBeHiddenAsync();
        var hits = (await AnswerAsync(page, Query)).GetProperty("hits").EnumerateArray().Take(10).ToArray();
        await Expect(page.Search.Titles).ToHaveTextAsync(hits.Select(hit => hit.GetProperty("title").GetString()!));
        await Expect(page.Tab.Locator(".reading-text").First).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(page.Tab.Locator(".reading-text mark").First).ToBeVisibleAsync();
        await Expect(page.Tab.Locator(".reading-probability").First).ToContainTextAsync("probability");
        await page.Tab.Locator(".answer-views").GetByText("Stages").ClickAsync();
        await Expect(page.Search.Hits("final")).ToHaveCountAsync(10);
        await Expect(page.Search.Titles.First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_OnResults_LeadThroughHitsAndToTheQuery()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync(Query);
        var (first, second) = (await page.Search.Titles.Nth(0).InnerTextAsync(), await page.Search.Titles.Nth(1).InnerTextAsync());
        await page.Search.Titles.First.FocusAsync();
        await page.Tab.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Search.Titles.Nth(1)).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        var title = page.Tab.Locator("dialog.details[open] h2");
        await Expect(title).ToHaveTextAsync(second);
        await page.Tab.Keyboard.PressAsync("ArrowLeft");
        await Expect(title).ToHaveTextAsync(first);
        await page.Tab.Keyboard.PressAsync("ArrowLeft");
        await Expect(title).ToHaveTextAsync(first);
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Tab.Keyboard.PressAsync("/");
        await Expect(page.Search.Query).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Document_WithMarkupAndOverrides_IsShownAsItsText()
    {
        const string Name = "hostile";
        const string Markup = "<img src=x onerror=document.title='caught'><b>bold</b>";
        var page = await OpenSearchAsync();
        var address = new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{Name}").ToString();
        await Expect(await page.Tab.APIRequest.PutAsync(address, new() { DataObject = new { } })).ToBeOKAsync();
        try
        {
            var document = new
            {
                id = "a/\u202Etxt.exe", title = Markup, text = $"{Markup} says the hostile text.",
                metadata = new Dictionary<string, string> { ["<i>field</i>"] = "\u202Eeulav" },
            };
            await Expect(await page.Tab.APIRequest.PostAsync(
                $"{address}/documents", new() { DataObject = new { documents = new[] { document } } })).ToBeOKAsync();
            var visitor = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Name}/hostile%20text");
            await visitor.Search.AnsweredAsync();
            await Expect(visitor.Search.Titles).ToHaveTextAsync([Markup]);
            await Expect(visitor.Tab.Locator(".reading-list .hit-id")).ToHaveTextAsync("a/\u202Etxt.exe");
            await Expect(visitor.Tab.Locator(".reading-list").Locator("img, b:not(.rank-chip b), i")).ToHaveCountAsync(0);
            await visitor.Search.Titles.First.ClickAsync();
            await Expect(visitor.Tab.Locator("dialog.details[open] h2")).ToHaveTextAsync(Markup);
            await Expect(visitor.Tab.Locator("dialog.details[open] img")).ToHaveCountAsync(0);
            Assert.DoesNotContain("caught", await visitor.Tab.TitleAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await page.Tab.APIRequest.DeleteAsync(address);
        }
    }
}
