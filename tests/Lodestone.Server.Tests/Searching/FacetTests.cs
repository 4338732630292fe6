using System.Net;
using System.Text.Json;
using Lodestone.Contracts;
using Lodestone.Server.Admission;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Searching;

public sealed class FacetTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Facets_OfFields_CountAllDocumentsMostFrequentFirst()
    {
        var result = (await FacetsAsync("""{"fields": ["plan", "year", "tags", "since", "draft", "colour"]}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("facets unknownFields", TestResponse.Names(result));
        Assert.Equal("field distinctValues documents values", TestResponse.Names(result.GetProperty("facets")[0]));
        Assert.Equal(
            [
                """plan 2 of 3: "free" 2, "pro" 1""",
                "year 3 of 3: 2023 1, 2024 1, 2025 1",
                """tags 2 of 3: "money" 1, "time" 1""",
                """since 1 of 3: "2024-05-01T00:00:00+00:00" 1""",
                "draft 1 of 3: true 1",
                "colour 0 of 3: ",
            ],
            Lines(result));
        Assert.Equal("colour", Assert.Single(result.GetProperty("unknownFields").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Facets_FilterAndLimit_NarrowAndCut()
    {
        var result = (await FacetsAsync("""{"fields": ["year"], "filter": "plan = \"free\"", "limit": 1}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("facets", TestResponse.Names(result));
        Assert.Equal(["year 2 of 2: 2023 1"], Lines(result));
    }

    [Fact]
    public async Task Facets_Chosen_NarrowTheOthersAndNotTheirOwn()
    {
        var result = (await FacetsAsync("""
            {"fields": ["plan", "year"], "chosen": [{"field": "plan", "values": ["pro"]}, {"field": "year", "values": [2024, 2.5e1, true]}]}
            """)).Is(HttpStatusCode.UnprocessableEntity).Json;
        Assert.Equal("urn:lodestone:error:invalid-filter", result.GetProperty("type").GetString());
        result = (await FacetsAsync("""
            {"fields": ["plan", "year"], "chosen": [{"field": "plan", "values": ["pro"]}, {"field": "since", "values": []}]}
            """)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(["""plan 2 of 3: "free" 2, "pro" 1""", "year 1 of 1: 2024 1"], Lines(result));
    }

    [Theory]
    [InlineData("""{}""", "invalid-field", "fields")]
    [InlineData("""{"fields": []}""", "invalid-field", "fields")]
    [InlineData("""{"fields": "plan"}""", "invalid-field", "fields")]
    [InlineData("""{"fields": ["plan", "plan"]}""", "invalid-field", "fields[1]")]
    [InlineData("""{"fields": ["plan", " "]}""", "invalid-field", "fields[1]")]
    [InlineData("""{"fields": ["plan", null]}""", "invalid-field", "fields[1]")]
    [InlineData("""{"fields": ["plan"], "limit": 0}""", "invalid-field", "limit")]
    [InlineData("""{"fields": ["plan"], "limit": 1001}""", "invalid-field", "limit")]
    [InlineData("""{"fields": ["plan"], "top": 3}""", "unknown-field", "top")]
    [InlineData("""{"fields": ["plan"], "filter": "plan ="}""", "invalid-filter", "filter")]
    [InlineData("""{"fields": ["colour"], "strict": true}""", "invalid-filter", "filter")]
    [InlineData("""{"fields": ["plan"], "chosen": [{"field": "plan"}]}""", "invalid-field", "chosen[0].values")]
    [InlineData("""{"fields": ["plan"], "chosen": [{"field": "plan", "values": [["pro"]]}]}""", "invalid-field", "chosen[0].values[0]")]
    [InlineData("""{"fields": ["plan"], "chosen": [{"field": "plan", "values": [1e999]}]}""", "invalid-field", "chosen[0].values[0]")]
    [InlineData(
        """{"fields": ["plan"], "chosen": [{"field": "a", "values": []}, {"field": "a", "values": []}]}""",
        "invalid-field", "chosen[1].field")]
    public async Task Facets_Mistake_IsAProblemOfItsField(string body, string kind, string field)
    {
        var problem = (await FacetsAsync(body)).Is(HttpStatusCode.UnprocessableEntity).Json;
        Assert.Equal("urn:lodestone:error:" + kind, problem.GetProperty("type").GetString());
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Facets_MoreThanTheLimits_AreRefused()
    {
        var fields = Enumerable.Range(0, RequestLimits.MaxFacetFields + 1).Select(i => $"f{i}").ToArray();
        var over = await _server.PostAsync("/v1/collections/some/facets", new { fields });
        Assert.Equal((422, "invalid-field"), (over.Status, over.Kind));
        var most = await _server.PostAsync("/v1/collections/some/facets", new { fields = fields[1..], limit = RequestLimits.MaxFacetValues });
        Assert.Equal(200, most.Status);
    }

    [Fact]
    public void Limits_AreThoseOfTheLibrary()
    {
        Assert.Equal(FacetOptions.MostFields, RequestLimits.MaxFacetFields);
        Assert.Equal(FacetOptions.LargestMaxValues, RequestLimits.MaxFacetValues);
    }

    [Fact]
    public void OfFacets_FieldsAndFiltersTimesDocuments_InTokens()
    {
        var options = new FacetOptions { Fields = ["a", "b"], Filter = Filter.Parse("n > 1 and n < 5") };
        Assert.Equal((2 + 2) * 4_096L / 2_048, TokenEstimate.OfFacets(options, 4_096));
        options = options with { Chosen = new Dictionary<string, IReadOnlyList<FilterValue>> { ["a"] = ["x"] } };
        Assert.Equal((2 + (3 * 2)) * 4_096L / 2_048, TokenEstimate.OfFacets(options, 4_096));
    }

    private static string[] Lines(JsonElement result) =>
    [
        .. result.GetProperty("facets").EnumerateArray().Select(f =>
            $"{f.GetProperty("field").GetString()} {f.GetProperty("distinctValues")} of {f.GetProperty("documents")}: " +
            string.Join(", ", f.GetProperty("values").EnumerateArray().Select(v => $"{v.GetProperty("value").GetRawText()} {v.GetProperty("documents")}"))),
    ];

    private Task<TestResponse> FacetsAsync(string body) => _server.PostAsync("/v1/collections/some/facets", body);
}
