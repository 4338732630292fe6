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
    public async Task Scenario_First_HasResultsInBothColumns(Site site)
    {
        var page = await OpenAsync(site);
        await page.Comparison.ChooseAsync(0);
        await Library.AgreesAsync(Scenarios[0].Query, Scenarios[0].Passages, await page.Comparison.ResultAsync());
        await Expect(page.Comparison.Cards("bi")).ToHaveCountAsync(2);
        await Expect(page.Comparison.Cards("cross")).ToHaveCountAsync(2);
        await Expect(page.Tab.Locator(".column.bi .score .main")).ToHaveTextAsync(Enumerable.Repeat(Cosine(), 2));
        await Expect(page.Tab.Locator(".column.cross .score .main")).ToHaveTextAsync(Enumerable.Repeat(Logit(), 2));
        await Expect(page.Comparison.Verdict).ToContainTextAsync("first");
    }

    [Fact]
    public async Task Scenario_Each_IsWhatTheLibraryMakesOfIt()
    {
        var page = await OpenAsync(Site.Server);
        for (var i = Scenarios.Length - 1; i >= 0; i--)
        {
            await page.Comparison.ChooseAsync(i);
            await Expect(page.Comparison.Query).ToHaveValueAsync(Scenarios[i].Query);
            await Library.AgreesAsync(Scenarios[i].Query, Scenarios[i].Passages, await page.Comparison.ResultAsync());
        }
    }

    [GeneratedRegex(@"^ ?cosine 0\.\d{4}$")]
    private static partial Regex Cosine();

    [GeneratedRegex(@"^ ?logit −?\d+\.\d{3}$")]
    private static partial Regex Logit();

    private static readonly (string Query, string[] Passages)[] Scenarios = [.. JsonElement
        .Parse(File.ReadAllText(Path.Combine(Repository.Root, "web", "src", "compare", "scenarios", "scenarios.json"))).EnumerateArray()
        .Select(s => (s.GetProperty("query").GetString()!,
            s.GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("text").GetString()!).ToArray()))];
}
