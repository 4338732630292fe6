using System.Globalization;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed class TimelineTests(Demo demo) : SearchTests(demo)
{
    [Fact]
    public async Task Timeline_OfASearch_HasEachStageWithItsRuns()
    {
        // Its own number, so that no answer of an earlier search is in a cache.
        const string Query = "what is error 4117";
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query, "year >= 2000");
        foreach (var stage in new[] { "filter", "keyword", "embed", "dense", "fuse", "preview", "rerank", "show" })
            await Expect(page.Search.Row(stage)).ToHaveCountAsync(1);
        await Expect(page.Search.Trace.Locator("tbody tr")).ToHaveCountAsync(8);
        Assert.Equal((1, 0), await WorkAsync(page, "embed"));
        Assert.Equal((12, 0), await WorkAsync(page, "rerank"));
        await Expect(page.Search.Trace.Locator(".trace-summary")).ToContainTextAsync("13 model runs.");
        await Expect(page.Search.Trace.Locator(".trace-summary")).ToContainTextAsync("That is exact.");

        await page.Search.AskAsync(Query, "year >= 2000");
        var (again, known) = await WorkAsync(page, "rerank");
        Assert.Equal((0, 12), (again, known));
    }

    [Fact]
    public async Task Timeline_Bars_LieWithinTheSearch()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync("how do I get my money back");
        var bars = await page.Tab.EvaluateAsync<double[][]>("""
            () => [...document.querySelectorAll('.trace-bar')].map(({ style }) =>
              [style.getPropertyValue('--from'), style.getPropertyValue('--length')].map(Number))
            """);
        Assert.Equal(7, bars.Length);
        Assert.All(bars, bar => Assert.InRange(bar[0], 0, 1));
        Assert.All(bars, bar => Assert.InRange(bar[0] + bar[1], 0, 1.000001));
        Assert.Contains(bars, bar => bar[1] > 0);
        // The order of the rows is the order in which stages began.
        Assert.Equal(bars.Select(bar => bar[0]).Order(), bars.Select(bar => bar[0]));
    }

    [Fact]
    public async Task Timeline_OfASlowMachineOnAPhone_StaysOnThePage()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync("how do I get my money back", "year >= 2000");
        await page.Tab.SetViewportSizeAsync(390, 844);
        var beyond = await page.Tab.EvaluateAsync<int>("""
            () => {
              for (const time of document.querySelectorAll('.trace-ticks span:last-child, .trace tbody td:nth-child(3)'))
                time.textContent = '9,999 ms';
              return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
            }
            """);
        Assert.Equal(0, beyond);
    }

    private static async Task<(int Runs, int Cached)> WorkAsync(DemoPage page, string stage)
    {
        var numbers = await page.Search.Row(stage).Locator("td.number").AllInnerTextsAsync();
        return (int.Parse(numbers[2], CultureInfo.InvariantCulture), int.Parse(numbers[3], CultureInfo.InvariantCulture));
    }
}
