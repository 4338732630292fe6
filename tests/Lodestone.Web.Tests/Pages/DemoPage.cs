using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Pages;

/// <summary>The demo in a tab, with what it asked for and what went wrong.</summary>
internal sealed partial class DemoPage : IAsyncDisposable
{
    public static readonly ViewportSize Desk = new() { Width = 1440, Height = 900 };

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Uri _address;
    private string? _forgiven;

    private DemoPage(IBrowserContext context, IPage tab, Uri address)
    {
        Context = context;
        Tab = tab;
        _address = address;
        Comparison = new ComparisonView(tab);
        Search = new SearchView(tab);
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue($"{message.Type}: {message.Text}");
        };
        tab.PageError += (_, error) => _problems.Enqueue("thrown: " + error);
        // Of the context, so that workers and the service worker are heard too.
        context.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    public IBrowserContext Context { get; }

    public IPage Tab { get; }

    /// <summary>Query, passages and both rankings.</summary>
    public ComparisonView Comparison { get; }

    /// <summary>Search over the server's collections.</summary>
    public SearchView Search { get; }

    /// <summary>What the page says of itself when it cannot work.</summary>
    public ILocator Failure => Tab.Locator(".failure");

    public bool IsFresh { get; set; }

    public IReadOnlyList<string> Problems =>
        [.. _problems.Where(problem => _forgiven is null || !problem.Contains(_forgiven, StringComparison.Ordinal))];

    /// <summary>Addresses that were asked for, by whatever part of the page.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<DemoPage> OpenAsync(IBrowserContext context, Uri address, string route)
    {
        var page = new DemoPage(context, await context.NewPageAsync(), address);
        await page.Tab.GotoAsync(page.AddressOf(route));
        return page;
    }

    /// <summary>Both models are there and checked.</summary>
    public Task ReadyAsync() => Expect(Tab.Locator("html")).ToHaveAttributeAsync("data-engine", ReadyOrSettled());

    /// <summary>Everything is kept in the browser: from now on the page asks for nothing.</summary>
    public Task SettledAsync() => Expect(Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "settled");

    /// <summary>Goes to another of its pages without loading it anew.</summary>
    public async Task GoAsync(string route)
    {
        await Tab.GotoAsync(AddressOf(route));
        await Expect(Tab.Locator($"nav a[href='#/{route.Split('/')[0]}']")).ToHaveAttributeAsync("aria-current", "page");
    }

    /// <summary>Closes what is open and takes back what a test has set.</summary>
    public async Task ResetAsync(string route)
    {
        _problems.Clear();
        _requests.Clear();
        foreach (var dialog in await Tab.Locator("dialog[open]").AllAsync())
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.NoPreference });
        await Tab.SetViewportSizeAsync(Desk.Width, Desk.Height);
        await GoAsync(route);
    }

    /// <summary>Forgets problems that the test made on purpose.</summary>
    public void Expected(string text)
    {
        Assert.Contains(_problems, problem => problem.Contains(text, StringComparison.Ordinal));
        Assert.All(_problems, problem => Assert.Contains(text, problem, StringComparison.Ordinal));
        _problems.Clear();
    }

    /// <summary>For a fresh page: whenever it says this, it is what the test made it say.</summary>
    public void Forgive(string text) => _forgiven = text;

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private string AddressOf(string route) => route.Length == 0 ? _address.ToString() : $"{_address}#/{route}";

    [GeneratedRegex("^(ready|settled)$")]
    private static partial Regex ReadyOrSettled();
}
