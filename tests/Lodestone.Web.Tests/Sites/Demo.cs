using Lodestone.TestSupport;
using Lodestone.Web.Tests.Pages;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Lodestone.Web.Tests.Sites.Demo))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Lodestone.Web.Tests.Sites;

/// <summary>One browser and both sites for all tests.</summary>
public sealed class Demo : IAsyncLifetime
{
    /// <summary>How long anything may take; a machine may be busy with much else.</summary>
    internal const int Patience = 120_000;

    private readonly Dictionary<Site, DemoPage> _kept = [];
    private string? _missing;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private TestServer? _server;
    private FileHost? _files;

    public async ValueTask InitializeAsync()
    {
        _missing = FindMissing();
        if (_missing is not null)
            return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _server = await TestServer.StartAsync(options =>
        {
            TestServer.Bundled(options);
            options.WebFolder = BuiltSites.Web;
        });
        _files = await FileHost.StartAsync(BuiltSites.StaticWeb);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments, Timeout = Patience });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _kept.Values)
            await page.DisposeAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_files is not null)
            await _files.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    internal Uri AddressOf(Site site)
    {
        Validate();
        return site == Site.Server ? _server!.Address : _files!.Address;
    }

    /// <summary>The page that the tests of a site share, so that its models are loaded once. It is as the last visitor left it.</summary>
    internal async Task<DemoPage> OpenAsync(Site site, string route = "compare")
    {
        if (!_kept.TryGetValue(site, out var page))
            _kept[site] = page = await OpenFreshAsync(AddressOf(site));
        await page.ResetAsync(route);
        return page;
    }

    /// <summary>A page of a visitor who was never here before. The script, if any, runs before those of the page.</summary>
    internal async Task<DemoPage> OpenFreshAsync(Uri address, string route = "", string? before = null)
    {
        Validate();
        var context = await _browser!.NewContextAsync(
            new() { ViewportSize = DemoPage.Desk, Permissions = ["clipboard-read", "clipboard-write"] });
        context.SetDefaultTimeout(Patience);
        if (before is not null)
            await context.AddInitScriptAsync(before);
        return await DemoPage.OpenAsync(context, address, route);
    }

    /// <summary>Skips the test where there is nothing to test, or to test it with; where everything has to run, it fails.</summary>
    private void Validate()
    {
        if (_missing is null)
            return;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(_missing);
        Assert.Skip(_missing);
    }

    private static string? FindMissing()
    {
        if (Chromium.Path is null)
            return "There is no Chromium or Chrome on this machine. Install one (apt-get install chromium), or set CHROMIUM to its path.";
        foreach (var (folder, command) in new[] { (BuiltSites.Web, "eng/web"), (BuiltSites.StaticWeb, "eng/web --static") })
        {
            if (!File.Exists(Path.Combine(folder, "index.html")))
                return $"The browser demo is not built: '{folder}' has no index.html. Run {command}, which needs Node.js.";
        }

        return null;
    }
}
