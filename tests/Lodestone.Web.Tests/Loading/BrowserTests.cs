using Lodestone.Web.Tests.Sites;
using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

public sealed class BrowserTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData("delete globalThis.WebAssembly", "This browser has no WebAssembly, or it is turned off")]
    [InlineData("WebAssembly.validate = () => false", "The WebAssembly of this browser has no SIMD instructions")]
    public async Task Browser_ThatCannotRunTheModels_IsToldWhy(string before, string sentence)
    {
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), before: before);
        await Expect(page.Failure).ToContainTextAsync(sentence);
        await Expect(page.Failure).ToContainTextAsync("Use a current Chrome, Edge, Firefox or Safari.", new() { IgnoreCase = true });
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "failed");
    }

    [Fact]
    public async Task Browser_WithoutMemory_IsToldHowMuchIsNeeded()
    {
        // What Chromium throws where there is no room, thrown in the worker as soon as it sets up ONNX Runtime.
        const string Full =
            "WebAssembly.instantiate = async () => { throw new RangeError('WebAssembly.Memory(): could not allocate memory'); };";
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb, async (context, send) =>
        {
            var path = context.Request.Path.Value!;
            if (!path.StartsWith("/assets/worker-", StringComparison.Ordinal))
            {
                await send();
                return;
            }

            context.Response.ContentType = "text/javascript";
            var script = await File.ReadAllTextAsync(Path.Combine(BuiltSites.StaticWeb, path[1..]), context.RequestAborted);
            await context.Response.WriteAsync(Full + script, context.RequestAborted);
        });
        var page = await OpenFreshAsync(host.Address);
        page.Forgive("could not allocate memory");
        await Expect(page.Failure).ToContainTextAsync("There is not enough memory for both models, about 350 MB.");
        await Expect(page.Comparison.Source).ToContainTextAsync("The models do not run here, so it stays.");
    }
}
