using System.Text.Json;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class PassageTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData("One line.\nAnother line.", "2 passages, one a line (detected).", "One line.", "Another line.")]
    [InlineData("Of two\nlines.\n\n\nOf one.", "2 passages, separated by blank lines (detected).", "Of two\nlines.", "Of one.")]
    public async Task Passages_Pasted_AreToldApart(string pasted, string said, params string[] expected)
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.Query.FillAsync("how many lines");
        await page.Tab.Locator("input[name=split][value=auto]").CheckAsync(new() { Force = true });
        await page.Comparison.Passages.FillAsync("");
        await page.Tab.EvaluateAsync("text => navigator.clipboard.writeText(text)", pasted);
        await page.Comparison.Passages.FocusAsync();
        await page.Tab.Keyboard.PressAsync("ControlOrMeta+V");
        await Expect(page.Tab.Locator("#passages-said")).ToHaveTextAsync(said);
        await Library.AgreesAsync("how many lines", expected, await page.Comparison.ResultAsync());
    }

    [Fact]
    public async Task Passage_Empty_KeepsItsPlaceUnscoredAndComesLast()
    {
        string[] passages = ["Cats purr.", "", "Dogs bark."];
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("which animal purrs", passages);
        var result = await page.Comparison.ResultAsync();
        await Library.AgreesAsync("which animal purrs", passages, result);
        var last = result.GetProperty("passages").EnumerateArray().Last();
        Assert.Equal(1, last.GetProperty("index").GetInt32());
        Assert.Equal("blank", Library.Cross(last).GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, Library.Cross(last).GetProperty("logit").ValueKind);
        await Expect(page.Comparison.Cards("cross").Last).ToContainTextAsync("not given to the model");
        await Expect(page.Tab.Locator(".remarks")).ToHaveTextAsync("B is blank: neither model was given it, and it comes last.");
        await Expect(page.Tab.Locator("#passages-said")).ToContainTextAsync("1 of them empty: not given to a model, and last.");
    }

    [Fact]
    public async Task Passages_201_AreRefusedWithWhatToDo()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("which number", Enumerable.Range(1, 201).Select(i => $"This is number {i}."));
        await Expect(page.Comparison.Problem).ToHaveTextAsync(
            "There are 201 passages; this page compares up to 200, as each costs a run of both models on this machine. Remove one, or " +
            "use the command line: lodestone compare has no limit.");
        await HasNoResultAsync(page);
        // Why is said once.
        await Expect(page.Tab.GetByText("There are 201 passages")).ToHaveCountAsync(1);
        await page.Comparison.WriteAsync("which number", ["This is number 1.", "This is number 2."]);
        await page.Comparison.ResultAsync();
        await Expect(page.Comparison.Problem).ToBeHiddenAsync();
        await Expect(page.Comparison.NoResult).ToBeHiddenAsync();
        await Expect(page.Comparison.NoResultMore).ToBeHiddenAsync();
        Assert.False(await page.Tab.Locator(".board").EvaluateAsync<bool>("board => board.inert"));
    }

    [Theory]
    [InlineData(" ", "A passage.", "Now write a query.")]
    [InlineData("a query", " ", "Now paste or drop some passages.")]
    [InlineData(" ", " ", "Write a query, and paste or drop some passages.")]
    public async Task Text_HalfWritten_IsAskedForWithoutAnAlarm(string query, string passage, string sentence)
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("first", ["Something."]);
        await page.Comparison.ResultAsync();
        await page.Comparison.WriteAsync(query, [passage]);
        await Expect(page.Comparison.NoResult).ToHaveTextAsync(sentence);
        await Expect(page.Comparison.Problem).ToBeHiddenAsync();
        await Expect(page.Tab.Locator(".board")).ToBeHiddenAsync();
        await Expect(page.Tab.Locator(".ghost-board")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passage_TooLong_IsCutAndSaidToBe()
    {
        var passages = new[] { string.Join(' ', Enumerable.Repeat("The owner of a workspace may remove an admin.", 80)), "Cats purr." };
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("who may remove an admin", passages);
        var result = await page.Comparison.ResultAsync();
        await Library.AgreesAsync("who may remove an admin", passages, result);
        var dropped = Library.Cross(result.GetProperty("passages").EnumerateArray().Single(p => p.GetProperty("index").GetInt32() == 0))
            .GetProperty("droppedTokens").GetInt32();
        Assert.InRange(dropped, 1, 1000);
        await Expect(page.Tab.Locator(".remarks")).ToContainTextAsync($"A was cut for the cross-encoder: {dropped} tokens did not fit");
    }

    private static async Task HasNoResultAsync(DemoPage page)
    {
        await Expect(page.Comparison.Verdict).ToHaveTextAsync("");
        await Expect(page.Comparison.NoResult).ToHaveTextAsync("There is no result.");
        // The results that are still there are of the text before.
        await Expect(page.Comparison.NoResultMore).ToContainTextAsync("Faded results are from the previous text.");
        Assert.True(await page.Tab.Locator(".board").EvaluateAsync<bool>("board => board.inert && board.classList.contains('stale')"));
        await Expect(page.Tab.Locator(".actions .group button:disabled")).ToHaveCountAsync(4);
    }
}
