using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.TestSupport;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed partial class ScenarioTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Opening_BeforeAnyModelIsThere_HasTheAnswerGoFromLastToFirst(Site site)
    {
        // A visitor by the byte: nothing is loaded until the visitor says so.
        const string Metered = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })";
        var page = await OpenFreshAsync(Demo.AddressOf(site), before: Metered);
        await Expect(page.Comparison.Verdict).ToContainTextAsync("The cross-encoder found the answer");
        await Expect(page.Comparison.Source).ToHaveTextAsync("Recorded with these models.");
        await Expect(page.Tab.Locator(".column.bi .score .main")).ToHaveTextAsync(Enumerable.Repeat(Cosine(), 4));
        await Expect(page.Tab.Locator(".column.cross .score .main")).ToHaveTextAsync(Enumerable.Repeat(Percent(), 4));
        await Expect(page.Comparison.Cards("bi").Last).ToContainTextAsync("the answer");
        await Expect(page.Comparison.Cards("cross").First).ToContainTextAsync("the answer");
        await page.Tab.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "What did it read?" }).ClickAsync();
        await Expect(page.Tab.Locator(".column.cross .heat").First).ToBeVisibleAsync();
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "asleep");
        Assert.DoesNotContain(page.Requests, request => request.EndsWith(".onnx", StringComparison.Ordinal));

        await page.Tab.Locator(".source-row button").ClickAsync();
        await page.ReadyAsync();
        await Library.AgreesAsync(Examples[0].Query, Examples[0].Passages, await page.Comparison.ResultAsync());
        await Expect(page.Comparison.Source).ToHaveTextAsync("Scored in this tab.");
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Opening_OnOneScreen_ShowsTheWholeBoard(int width, int height)
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.ChooseAsync(0);
        await page.Tab.SetViewportSizeAsync(width, height);
        await page.Tab.EvaluateAsync("() => scrollTo(0, 0)");
        await Expect(page.Comparison.Query).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(page.Comparison.Verdict).ToBeInViewportAsync(new() { Ratio = 1 });
        foreach (var column in new[] { "bi", "cross" })
            await Expect(page.Comparison.Cards(column).Last).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Example_Each_IsWhatTheLibraryMakesOfIt()
    {
        var page = await OpenAsync(Site.Server);
        for (var i = Examples.Length - 1; i >= 0; i--)
        {
            await page.Tab.Locator($".thumb[data-example='{Examples[i].Id}']").ClickAsync();
            await Expect(page.Comparison.Query).ToHaveValueAsync(Examples[i].Query);
            await Library.AgreesAsync(Examples[i].Query, Examples[i].Passages, await page.Comparison.ResultAsync());
        }
    }

    [GeneratedRegex(@"^0\.\d{4}$")]
    private static partial Regex Cosine();

    [GeneratedRegex(@"^[<>]?\d+\.\d %$")]
    private static partial Regex Percent();

    private static readonly (string Id, string Query, string[] Passages)[] Examples = Read();

    private static (string Id, string Query, string[] Passages)[] Read()
    {
        var recorded = JsonElement.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "web", "src", "recorded", "recorded.json")));
        return
        [
            .. recorded.GetProperty("gallery").EnumerateArray().Prepend(recorded.GetProperty("opening")).Select(e => (
                e.GetProperty("id").GetString()!, e.GetProperty("query").GetString()!,
                e.GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("text").GetString()!).ToArray())),
        ];
    }
}
