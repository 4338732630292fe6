using System.Net;
using System.Text.Json;
using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

/// <summary>An id that can be written has an address, and that address is no other's.</summary>
public sealed class AddressTests(Sentinels sentinels) : IClassFixture<Sentinels>
{
    private const int Samples = 120;
    private const string Document = """{"text": "kept"}""";

    // Whatever clients, proxies and hosts treat in a way of their own; no letter that a sentinel's id has.
    private static readonly string[] Parts =
    [
        ".", "..", "/", "//", "\\", "%", "%2e", "%2E", "%2f", "%2F", "%5C", "%25", "%252e", "2", "e", "E", "5", "f",
        "?", "#", "&", "+", " ", "~", ";", ":", "@", "=", "'", "\"", "<", "|", "^", "`", "{", "[", "*", "!", "http://",
        "%C3%A9", "%00", "%zz", "b",
        "é", "e\u0301", "漢", "\ud83d\udc69", "\u202e", "\u200e", "\ufeff", "\uff0e", "\u2025", "\u2044", "\u00ad",
    ];

    private readonly TestServer _server = sentinels.Server;

    [Fact]
    public async Task Any_IdThatIsAccepted_HasAnAddressOfItsOwn()
    {
        var before = await sentinels.DocumentsAsync();
        foreach (var id in Ids(Parts.Length, accepted: true))
        {
            var whole = $"{Sentinels.Shop}/documents/{Uri.EscapeDataString(id)}";
            var parts = $"{Sentinels.Shop}/documents/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}";
            foreach (var (write, read) in new[] { (whole, parts), (parts, whole) })
            {
                // That the client leaves it as it is, which the rule has to make sure of.
                Assert.Equal(write, new Uri(_server.Address, write).AbsolutePath);
                Assert.True((await _server.PutAsync(write, Document)).Status == 201, id);
                Assert.Equal(id, (await _server.GetAsync(read)).Is(HttpStatusCode.OK).Json.GetProperty("id").GetString());
                (await _server.DeleteAsync(read)).Is(HttpStatusCode.NoContent);
                (await _server.GetAsync(write)).Fails(404, "document-not-found");
            }
        }

        Assert.Equal(before, await sentinels.DocumentsAsync());
    }

    [Fact]
    public async Task Any_IdThatIsRefused_ReachesNothingByItsAddress()
    {
        var before = await sentinels.StateAsync();
        foreach (var id in Ids(17, accepted: false))
        {
            var whole = $"{Sentinels.Shop}/documents/{Uri.EscapeDataString(id)}";
            var parts = $"{Sentinels.Shop}/documents/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}";
            Assert.Equal(400, (await sentinels.RawAsync("PUT", whole, Document)).Status);
            Assert.Equal(400, (await sentinels.RawAsync("DELETE", parts)).Status);
        }

        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Theory]
    [InlineData("/V1/Collections/shop/Documents/a%2Fkeep")]
    [InlineData("/v1/collections/sh%6Fp/documents/a%2Fkeep")]
    [InlineData("/%76%31/c%6fllections/shop/document%73/a%2fkeep")]
    [InlineData("http://{0}/v1/collections/shop/documents/a%2Fkeep")]
    [InlineData("http://{0}/v1/collections/shop/documents/a/keep")]
    public async Task Raw_OtherSpellingsOfTheRoute_MeanTheSameId(string target)
    {
        target = target.Replace("{0}", _server.Address.Authority, StringComparison.Ordinal);
        var before = await sentinels.DocumentsAsync();
        Assert.Equal(404, (await sentinels.RawAsync("DELETE", target)).Status);
        Assert.Equal(before, await sentinels.DocumentsAsync());
        Assert.Equal(201, (await sentinels.RawAsync("PUT", target, Document)).Status);
        Assert.Equal("a/keep", JsonElement.Parse((await sentinels.RawAsync("GET", target)).Body).GetProperty("id").GetString());
        (await _server.DeleteAsync($"{Sentinels.Shop}/documents/a%2Fkeep")).Is(HttpStatusCode.NoContent);
        Assert.Equal(before, await sentinels.DocumentsAsync());
    }

