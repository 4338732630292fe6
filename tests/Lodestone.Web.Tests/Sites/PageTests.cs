using Lodestone.Web.Tests.Pages;

namespace Lodestone.Web.Tests.Sites;

/// <summary>Tests in a browser. Each fails, too, when a page it opened has said something in its console or thrown an error.</summary>
public abstract class PageTests(Demo demo) : IAsyncLifetime
{
    private readonly List<DemoPage> _opened = [];

    protected Demo Demo => demo;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            Assert.All(_opened, page => Assert.Empty(page.Problems));
        }
        finally
        {
            foreach (var page in _opened.Where(page => page.IsFresh))
                await page.DisposeAsync();
        }
    }

    internal async Task<DemoPage> OpenAsync(Site site, string route = "compare") => Remember(await demo.OpenAsync(site, route), false);

    internal async Task<DemoPage> OpenFreshAsync(Uri address, string route = "", string? before = null) =>
        Remember(await demo.OpenFreshAsync(address, route, before), true);

    private DemoPage Remember(DemoPage page, bool isFresh)
    {
        page.IsFresh = isFresh;
        _opened.Add(page);
        return page;
    }
}
