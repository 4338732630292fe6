using System.Globalization;
using System.Text.Json;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

/// <summary>Results narrowed by values, by chips and by the language of filters, which say the same.</summary>
public sealed class FacetTests(Demo demo) : SearchTests(demo)
{
    private const string Query = "how many members may a workspace have";

    [Fact]
    public async Task Value_Chosen_NarrowsTheOthersAndNotItsOwnField()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync(Query);
        await Expect(page.Search.Choices).ToHaveCountAsync(0);
        var (free, pro) = (page.Search.Value("plan", "free"), page.Search.Value("plan", "pro"));
        var before = (Free: await CountAsync(free), Pro: await CountAsync(pro));
        Assert.Equal(before.Free, (await FirstSectionAsync(page, "plan = \"free\"")).Among);

        await page.Search.ForgetAsync();
        await free.ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Choices).ToHaveTextAsync(["Take back plan: free×"]);
        await Expect(page.Search.Filter).ToHaveValueAsync("plan = \"free\"");
        var (section, documents, _) = await FirstSectionAsync(page, "plan = \"free\"");
        await Expect(page.Search.Value("section", section).Locator(".facet-count")).ToHaveTextAsync($", documents: {documents}");
        Assert.Equal((before.Free, before.Pro), (await CountAsync(free), await CountAsync(pro)));
        var hits = await page.Tab.Locator(".reading-facts").AllInnerTextsAsync();
        Assert.All(hits, facts => Assert.Contains("plan free", facts, StringComparison.Ordinal));

        await page.Search.ForgetAsync();
        await pro.ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Filter).ToHaveValueAsync("plan in (\"free\", \"pro\")");
        await page.Search.ForgetAsync();
        await page.Search.Choices.First.ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Choices).ToHaveTextAsync(["Take back plan: pro×"]);
        await Expect(pro.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Expect(free.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Filter_Written_IsShownAsChipsAndBoxes()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await page.Search.AskAsync(Query, "plan = \"team\" and (year >= 2000 or exists section)");
        await Expect(page.Search.Choices).ToHaveTextAsync(["Take back plan: team×", "Take back year >= 2000 or exists section×"]);
        await Expect(page.Search.Value("plan", "team").GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await page.Search.ForgetAsync();
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Take all back" }).ClickAsync();
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Filter).ToHaveValueAsync("");
        await Expect(page.Search.Choices).ToHaveCountAsync(0);

        // A filter that cannot be read is shown as it is, and the server says what is wrong with it.
        await page.Search.SendAsync(Query, "plan = ");
        await Expect(page.Search.FilterProblem).ToContainTextAsync("The filter cannot be read");
        await Expect(page.Search.Choices).ToHaveTextAsync(["Take back plan =×"]);
        page.Expected("422");
    }

    [Fact]
    public async Task Facets_OfTheSample_AreOnesThatDocumentsShare()
    {
        var page = await OpenSearchAsync();
        await page.Search.ShowAsync("results");
        await Expect(page.Tab.Locator(".facet legend")).ToHaveTextAsync(["plan", "section", "year"]);
        await page.Tab.SetViewportSizeAsync(390, 844);
        await Expect(page.Search.Value("plan", "free")).ToBeHiddenAsync();
        await page.Tab.Locator(".facets summary").ClickAsync();
        await Expect(page.Search.Value("plan", "free")).ToBeVisibleAsync();
    }

    private static async Task<int> CountAsync(ILocator value) => int.Parse(
        (await value.Locator(".facet-count").TextContentAsync())!.Split(':')[^1].Trim(), CultureInfo.InvariantCulture);

    /// <summary>The most frequent section of the documents that match, as the server counts for any client.</summary>
    private async Task<(string Value, int Documents, int Among)> FirstSectionAsync(DemoPage page, string filter)
    {
        var asked = new { fields = new[] { "section" }, filter, limit = 1 };
        var answer = await page.Tab.APIRequest.PostAsync(
            new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{Collection}/facets").ToString(), new() { DataObject = asked });
        var facet = JsonElement.Parse(await answer.TextAsync()).GetProperty("facets")[0];
        var first = facet.GetProperty("values")[0];
        return (first.GetProperty("value").GetString()!, first.GetProperty("documents").GetInt32(), facet.GetProperty("documents").GetInt32());
    }
}
