using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class OwnTextTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages = ["A guest cannot remove an admin.", "An admin can remove a guest."];

    [Fact]
    public async Task OwnText_AfterAScenario_CanBeChosenAgain()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("who can remove a guest", Passages);
        await page.Comparison.HasChosenAsync("own");
        await page.Comparison.ChooseAsync(1);
        await Expect(page.Comparison.Query).Not.ToHaveValueAsync("who can remove a guest");
        await page.Comparison.ChooseOwnAsync();
        await Expect(page.Comparison.Query).ToHaveValueAsync("who can remove a guest");
        await Library.AgreesAsync("who can remove a guest", Passages, await page.Comparison.ResultAsync());
    }

    [Fact]
    public async Task OwnText_TooLongForALink_OutlivesAReload()
    {
        // Too long for the address, in a text that does not fold up well.
        var passages = Enumerable.Range(0, 201)
            .Select(i => string.Join(' ', Enumerable.Range(0, 40).Select(j => (i * 7919) + (j * j * 104_729)))).ToArray();
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("which number", passages);
        await Expect(page.Comparison.Problem).ToContainTextAsync("There are 201 passages");
        await page.Tab.ReloadAsync();
        await Expect(page.Comparison.Query).ToHaveValueAsync("which number");
        await Expect(page.Comparison.Passages).ToHaveValueAsync(string.Join('\n', passages));
        await page.Comparison.HasChosenAsync("own");

        // What was looked at last is what a reload shows; the own text is there still.
        await page.Comparison.ChooseAsync(0);
        var first = await page.Comparison.Gallery.GetAttributeAsync("data-chosen");
        await page.Tab.ReloadAsync();
        await page.Comparison.HasChosenAsync(first!);
        await page.Comparison.ChooseOwnAsync();
        await Expect(page.Comparison.Query).ToHaveValueAsync("which number");
    }

    [Fact]
    public async Task OwnText_NotWrittenYet_IsAnEmptyPageThatSaysWhatToDo()
    {
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost));
        await page.Comparison.ResultAsync();
        await page.Comparison.ChooseOwnAsync();
        await Expect(page.Comparison.Query).ToHaveValueAsync("");
        await Expect(page.Comparison.Passages).ToHaveValueAsync("");
        await Expect(page.Comparison.NoResult).ToHaveTextAsync("Write a query, and paste or drop some passages.");
        await Expect(page.Comparison.Problem).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Link_Opened_DoesNotTakeThePlaceOfTheOwnText()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("what does a link hold?", ["All of it."]);
        await page.Comparison.ResultAsync();
        var link = new Uri(await page.Comparison.LinkAsync());
        await page.Comparison.WriteAsync("who can remove a guest", Passages);
        await page.Comparison.ResultAsync();
        await page.GoAsync(link.Fragment[2..]);
        await Expect(page.Comparison.Query).ToHaveValueAsync("what does a link hold?");
        await page.Comparison.HasChosenAsync("link");
        await page.Comparison.ChooseOwnAsync();
        await Expect(page.Comparison.Query).ToHaveValueAsync("who can remove a guest");
    }
}
