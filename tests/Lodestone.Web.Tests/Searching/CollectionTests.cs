using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed partial class CollectionTests(Demo demo) : SearchTests(demo)
{
    [Fact]
    public async Task Sample_CreatedFromThePage_IsSearchedAtOnce()
    {
        var page = await OpenAsync(Site.Server, "search");
        var address = new Uri(Demo.AddressOf(Site.Server), "v1/collections/" + Collection).ToString();
        await page.Tab.APIRequest.DeleteAsync(address);
        await page.Tab.ReloadAsync();
        await Expect(page.Search.Offer).ToContainTextAsync("This server has no documents yet");
        await Expect(page.Search.Query).ToBeHiddenAsync();
        await page.Search.Create.ClickAsync();
        await Expect(page.Search.Query).ToBeVisibleAsync();
        await Expect(page.Search.Offer).ToBeHiddenAsync();
        Assert.Matches(Indexed(), await page.Search.Offer.Locator("p[role=status]").TextContentAsync());
        await Expect(page.Tab.Locator("#collection")).ToHaveValueAsync(Collection);
        await Expect(page.Tab.Locator(".field.collection .hint")).ToContainTextAsync("316 documents,");
        await Expect(page.Tab.Locator(".field.collection .hint")).ToContainTextAsync("embedded with bge-small-en-v1.5.");

        await page.Search.ForgetAsync();
        await page.Tab.Locator(".search-query .chip").First.ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Hits("final")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task Link_ToASearch_GivesItsAnswer()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync("can a guest remove an admin", "year >= 2000");
        var link = page.Tab.Url;
        var places = await page.Search.PlacesAsync("final");
        await page.Search.AskAsync("key column must be unique");
        Assert.NotEqual(places, await page.Search.PlacesAsync("final"));

        await page.Search.ForgetAsync();
        await page.Tab.GotoAsync(link);
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Query).ToHaveValueAsync("can a guest remove an admin");
        await Expect(page.Search.Filter).ToHaveValueAsync("year >= 2000");
        Assert.Equal(places, await page.Search.PlacesAsync("final"));
    }

    [Fact]
    public async Task Query_Empty_IsAskedFor()
    {
        var page = await OpenSearchAsync();
        await page.Search.SendAsync(" ");
        await Expect(page.Search.Problem).ToContainTextAsync("The query is empty.");
    }

    [Fact]
    public async Task Server_ThatDoesNotAnswer_IsSaid()
    {
        var page = await OpenSearchAsync();
        await page.Tab.RouteAsync("**/v1/**", route => route.AbortAsync());
        try
        {
            await page.Search.SendAsync("who may delete a board");
            await Expect(page.Search.Problem).ToContainTextAsync("The server does not answer. See whether lodestone serve still runs");
            await Expect(page.Search.Problem.Locator("code")).ToHaveTextAsync("lodestone serve");
            page.Expected("ERR_FAILED");
        }
        finally
        {
            await page.Tab.UnrouteAllAsync();
        }
    }

    [Fact]
    public async Task Server_ThatWantsAKey_IsToldWhichScopesThereAreAndShowsItInCommands()
    {
        // The server's answer to whoever has no key, given here in its place.
        const string Refusal = """
            {"title": "Unauthorized", "status": 401, "detail": "The owner of the server makes keys with `lodestone keys add`."}
            """;
        var page = await OpenAsync(Site.Server, "search");
        await page.Tab.RouteAsync("**/v1/collections**", route => route.Request.Headers.ContainsKey("authorization")
            ? route.ContinueAsync()
            : route.FulfillAsync(new() { Status = 401, ContentType = "application/problem+json", Body = Refusal }));
        try
        {
            await page.Tab.ReloadAsync();
            var form = page.Tab.Locator(".key-form");
            await Expect(form).ToContainTextAsync("The owner of the server makes keys with lodestone keys add.");
            await Expect(form.Locator("code")).ToHaveTextAsync(["lodestone keys add", "lodestone keys add --scope read", "--scope admin"]);
            page.Expected("401");
            await form.GetByLabel("API key").FillAsync("ls_any");
            await form.GetByRole(AriaRole.Button).ClickAsync();
            await page.Search.OpenDrawerAsync();
            await page.Search.Drawer.GetByText("By command").ClickAsync();
            var own = page.Search.Drawer.Locator(".own-documents");
            await Expect(own.Locator("pre")).ToContainTextAsync("-H 'authorization: Bearer KEY'");
            await Expect(own).ToContainTextAsync("the first command needs one of the scope admin");
        }
        finally
        {
            await page.Tab.UnrouteAllAsync();
            await page.Tab.EvaluateAsync("() => sessionStorage.clear()");
            await page.Tab.ReloadAsync();
        }
    }

    [Fact]
    public async Task FileHost_WhichCannotSearch_ExplainsItselfAndAsksForNothing()
    {
        var page = await OpenAsync(Site.FileHost, "search");
        var view = page.Tab.Locator("div.search");
        await Expect(view.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Search needs a server");
        await Expect(view).ToContainTextAsync("comes from a plain file host, which cannot search documents.");
        await Expect(view.Locator("pre")).ToHaveTextAsync("./lodestone serve");
        Assert.DoesNotContain(page.Requests, request => request.Contains("/v1/", StringComparison.Ordinal));
        await view.GetByRole(AriaRole.Link, new() { Name = "Comparing both encoders" }).ClickAsync();
        await Expect(page.Comparison.Query).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^\d+ passages indexed in ")]
    private static partial Regex Indexed();
}
