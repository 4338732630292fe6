using System.Text.Json;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Searching;

/// <summary>Tests of the search page on the server, which has the sample's documents.</summary>
public abstract class SearchTests(Demo demo) : PageTests(demo)
{
    protected const string Collection = "help-centre";

    internal async Task<DemoPage> OpenSearchAsync()
    {
        var page = await OpenAsync(Site.Server, "search");
        await page.Search.BeginAsync();
        return page;
    }

    /// <summary>The answer that the server gives to any client who asks as the page does.</summary>
    internal async Task<JsonElement> AnswerAsync(DemoPage page, string query, string? filter = null, bool rerank = true)
    {
        var asked = new Dictionary<string, object?>
        {
            ["query"] = query, ["top"] = 100, ["candidates"] = 100, ["retrieval"] = "hybrid",
            ["rerank"] = rerank ? new { depth = 30 } : false, ["filter"] = filter,
        };
        var response = await page.Tab.APIRequest.PostAsync(
            new Uri(Demo.AddressOf(Site.Server), $"v1/collections/{Collection}/search").ToString(), new() { DataObject = asked });
        await Expect(response).ToBeOKAsync();
        return JsonElement.Parse(await response.TextAsync());
    }

    /// <summary>A hit's rank in a stage; null where the stage did not rank it.</summary>
    internal static int? Rank(JsonElement hit, string stage) =>
        stage == "final" ? hit.GetProperty("rank").GetInt32()
            : hit.GetProperty(stage) is { ValueKind: JsonValueKind.Object } place ? place.GetProperty("rank").GetInt32() : null;

    /// <summary>The hits of a stage, in its order.</summary>
    internal static IReadOnlyList<JsonElement> Ranked(JsonElement answer, string stage) =>
        [.. answer.GetProperty("hits").EnumerateArray().Where(hit => Rank(hit, stage) is not null).OrderBy(hit => Rank(hit, stage))];
}
