using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

/// <summary>A whole document, and what leads into it and out of it.</summary>
public sealed partial class DocumentTests(Demo demo) : SearchTests(demo)
{
    private const string Name = "handbook";
    private const string Query = "when is the lighthouse lamp cleaned";
    private const string Answer = "The lamp of the lighthouse is cleaned every second Tuesday, before sunrise.";

    [Fact]
    public async Task Hit_Opened_IsMarkedInItsWholeDocumentOnItsPage()
    {
        var page = await OpenHandbookAsync();
        try
        {
            await Expect(page.Tab.Locator(".reading-page").First).ToHaveTextAsync("page 2");
            await page.Search.Titles.First.ClickAsync();
            var view = page.Search.Document;
            await Expect(view.Locator("h2")).ToHaveTextAsync("The keeper’s handbook");
            await Expect(view.Locator(".page-break")).ToHaveTextAsync(["Page 2", "Page 3"]);
            await Expect(view.Locator(".document-place")).ToContainTextAsync("page 1 to 2 of 3");
            await Expect(view.Locator(".passage")).ToContainTextAsync(Answer);
            await Expect(view.Locator(".passage mark").First).ToBeInViewportAsync();
            await Expect(view.Locator(".document-part").First).ToContainTextAsync("Boats of page 1 come in number 0.");
            await Expect(view.Locator(".document-part").Last).ToContainTextAsync("Boats of page 3 come in number 79.");
            await Expect(view.Locator(".document-heading").First).ToHaveTextAsync("Arrivals");

            await view.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
            await Expect(view).ToContainTextAsync("The link is copied.");
            var link = await page.Tab.EvaluateAsync<string>("() => navigator.clipboard.readText()");
            Assert.Equal(page.Tab.Url, link);
            var reader = await OpenFreshAsync(Demo.AddressOf(Site.Server), link[(link.IndexOf("#/", StringComparison.Ordinal) + 2)..]);
            await Expect(reader.Search.Document.Locator(".passage")).ToContainTextAsync(Answer);
            await Expect(reader.Search.Document.Locator(".passage mark").First).ToBeVisibleAsync();

            // The document alone, as somebody would link to it who did not search.
            var alone = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Name}///keeper/0-10");
            await Expect(alone.Search.Document.Locator("h2")).ToHaveTextAsync("The keeper’s handbook");
            await Expect(alone.Search.Document.Locator(".passage")).ToHaveTextAsync("Arrivals\n\n");
            var gone = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Name}///nowhere");
            await Expect(gone.Search.Document).ToContainTextAsync("has no document “nowhere” any more");
        }
        finally
        {
            await DeleteAsync(page);
        }
    }

    [Fact]
    public async Task Keys_InADocument_LeadFromHitToHitAndOut()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync("can a guest remove an admin");
        var titles = await page.Search.Titles.AllInnerTextsAsync();
        await page.Search.Query.FocusAsync();
        await page.Tab.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Search.Titles.First).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("j");
        await Expect(page.Search.Titles.Nth(1)).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        var title = page.Search.Document.Locator("h2");
        await Expect(title).ToHaveTextAsync(titles[1]);
        foreach (var (key, at) in new[] { ("j", 2), ("ArrowRight", 3), ("k", 2), ("ArrowLeft", 1) })
        {
            await page.Tab.Keyboard.PressAsync(key);
            await Expect(title).ToHaveTextAsync(titles[at]);
        }

        await Expect(page.Search.Document).ToContainTextAsync("Hit 2 of 10");
        await page.Tab.Keyboard.PressAsync("Escape");
        await Expect(page.Search.Document).ToHaveCountAsync(0);
        await Expect(page.Tab).ToHaveURLAsync(QueryAlone());
    }

    [Fact]
    public async Task MoreLikeThis_OfADocument_ListsItsNeighbours()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync("can a guest remove an admin");
        var ids = page.Tab.Locator(".reading-list .hit-id");
        var (title, id) = (await page.Search.Titles.First.InnerTextAsync(), await ids.First.InnerTextAsync());
        await page.Search.Titles.First.ClickAsync();
        await page.Search.Document.GetByRole(AriaRole.Button, new() { Name = "More like this" }).ClickAsync();
        await Expect(page.Search.Said).ToHaveTextAsync($"Documents like “{title}”, by meaning alone, the nearest first.");
        await Expect(page.Search.Titles.First).ToBeFocusedAsync();
        var like = await page.Tab.APIRequest.PostAsync(
            new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{Collection}/similar").ToString(),
            new() { DataObject = new { documentId = id, top = 10 } });
        var expected = JsonElement.Parse(await like.TextAsync()).GetProperty("hits").EnumerateArray();
        await Expect(ids).ToHaveTextAsync(expected.Select(hit => hit.GetProperty("documentId").GetString()!));
    }

    private string Address => new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{Name}").ToString();

    /// <summary>A document of three pages, each of which is a passage or more.</summary>
    private async Task<DemoPage> OpenHandbookAsync()
    {
        var page = await OpenSearchAsync();
        await Expect(await page.Tab.APIRequest.PutAsync(Address, new() { DataObject = new { } })).ToBeOKAsync();
        static string Boats(int number) =>
            string.Join(' ', Enumerable.Range(0, 80).Select(i => $"Boats of page {number} come in number {i}."));
        var document = new
        {
            id = "keeper", title = "The keeper’s handbook", text = $"Arrivals\n\n{Boats(1)}\f{Answer}\n\n{Boats(2)}\f{Boats(3)}",
            metadata = new { pages = 3 }, headings = new[] { new { start = 0, level = 1, text = "Arrivals" } },
        };
        await Expect(await page.Tab.APIRequest.PostAsync(
            $"{Address}/documents", new() { DataObject = new { documents = new[] { document } } })).ToBeOKAsync();
        var visitor = await OpenFreshAsync(Demo.AddressOf(Site.Server), $"search/{Name}/{Uri.EscapeDataString(Query)}");
        await visitor.Search.AnsweredAsync();
        return visitor;
    }

    private async Task DeleteAsync(DemoPage page) => await page.Tab.APIRequest.DeleteAsync(Address);

    [GeneratedRegex("/can%20a%20guest%20remove%20an%20admin$")]
    private static partial Regex QueryAlone();
}
