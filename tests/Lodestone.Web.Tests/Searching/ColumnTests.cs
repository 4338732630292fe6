using System.Globalization;
using System.Text.Json;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed class ColumnTests(Demo demo) : SearchTests(demo)
{
    private const string Query = "can a guest remove an admin";
    private const int Rows = 10;

    [Fact]
    public async Task Columns_EachStage_HasTheServersRanksAndScores()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query);
        var answer = await AnswerAsync(page, Query);
        foreach (var stage in SearchView.Stages)
        {
            var expected = Ranked(answer, stage).Take(Rows).ToArray();
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(hit => $"{Rank(hit, stage)} {Text(hit, "documentId")}"), await page.Search.PlacesAsync(stage));
        }

        var best = Ranked(answer, "final")[0];
        await Expect(page.Search.Hits("bm25").First).ToContainTextAsync(Number(Ranked(answer, "bm25")[0], "bm25", "score", "F2"));
        await Expect(page.Search.Hits("biEncoder").First).ToContainTextAsync(
            Number(Ranked(answer, "biEncoder")[0], "biEncoder", "similarity", "F4"));
        await Expect(page.Search.Hits("final").First).ToContainTextAsync(Number(best, "crossEncoder", "logit", "F3"));
        await Expect(page.Search.Hits("final").First).ToContainTextAsync(Text(best, "title"));
        await Expect(page.Search.Said).ToContainTextAsync($"“{Text(best, "title")}”");
    }

    [Fact]
    public async Task Lines_BetweenColumns_SayWhatRoseAndWhatFell()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query);
        var answer = await AnswerAsync(page, Query);
        for (var column = 0; column < 3; column++)
        {
            var (left, right) = (SearchView.Stages[column], SearchView.Stages[column + 1]);
            // A line has both its ends on the page.
            var shown = Ranked(answer, left).Take(Rows).IntersectBy(Ranked(answer, right).Take(Rows).Select(Key), Key).ToArray();
            foreach (var (way, sign) in new[] { ("up", 1), ("same", 0), ("down", -1) })
            {
                await Expect(page.Search.Lines(column).And(page.Tab.Locator($"[data-way={way}]")))
                    .ToHaveCountAsync(shown.Count(hit => Math.Sign(Rank(hit, left)!.Value - Rank(hit, right)!.Value) == sign));
            }
        }
    }

    [Fact]
    public async Task Line_OfTheFinalFirst_LeadsFromItsFusedCardToItsFinalOne()
    {
        var page = await OpenSearchAsync();
        // Whoever wants no motion has every line where it belongs at once.
        await page.Tab.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Search.AskAsync(Query);
        var ends = await page.Tab.EvaluateAsync<double[]>("""
            () => {
              const middle = (element) => { const { top, height } = element.getBoundingClientRect(); return top + height / 2; };
              const named = (stage, id) => [...document.querySelectorAll(`.hits.${stage} .hit-row`)]
                .find((row) => row.querySelector('.hit-id').textContent === id);
              const [from, line] = [document.querySelector('.hits.fused .hit-row'), document.querySelectorAll('.gutter .joins')[2]];
              const to = named('final', from.querySelector('.hit-id').textContent);
              const path = line.querySelector('.join-line').getAttribute('d').match(/-?[\d.]+/g).map(Number);
              const top = line.getBoundingClientRect().top;
              return [top + path[1] - middle(from), top + path[7] - middle(to)];
            }
            """);
        Assert.All(ends, end => Assert.InRange(end, -2, 2));
    }

    [Fact]
    public async Task Hit_Opened_ShowsItsWholePassageAndEveryStage()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync(Query);
        var best = Ranked(await AnswerAsync(page, Query), "final")[0];
        await page.Search.Hits("final").First.ClickAsync();
        var details = page.Tab.Locator("dialog.details[open]");
        await Expect(details.GetByRole(AriaRole.Heading).First).ToHaveTextAsync(Text(best, "title"));
        Assert.Equal(Text(best, "text"), await details.Locator(".passage").TextContentAsync());
        await Expect(details.Locator(".whole-text mark").First).ToBeVisibleAsync();
        await Expect(details.Locator("table").First.Locator("tbody td:nth-child(2)")).ToHaveTextAsync(
            [.. new[] { "bm25", "biEncoder", "fused", "crossEncoder", "final" }.Select(stage => $"{Rank(best, stage)}")]);
        await page.Tab.Keyboard.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
    }

    private static string Text(JsonElement hit, string name) => hit.GetProperty(name).GetString()!;

    private static string Key(JsonElement hit) => $"{Text(hit, "documentId")} {hit.GetProperty("passage")}";

    private static string Number(JsonElement hit, string stage, string name, string format) =>
        hit.GetProperty(stage).GetProperty(name).GetDouble().ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
