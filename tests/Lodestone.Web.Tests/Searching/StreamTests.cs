using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

public sealed class StreamTests(Demo demo) : SearchTests(demo)
{
    // The next answer's second event is held back until the test opens the gate, so that nothing depends on how fast the server reranks.
    private const string Gate = """
        () => {
          const real = window.fetch;
          let handOver;
          const handedOver = new Promise((done) => { handOver = done; });
          const gate = new Promise((open) => { window.openGate = () => { open(); return handedOver; }; });
          window.fetch = async (...asked) => {
            window.fetch = real;
            const response = await real(...asked);
            const text = await response.text();
            const second = text.indexOf('event: reranked');
            const parts = [text.slice(0, second), text.slice(second)].map((part) => new TextEncoder().encode(part));
            let cancelled = false;
            const body = new ReadableStream({
              async start(controller) {
                controller.enqueue(parts[0]);
                await gate;
                if (!cancelled) {
                  controller.enqueue(parts[1]);
                  controller.close();
                }
                handOver();
              },
              cancel() { cancelled = true; },
            });
            return new Response(body, { status: response.status, headers: response.headers });
          };
        }
        """;

    [Fact]
    public async Task Hits_BeforeRerankedOnesAreIn_StandInFusedOrder()
    {
        const string Query = "who may delete a board";
        var page = await OpenSearchAsync();
        await page.Tab.EvaluateAsync(Gate);
        await page.Search.SendAsync(Query);
        await Expect(page.Search.Answer).ToHaveAttributeAsync("data-state", "fused");
        await Expect(page.Search.Said).ToContainTextAsync("The cross-encoder is reading …");
        var fused = await page.Search.PlacesAsync("fused");
        Assert.NotEmpty(fused);
        Assert.Equal(fused, await page.Search.PlacesAsync("final"));
        await Expect(page.Search.Hits("final").First).ToContainTextAsync("being reranked");
        await Expect(page.Search.Row("rerank")).ToHaveCountAsync(0);

        await page.Tab.EvaluateAsync("() => window.openGate()");
        await page.Search.AnsweredAsync();
        var answer = await AnswerAsync(page, Query);
        Assert.Equal(Ranked(answer, "final").Take(10)
            .Select(hit => $"{Rank(hit, "final")} {hit.GetProperty("documentId").GetString()}"), await page.Search.PlacesAsync("final"));
        await Expect(page.Search.Hits("final").First).ToContainTextAsync($"cross-encoder {Rank(Ranked(answer, "final")[0], "crossEncoder")}");
        var reading = answer.GetProperty("trace").GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "rerank");
        await Expect(page.Search.Said).ToContainTextAsync($"It read {reading.GetProperty("count").GetInt32()} passages.");
    }

    [Fact]
    public async Task Search_WhileAnotherIsUnderWay_ShowsTheLastOnly()
    {
        var page = await OpenSearchAsync();
        await page.Tab.EvaluateAsync(Gate);
        await page.Search.SendAsync("who may delete a board");
        await Expect(page.Search.Answer).ToHaveAttributeAsync("data-state", "fused");
        await page.Search.AskAsync("my laptop got nicked on the train");
        var (said, places) = (await page.Search.Said.InnerTextAsync(), await page.Search.PlacesAsync("final"));
        await page.Tab.EvaluateAsync("() => window.openGate()");
        await Views.TwoFramesAsync(page);
        await Expect(page.Search.Said).ToHaveTextAsync(said);
        Assert.Equal(places, await page.Search.PlacesAsync("final"));
    }

    [Fact]
    public async Task Search_WithoutReranking_KeepsTheFusedOrderAndSaysSo()
    {
        var page = await OpenSearchAsync();
        await page.Search.AskAsync("key column must be unique");
        await page.Search.ChooseAsync("Rerank depth", "0");
        await page.Search.AnsweredAsync();
        await Expect(page.Search.Said).ToContainTextAsync("Nothing was reranked: switched off.");
        await Expect(page.Tab.Locator(".result-column.final .absent")).ToHaveTextAsync("It did not run: switched off.");
        await Expect(page.Tab.Locator(".options summary")).ToContainTextAsync("not reranked");
        Assert.Equal(await page.Search.PlacesAsync("fused"), await page.Search.PlacesAsync("final"));
        await Expect(page.Search.Hits("final").First).ToContainTextAsync("not reranked");
        await Expect(page.Search.Row("rerank")).ToContainTextAsync("did not run: switched off");
    }
}