    [Theory]
    [InlineData("/v1/collections/shop/")]
    [InlineData("/v1/collections/shop//")]
    [InlineData("/v1/collections/shop/.")]
    [InlineData("/v1/collections/shop/%2e")]
    [InlineData("/v1/collections/./shop")]
    [InlineData("/v1/collections/x/../shop")]
    [InlineData("/v1/collections/x\\..\\shop")]
    [InlineData("/v1/./collections/shop")]
    [InlineData("/x/../v1/collections/shop")]
    [InlineData("/v1/collections//shop")]
    [InlineData("//v1/collections/shop")]
    [InlineData("/v1/collections/shop/documents")]
    [InlineData("/v1/collections/shop/documents/")]
    [InlineData("/v1/collections/shop/documents//")]
    [InlineData("/v1/collections/shop/documents/..;/keep")]
    [InlineData("/v1/collections/shop/..;/other")]
    [InlineData("/v1/collections/shop;v=1")]
    [InlineData("/v1/collections/shop%2F")]
    [InlineData("/v1/collections/shop%2F..")]
    [InlineData("/v1/collections/shop\\")]
    [InlineData("/v1/collections/shop#/documents/keep")]
    [InlineData("/v1/collections/shop?/documents/keep")]
    [InlineData("/v1/collections/shop?id=keep")]
    [InlineData("/v1/collections/%2e%2e")]
    [InlineData("/v1/collections/..")]
    [InlineData("/v1/collections/.")]
    [InlineData("http://{0}/v1/collections/shop/")]
    [InlineData("http://{0}/v1/collections/shop%2F")]
    [InlineData("http://{0}/v1/collections/shop#/documents/keep")]
    [InlineData("http://{0}/v1/collections/x/../shop")]
    [InlineData("http://{0}/v1/collections/shop/documents\\..\\..\\other")]
    [InlineData("http://{0}/v1/collections/shop%2Fdocuments%2Fkeep")]
    [InlineData("http://{0}/v1/collections/shop\\documents\\keep")]
    [InlineData("http://{0}/v1\\collections\\shop\\documents\\y/collections/shop/documents/keep")]
    [InlineData("http://{0}/v1%2Fcollections%2Fshop%2Fdocuments%2Fy/collections/shop/documents/keep")]
    [InlineData("*")]
    public async Task Raw_DestructiveMethodsElsewhere_DoNothing(string target)
    {
        target = target.Replace("{0}", _server.Address.Authority, StringComparison.Ordinal);
        var before = await sentinels.StateAsync();
        Assert.InRange((await sentinels.RawAsync("DELETE", target)).Status, 400, 499);
        if (!target.EndsWith("..;/keep", StringComparison.Ordinal) && !target.EndsWith("documents//", StringComparison.Ordinal))
            Assert.InRange((await sentinels.RawAsync("PUT", target, Document)).Status, 400, 499);
        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Theory]
    [InlineData("get")]
    [InlineData("delete")]
    public async Task Any_IdThatIsTheNameOfARoute_IsADocument(string id)
    {
        var path = $"{Sentinels.Shop}/documents/{id}";
        (await _server.PutAsync(path, Document)).Is(HttpStatusCode.Created);
        Assert.Equal(id, (await _server.GetAsync(path)).Is(HttpStatusCode.OK).Json.GetProperty("id").GetString());
        var read = (await _server.PostAsync($"{Sentinels.Shop}/documents/get", $$"""{"ids": ["{{id}}"]}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(id, Assert.Single(read.GetProperty("documents").EnumerateArray()).GetProperty("id").GetString());
        (await _server.DeleteAsync(path)).Is(HttpStatusCode.NoContent);
        (await _server.GetAsync(path)).Fails(404, "document-not-found");
    }

    /// <summary>Ids of the first parts, of which the rule accepts all or none.</summary>
    private static IReadOnlyList<string> Ids(int parts, bool accepted)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        Gen.Int[0, parts - 1].Select(i => Parts[i]).Array[1, 7].Select(string.Concat)
            .Sample(id => { ids.Add(id); }, iter: Samples * 3, threads: 1);
        var found = ids.Where(id => new Document { Id = id, Text = "t" }.FindProblem() is null == accepted).Take(Samples).ToArray();
        Assert.True(found.Length >= Samples / 2, $"{found.Length} of {ids.Count} ids");
        return found;
    }
}
