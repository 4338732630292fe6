using Lodestone.Server;
using Lodestone.TestSupport;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

/// <summary>A server with keys: the page asks for one, keeps it for its session, and offers what it allows.</summary>
public sealed class KeyTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Key_Given_IsKeptForTheSessionAndDecidesWhatIsOffered()
    {
        var keys = new Dictionary<KeyScope, string>();
        await using var server = await TestServer.StartAsync(
            options => options.WebFolder = BuiltSites.Web,
            prepare: folder =>
            {
                foreach (var scope in Enum.GetValues<KeyScope>())
                    keys[scope] = new KeyStore(folder).Add(scope).Secret;
            });
        var admin = ("Authorization", "Bearer " + keys[KeyScope.Admin]);
        await server.PutAsync("/v1/collections/some", "{}", admin);
        await server.PutAsync("/v1/collections/some/documents/a", """{"text": "Ships sail."}""", admin);

        var page = await OpenFreshAsync(server.Address, "search");
        page.Forgive("401");
        var form = page.Tab.Locator(".key-form");
        await form.GetByLabel("API key").FillAsync("ls_wrong");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(form).ToContainTextAsync("The key was not accepted.");
        Assert.Equal(0, await page.Tab.EvaluateAsync<int>("() => sessionStorage.length"));
        await form.GetByLabel("API key").FillAsync(keys[KeyScope.Read]);
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(page.Search.Query).ToBeVisibleAsync();
        var drawer = page.Search.Drawer;
        await page.Search.OpenDrawerAsync();
        await Expect(drawer).ToContainTextAsync("Your key allows to search and read.");
        await Expect(drawer.Locator(".add-files")).ToBeHiddenAsync();
        await Expect(drawer.Locator(".drawer-actions")).ToHaveCountAsync(0);
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Search.DropAsync(("a.txt", "Not taken."));
        await Expect(drawer).ToHaveCountAsync(0);

        // A reload is of the same session, and no other tab is.
        await page.Tab.ReloadAsync();
        await Expect(page.Search.Query).ToBeVisibleAsync();
        Assert.DoesNotContain(
            keys[KeyScope.Read], await page.Tab.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{server.Address}#/search");
        await Expect(other.Locator(".key-form")).ToBeVisibleAsync();
        await other.CloseAsync();

        await UseAsync(KeyScope.Write);
        await Expect(drawer.Locator(".add-files")).ToBeVisibleAsync();
        await Expect(drawer.Locator(".drawer-actions")).ToHaveCountAsync(0);
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Search.DropAsync(("a.txt", "Bread is baked."));
        await drawer.GetByLabel("Into the collection").FillAsync("new-one");
        await Expect(drawer).ToContainTextAsync("your key may not make one. Choose some.");
        await Expect(drawer.GetByRole(AriaRole.Button, new() { Name = "Add them" })).ToBeDisabledAsync();
        await drawer.GetByLabel("Into the collection").FillAsync("some");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
        await Expect(drawer.Locator(".files-state")).ToContainTextAsync("1 new document");
        await page.Tab.Keyboard.PressAsync("Escape");

        await UseAsync(KeyScope.Admin);
        await Expect(drawer.Locator(".drawer-actions button")).ToHaveTextAsync(["Rename", "Re-index", "Delete"]);

        async Task UseAsync(KeyScope scope)
        {
            await page.Search.OpenDrawerAsync();
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Use another key" }).ClickAsync();
            await form.GetByLabel("API key").FillAsync(keys[scope]);
            await page.Tab.Keyboard.PressAsync("Enter");
            await Expect(page.Search.Query).ToBeVisibleAsync();
            await page.Search.OpenDrawerAsync();
        }
    }

    [Fact]
    public async Task Page_OnAServer_LoadsNoModel()
    {
        var page = await OpenFreshAsync(Demo.AddressOf(Site.Server), "search");
        await Expect(page.Tab.Locator(".asking, .offer").Filter(new() { Visible = true })).ToHaveCountAsync(1);
        await page.Tab.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "asleep");
        Assert.DoesNotContain(page.Requests, request => new Uri(request).AbsolutePath.StartsWith("/models/", StringComparison.Ordinal));
    }
}
