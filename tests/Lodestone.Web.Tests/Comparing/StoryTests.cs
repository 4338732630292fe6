using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class StoryTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages = ["A guest cannot remove an admin.", "An admin can remove a guest.", "Bread is baked."];

    [Theory]
    [InlineData(1440)]
    [InlineData(1024)]
    [InlineData(390)]
    public async Task Cards_OfEveryExample_KeepTheirLinesApart(int width)
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Tab.SetViewportSizeAsync(width, 900);
        var examples = await page.Comparison.Gallery.Locator(".thumb").CountAsync();
        Assert.InRange(examples, 4, 20);
        for (var i = 0; i < examples; i++)
        {
            await page.Comparison.ChooseAsync(i);
            await Expect(page.Comparison.Verdict).Not.ToHaveTextAsync("");
            await Views.TwoFramesAsync(page);
            var overlaps = await page.Tab.EvaluateAsync<int>("""
                () => [...document.querySelectorAll('.card')].filter((card) => {
                  const [text, score] = ['.card-text', '.score'].map((name) => card.querySelector(name).getBoundingClientRect());
                  const apart = text.bottom <= score.top + 1 || score.bottom <= text.top + 1;
                  return !apart || score.height > 26 || card.scrollHeight > card.clientHeight + 1;
                }).length
                """);
            Assert.Equal(0, overlaps);
        }
    }

    [Fact]
    public async Task Back_AfterAnExampleWasChosen_LeadsToTheLinkedText()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("what does a link hold?", ["All of it.", "Nothing."]);
        await page.Comparison.ResultAsync();
        var link = new Uri(await page.Comparison.LinkAsync());
        var visitor = await OpenFreshAsync(link);
        await Expect(visitor.Comparison.Query).ToHaveValueAsync("what does a link hold?");
        await visitor.Comparison.ChooseAsync(0);
        await Expect(visitor.Comparison.Query).Not.ToHaveValueAsync("what does a link hold?");
        await visitor.Tab.GoBackAsync();
        await Expect(visitor.Comparison.Query).ToHaveValueAsync("what does a link hold?");
        await Expect(visitor.Tab).ToHaveTitleAsync("“what does a link hold?” · Lodestone");
    }

    [Fact]
    public async Task Mark_OfTheVisitor_MakesTheVerdictSayWhatBecameOfIt()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("can a guest remove an admin", Passages);
        await page.Comparison.ResultAsync();
        await Expect(page.Comparison.Verdict).Not.ToContainTextAsync("the answer");
        await page.Tab.Locator(".column.bi .mark-answer").First.ClickAsync();
        await Expect(page.Comparison.Verdict).ToContainTextAsync("the answer");
        await Expect(page.Tab.Locator(".join.answer")).ToHaveCountAsync(1);
        await page.Tab.ReloadAsync();
        await Expect(page.Tab.Locator(".column.bi .mark-answer[aria-pressed=true]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Csv_Pasted_IsOfferedAsItsTexts()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Tab.Locator("input[name=split][value=auto]").CheckAsync(new() { Force = true });
        await page.Comparison.Query.FillAsync("wie kann ich das und wo ist es");
        await page.Comparison.Passages.FillAsync("id,text\n7,A guest cannot remove an admin.\n8,An admin can remove a guest.");
        await Expect(page.Tab.Locator(".paste-offer")).ToContainTextAsync("This looks like CSV.");
        await page.Tab.Locator(".paste-offer button").ClickAsync();
        await Expect(page.Comparison.Passages).ToHaveValueAsync("A guest cannot remove an admin.\nAn admin can remove a guest.");
        await Expect(page.Tab.Locator(".paste-offer")).ToContainTextAsync("The query looks German.");
    }

    [Fact]
    public async Task Reading_Live_ShadesWordsInBothColumns()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("can a guest remove an admin", Passages);
        await page.Comparison.ResultAsync();
        var button = page.Tab.GetByRole(AriaRole.Button, new() { Name = "What did it read?" });
        await button.ClickAsync();
        foreach (var column in new[] { "bi", "cross" })
            await Expect(page.Tab.Locator($".column.{column} .heat")).ToHaveCountAsync(6 + 6 + 3);
        await Expect(page.Tab.Locator(".reading-said")).ToContainTextAsync(new Regex("^The darker a word"));
        var shares = await page.Tab.Locator(".column.cross .heat").EvaluateAllAsync<JsonElement>(
            "words => words.map((word) => Number(word.style.getPropertyValue('--share')))");
        Assert.Equal(1, shares.EnumerateArray().Max(share => share.GetDouble()));
        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(page.Tab.Locator(".heat")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keys_SlashAndArrows_LeadToTheQueryAndBetweenCards()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.ChooseAsync(0);
        await page.Comparison.Openers("bi").First.FocusAsync();
        await page.Tab.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Comparison.Openers("bi").Nth(1)).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        var text = await page.Comparison.Cards("bi").Nth(1).Locator(".card-text").InnerTextAsync();
        await Expect(page.Tab.Locator(".column.cross .card:has(:focus) .card-text")).ToHaveTextAsync(text);
        await page.Tab.Keyboard.PressAsync("/");
        await Expect(page.Comparison.Query).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Stop_OfManyPassages_KeepsWhatWasScored()
    {
        var page = await OpenAsync(Site.Server);
        await page.SettledAsync();
        await page.Comparison.WriteAsync("which stopped number", Enumerable.Range(1, 150).Select(i => $"This is the stopped number {i}."));
        var stop = page.Tab.Locator(".verdict-box").GetByRole(AriaRole.Button, new() { Name = "Stop" });
        await stop.ClickAsync();
        await Expect(page.Comparison.NoResult).ToHaveTextAsync("Stopped.");
        await Expect(stop).ToBeHiddenAsync();
        await page.Comparison.WriteAsync("which stopped number", ["This is the stopped number 1.", "Another."]);
        await page.Comparison.ResultAsync();
    }

    [Fact]
    public async Task Game_PlayedToItsEnd_HasAScoreToShare()
    {
        var page = await OpenAsync(Site.FileHost, "play");
        for (var round = 1; round <= 10; round++)
        {
            await Expect(page.Tab.Locator(".game-said")).ToHaveTextAsync($"Round {round} of 10");
            await page.Tab.Locator(".game-choice").First.ClickAsync();
            await Expect(page.Tab.Locator(".game-choice.answer")).ToHaveCountAsync(1);
            await page.Tab.Locator(".game-foot .strong-button").First.ClickAsync();
        }

        await Expect(page.Tab.Locator(".scores strong")).ToHaveTextAsync(Enumerable.Repeat(new Regex("^\\d+ of 10$"), 3));
        await Expect(page.Tab).ToHaveURLAsync(new Regex("#/play/0{10}$"));
    }
}
