using Lodestone.Web.Tests.Comparing;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

public sealed class BrokenModelTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData("bge-small-en-v1.5", "onnx/model_int8.onnx")]
    [InlineData("bge-small-en-v1.5", "tokenizer.json")]
    [InlineData("ms-marco-minilm-l12-v2", "onnx/model_int8.onnx")]
    public async Task Model_WithAByteChanged_IsRefusedWithASentence(string model, string file)
    {
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb, async (context, send) =>
        {
            if (!Asks(context, model, file))
            {
                await send();
                return;
            }

            var path = Path.Combine(BuiltSites.StaticWeb, context.Request.Path.Value![1..]);
            var bytes = await File.ReadAllBytesAsync(path, context.RequestAborted);
            bytes[bytes.Length / 2] ^= 1;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
        var page = await OpenFreshAsync(host.Address);
        await page.Comparison.WriteAsync("which animal purrs", ["Cats purr.", "Dogs bark."]);
        await Expect(page.Failure).ToContainTextAsync("is not the one this page was built for: its SHA-256 starts with");
        await Expect(page.Failure).ToContainTextAsync(file);
        await HasNoScoresAsync(page, model);
    }

    [Theory]
    [InlineData("bge-small-en-v1.5")]
    [InlineData("ms-marco-minilm-l12-v2")]
    public async Task Model_Missing_IsNamedWithWhatToDo(string model)
    {
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb, async (context, send) =>
        {
            if (Asks(context, model, "onnx/model_int8.onnx"))
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else
                await send();
        });
        var page = await OpenFreshAsync(host.Address);
        await page.Comparison.WriteAsync("which animal purrs", ["Cats purr.", "Dogs bark."]);
        await Expect(page.Failure).ToContainTextAsync($"{model}/onnx/model_int8.onnx is missing: the host answered 404.");
        await Expect(page.Failure).ToContainTextAsync("start the page with: lodestone serve.");
        await HasNoScoresAsync(page, model);
        page.Expected("404");
    }

    [Fact]
    public async Task Model_ChangedInTheBrowsersStore_IsFetchedAgain()
    {
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb);
        var page = await OpenFreshAsync(host.Address);
        await page.SettledAsync();
        var changed = await page.Tab.EvaluateAsync<int>("""
            async () => {
              const cache = await caches.open('lodestone-files');
              const sizes = await Promise.all((await cache.keys()).map(async (request) =>
                [request, Number((await cache.match(request)).headers.get('content-length'))]));
              const graphs = sizes.filter(([, size]) => size > 16 << 20).map(([request]) => request);
              for (const request of graphs)
                await cache.put(request, new Response(new Uint8Array(100)));
              return graphs.length;
            }
            """);
        Assert.Equal(2, changed);
        var before = host.Asked.Count;
        await page.Tab.ReloadAsync();
        await page.SettledAsync();
        Assert.Equal(2, host.Asked.Skip(before).Count(path => path.EndsWith(".onnx", StringComparison.Ordinal)));
        string[] passages = ["A guest cannot remove an admin.", "An admin can remove a guest."];
        await page.Comparison.WriteAsync("who can remove a guest", passages);
        await Library.AgreesAsync("who can remove a guest", passages, await page.Comparison.ResultAsync());
    }

    private static bool Asks(HttpContext context, string model, string file) =>
        context.Request.Path.Value!.EndsWith($"{model}/{file}", StringComparison.Ordinal);

    /// <summary>A model that was refused gives no score, and there is no result to copy; the other one's may stay.</summary>
    private static async Task HasNoScoresAsync(DemoPage page, string model)
    {
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "failed");
        // A result of the example before may be in a board that is hidden.
        await Expect(Scores(page, "cross")).ToHaveCountAsync(0);
        if (model.StartsWith("bge", StringComparison.Ordinal))
        {
            await Expect(Scores(page, "bi")).ToHaveCountAsync(0);
            // An empty frame of a result says nothing.
            await Expect(page.Tab.Locator(".board, .actions").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        }

        await Expect(page.Tab.Locator(".actions .group button:disabled")).ToHaveCountAsync(4);
        await Expect(page.Comparison.Verdict).ToHaveTextAsync("");
        await Expect(page.Comparison.NoResult).ToHaveTextAsync("The models do not run, so nothing is ranked.");
        // Why is said once, at the top, with a way on.
        await Expect(page.Failure.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
        await page.Comparison.ChooseAsync(0);
        await Expect(page.Comparison.Verdict).ToContainTextAsync("The cross-encoder found the answer");
        await Expect(page.Comparison.Source).ToContainTextAsync("Recorded with these models.");
    }

    private static ILocator Scores(DemoPage page, string column) =>
        page.Tab.Locator($".column.{column} .score .main").Filter(new() { Visible = true });
}
