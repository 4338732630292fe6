using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Explaining;

public sealed partial class MapTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Map_BeforeAnyModelIsThere_HasTheAnswerPromotedFromAmongTheNearest()
    {
        const string Metered = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })";
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), "how", Metered);
        var map = page.Tab.Locator(".map");
        await Expect(map.Locator(".map-dots circle")).ToHaveCountAsync(316);
        await Expect(map.Locator(".map-mark")).ToHaveCountAsync(10);
        await Expect(map.Locator(".map-list li")).ToHaveCountAsync(10);
        await Expect(map.Locator(".map-list li").First).ToContainTextAsync("✓ the answer");
        await Expect(map.Locator(".map-list li").First.Locator(".map-rank")).Not.ToHaveTextAsync("1");
        await Expect(map.Locator(".map-said")).ToContainTextAsync("nearest, and that is the answer.");
        await Expect(map.Locator(".map-note")).ToContainTextAsync("Two of 384 dimensions are shown");

        // One of them shows what goes wrong.
        await map.Locator(".map-samples button", new() { HasText = "where it fails" }).ClickAsync();
        await Expect(map.Locator(".map-said")).ToContainTextAsync("which is not the answer.");
        await Expect(map.Locator(".map-list li.best")).Not.ToContainTextAsync("the answer");
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "asleep");
    }

    [Fact]
    public async Task Query_Written_DropsInAndItsNearestAreRead()
    {
        var page = await OpenAsync(Site.FileHost, "how");
        var map = page.Tab.Locator(".map");
        var before = await PlaceAsync(map);
        await map.Locator("#map-query").FillAsync("how long are deleted files kept in the trash");
        await Expect(map.Locator(".map-said")).ToHaveTextAsync(WithoutRecorded());
        Assert.NotEqual(before, await PlaceAsync(map));
        var ranks = await map.Locator(".map-rank").AllInnerTextsAsync();
        Assert.Equal(Enumerable.Range(1, 10), ranks.Select(rank => int.Parse(rank, CultureInfo.InvariantCulture)).Order());
        await Expect(map.Locator(".map-figure")).ToHaveTextAsync(Enumerable.Repeat(Percent(), 10));
        await Expect(map.Locator(".map-list li.best")).ToContainTextAsync(new Regex("trash|deleted", RegexOptions.IgnoreCase));
    }

    [Fact]
    public async Task OwnPassages_Mapped_AreAskedAndGivenBackForTheHelpCentre()
    {
        string[] passages = ["Cats purr.", "Dogs bark at night.", "Bread is baked.", "Taxes are due in May.", "Ships sail the sea."];
        var page = await OpenAsync(Site.FileHost, "how");
        var map = page.Tab.Locator(".map");
        await map.Locator("summary").ClickAsync();
        await map.Locator("#map-own").FillAsync("One.\nTwo.");
        var go = map.GetByRole(AriaRole.Button, new() { Name = "Map them" });
        await go.ClickAsync();
        await Expect(map.Locator(".map-own .hint")).ToHaveTextAsync("A map takes 3 to 200 passages, one a line; there are 2.");

        await map.Locator("#map-query").FillAsync("which animal purrs");
        await map.Locator("#map-own").FillAsync(string.Join('\n', passages));
        await go.ClickAsync();
        await Expect(map.Locator(".map-dots circle")).ToHaveCountAsync(5);
        await Expect(map.Locator(".map-note")).ToContainTextAsync("these 5 passages");
        await Expect(map.Locator(".map-list li.best")).ToContainTextAsync("Cats purr.");
        await map.GetByRole(AriaRole.Button, new() { Name = "Back to the help centre" }).ClickAsync();
        await Expect(map.Locator(".map-dots circle")).ToHaveCountAsync(316);
        await map.Locator("summary").ClickAsync();
    }

    private static Task<string> PlaceAsync(ILocator map) => map.Locator(".map-query").EvaluateAsync<string>("mark => mark.style.transform");

    [GeneratedRegex(@"^(Nearest is|The cross-encoder agrees)(?!.*Recorded)")]
    private static partial Regex WithoutRecorded();

    [GeneratedRegex(@"^[<>]?\d+\.\d %$")]
    private static partial Regex Percent();
}
