using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

/// <summary>Files that are dropped, and collections that are made, renamed, embedded again and deleted in the page.</summary>
public sealed class DrawerTests(Demo demo) : SearchTests(demo)
{
    private const string Name = "dropped-here";

    [Fact]
    public async Task Files_Dropped_AreReadAndSearchedAndTheirProblemsListed()
    {
        var page = await OpenSearchAsync();
        var drawer = page.Search.Drawer;
        try
        {
            await page.Search.DropAsync(
                ("sea.txt", "The lighthouse at Skerryvore is forty-eight metres high."),
                ("rows.csv", "id,text,plan\n1,Bread is baked at four in the morning.,free\n2,The oven is cleaned on Mondays.,pro\n"),
                ("empty.txt", ""),
                ("broken.pdf", "%PDF-1.7 and nothing more"),
                ("<img src=x onerror=document.title='caught'>.txt", "A file whose name is markup."));
            await Expect(drawer.Locator(".files-picked")).ToHaveTextAsync("5 files, 0.0 MB.");
            await drawer.GetByLabel("Into the collection").FillAsync("Not A Name");
            await Expect(drawer.GetByRole(AriaRole.Button, new() { Name = "Add them" })).ToBeDisabledAsync();
            await Expect(drawer).ToContainTextAsync("such as not-a-name.");
            await drawer.GetByLabel("Into the collection").FillAsync(Name);
            await Expect(drawer).ToContainTextAsync("It will be made.");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
            await Expect(drawer.Locator(".files-state")).ToContainTextAsync("Done: 5 of 5 files, 4 new documents");
            await Expect(drawer.Locator(".file-problems .file-path")).ToHaveTextAsync(["broken.pdf", "empty.txt"]);
            await Expect(drawer.Locator($"[data-name={Name}]")).ToContainTextAsync("4 documents");

            await page.Tab.Keyboard.PressAsync("Escape");
            await Expect(page.Tab.Locator("#collection")).ToHaveValueAsync(Name);
            await page.Search.ShowAsync("results");
            await page.Search.AskAsync("how tall is the lighthouse");
            await Expect(page.Search.Titles.First).ToHaveTextAsync("sea");
            Assert.DoesNotContain("caught", await page.Tab.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await page.Tab.Locator(".drawer img, .reading-list img").CountAsync());

            // The same file again is known; what has changed is replaced.
            await page.Search.DropAsync(
                ("sea.txt", "The lighthouse at Skerryvore is forty-eight metres high."), ("rows.csv", "id,text\n1,Changed.\n"));
            await Expect(drawer.GetByLabel("Into the collection")).ToHaveValueAsync(Name);
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
            await Expect(drawer.Locator(".files-state")).ToContainTextAsync("Done: 2 of 2 files, 0 new documents, 1 replaced, 1 unchanged");
        }
        finally
        {
            await DeleteAsync(page, Name);
        }
    }

    [Fact]
    public async Task Collection_ByItsButtons_IsRenamedEmbeddedAgainAndDeletedByItsName()
    {
        var page = await OpenSearchAsync();
        var (drawer, row) = (page.Search.Drawer, page.Tab.Locator($".drawer-collection[data-name={Name}]"));
        await page.Tab.APIRequest.PutAsync(AddressOf(Name), new() { DataObject = new { } });
        try
        {
            await page.Tab.ReloadAsync();
            await page.Search.BeginAsync();
            // An empty one says how documents come into it.
            await page.Tab.Locator("#collection").SelectOptionAsync(Name);
            await Expect(page.Tab.Locator(".empty-collection")).ToContainTextAsync($"“{Name}” has no documents yet");
            await page.Tab.Locator("#collection").SelectOptionAsync(Collection);
            await Expect(page.Tab.Locator(".empty-collection")).ToBeHiddenAsync();

            await page.Search.OpenDrawerAsync();
            await row.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
            var renaming = row.GetByRole(AriaRole.Textbox);
            await Expect(renaming).ToBeFocusedAsync();
            await renaming.FillAsync(Collection);
            await page.Tab.Keyboard.PressAsync("Enter");
            await Expect(drawer.Locator(".details-body > .problem")).ToContainTextAsync($"There is a collection '{Collection}' already");
            page.Expected("409");
            await renaming.FillAsync(Name + "-2");
            await page.Tab.Keyboard.PressAsync("Enter");
            row = page.Tab.Locator($".drawer-collection[data-name={Name}-2]");
            await Expect(row).ToBeVisibleAsync();
            Assert.Equal(404, (await page.Tab.APIRequest.GetAsync(AddressOf(Name))).Status);

            await row.GetByRole(AriaRole.Button, new() { Name = "Re-index" }).ClickAsync();
            await row.GetByLabel("Tokens of a passage at most").FillAsync("128");
            await row.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Re-index" }).ClickAsync();
            await Expect(row.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Re-index" })).ToBeEnabledAsync();
            await Expect(row.Locator("form [role=status]")).ToContainTextAsync("0 documents, now 0 passages");

            await row.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            var delete = row.GetByRole(AriaRole.Button, new() { Name = "Delete for good" });
            await row.GetByRole(AriaRole.Textbox).FillAsync(Name);
            await Expect(delete).ToBeDisabledAsync();
            await page.Tab.Keyboard.PressAsync("Enter");
            Assert.Equal(200, (await page.Tab.APIRequest.GetAsync(AddressOf(Name + "-2"))).Status);
            await row.GetByRole(AriaRole.Textbox).FillAsync(Name + "-2");
            await delete.ClickAsync();
            await Expect(row).ToHaveCountAsync(0);
            Assert.Equal(404, (await page.Tab.APIRequest.GetAsync(AddressOf(Name + "-2"))).Status);
            await page.Tab.Keyboard.PressAsync("Escape");
        }
        finally
        {
            await DeleteAsync(page, Name);
            await DeleteAsync(page, Name + "-2");
        }
    }

    private string AddressOf(string collection) => new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{collection}").ToString();

    private async Task DeleteAsync(DemoPage page, string collection)
    {
        // The page may still be asking for what is deleted here.
        await page.Tab.GotoAsync("about:blank");
        await page.Tab.APIRequest.DeleteAsync(AddressOf(collection));
        await page.GoAsync("search");
    }
}
