using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed partial class ResultsTests(Demo demo) : SearchTests(demo)
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
    public async Task Query_WithoutAnAnswer_IsToldSoAndPraisesNothing()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync("xyzzy qwerty plugh");
        await Expect(page.Search.Said).ToContainTextAsync("Nothing here looks like an answer. The nearest passages");
        await Expect(page.Tab.Locator(".reading-list")).ToHaveClassAsync(NoAnswer());
        await Expect(page.Tab.Locator(".reading-likelihood").First).ToHaveTextAsync("Unlikely");
        await Expect(page.Tab.Locator("[data-likelihood=answers]")).ToHaveCountAsync(0);
        await page.Search.AskAsync(Query);
        await Expect(page.Tab.Locator(".reading-list")).Not.ToHaveClassAsync(NoAnswer());
        await Expect(page.Tab.Locator(".reading-likelihood").First).ToHaveTextAsync("Likely answers");
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
            // Zero-width characters, and words that nothing breaks.
            var (hidden, endless) = ("zero\u200B\u2060\uFEFFwidth", new string('W', 3_000));
            var documents = new[] { ("a/\u202Etxt.exe", Markup), (endless[..400], endless), ("plain", Markup) }.Select((one, i) => new
            {
                id = one.Item1, title = one.Item2, text = $"{Markup} says the hostile text {hidden} {endless}.",
                metadata = new Dictionary<string, string>
                {
                    ["<i>field</i>"] = i < 2 ? "\u202Eeulav" : endless, [endless[..200]] = endless,
                },
            });
            await Expect(await page.Tab.APIRequest.PostAsync(
                $"{address}/documents", new() { DataObject = new { documents } })).ToBeOKAsync();
            var visitor = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Name}/hostile%20text");
            await visitor.Search.AnsweredAsync();
            await Expect(visitor.Search.Titles).ToHaveCountAsync(3);
            var first = visitor.Tab.Locator(".reading-hit").Filter(new() { HasText = "txt.exe" }).Locator(".reading-title");
            await Expect(first).ToHaveTextAsync(Markup);
            await Expect(visitor.Tab.Locator(".reading-list .hit-id").Filter(new() { HasText = "a/" })).ToHaveTextAsync("a/\u202Etxt.exe");
            Assert.Contains(hidden, await visitor.Tab.Locator(".reading-text").First.TextContentAsync(), StringComparison.Ordinal);
            // An override of the direction ends with its name, and a word that nothing breaks does not widen the page.
            await Expect(visitor.Tab.Locator(".reading-list .hit-id").First).ToHaveCSSAsync("unicode-bidi", "isolate");
            await Expect(visitor.Tab.Locator(".facet-name").First).ToHaveTextAsync("\u202Eeulav");
            await Expect(visitor.Tab.Locator(".facet-name").First).ToHaveCSSAsync("unicode-bidi", "isolate");
            await Expect(visitor.Tab.Locator(".facet").Locator("i")).ToHaveCountAsync(0);
            foreach (var width in new[] { 1440, 390 })
            {
                await visitor.Tab.SetViewportSizeAsync(width, 900);
                Assert.True(await visitor.Tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{width}");
            }

            await visitor.Tab.SetViewportSizeAsync(1440, 900);
            await Expect(visitor.Tab.Locator(".reading-list").Locator("img, b:not(.rank-chip b), i")).ToHaveCountAsync(0);
            await first.ClickAsync();
            await Expect(visitor.Tab.Locator("dialog.details[open] h2")).ToHaveTextAsync(Markup);
            await Expect(visitor.Search.Document.Locator(".passage")).ToContainTextAsync($"{Markup} says");
            Assert.True(await visitor.Search.Document.EvaluateAsync<bool>("view => view.scrollWidth <= view.clientWidth"));
            await Expect(visitor.Tab.Locator("dialog.details[open] img")).ToHaveCountAsync(0);
            Assert.DoesNotContain("caught", await visitor.Tab.TitleAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await page.Tab.APIRequest.DeleteAsync(address);
        }
    }

    [GeneratedRegex(@"\bno-answer\b")]
    private static partial Regex NoAnswer();
}
