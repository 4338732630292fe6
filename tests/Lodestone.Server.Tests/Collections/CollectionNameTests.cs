using Lodestone.Server.Collections;
using Lodestone.Server.Tests.Wire;

namespace Lodestone.Server.Tests.Collections;

public sealed class CollectionNameTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("a")]
    [InlineData("help-centre.v2_x")]
    [InlineData("0")]
    [InlineData("console")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void IsValid_Name_Is(string name) => Assert.True(CollectionName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("nul")]
    [InlineData("com1.txt")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234")]
    public void IsValid_Other_IsNot(string name) => Assert.False(CollectionName.IsValid(name));

    [Theory]
    [InlineData("..%2Fx")]
    [InlineData("%2e%2e%2fx")]
    [InlineData("..%5Cx")]
    public async Task Any_NameWithADotSegment_IsRefusedBeforeItIsAName(string name)
    {
        (await shared.Server.PutAsync($"/v1/collections/{name}")).Fails(400, "ambiguous-path", "'..'");
        (await shared.Server.DeleteAsync($"/v1/collections/{name}")).Fails(400, "ambiguous-path", "'..'");
        (await shared.Server.PostAsync($"/v1/collections/{name}/search", """{"query": "x"}""")).Fails(400, "ambiguous-path", "'..'");
    }

    [Theory]
    [InlineData(".x")]
    [InlineData("x.")]
    [InlineData("x%2Fy")]
    [InlineData("UPPER")]
    [InlineData("a%20b")]
    public async Task Any_NameThatIsNone_IsRefused(string name)
    {
        (await shared.Server.PutAsync($"/v1/collections/{name}")).Fails(422, "invalid-name", "a to z");
        (await shared.Server.GetAsync($"/v1/collections/{name}")).Fails(422, "invalid-name");
        (await shared.Server.DeleteAsync($"/v1/collections/{name}")).Fails(422, "invalid-name");
        (await shared.Server.GetAsync($"/v1/collections/{name}/documents")).Fails(422, "invalid-name");
        (await shared.Server.PostAsync($"/v1/collections/{name}/search", """{"query": "x"}""")).Fails(422, "invalid-name");
    }

    [Theory]
    [InlineData("/v1/collections/../../etc")]
    [InlineData("/v1/collections/..%2f..%2fetc")]
    [InlineData("/v1/collections/%2e%2e/%2e%2e/etc")]
    [InlineData("/v1/collections/x/../../../../../etc")]
    [InlineData("/v1/collections/%00etc")]
    public async Task Put_PathAsItIs_MakesNothingOutside(string path)
    {
        // A client would tidy the path up before it sends it.
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        await connection.SendAsync($"PUT {path} HTTP/1.1", "Content-Length: 0");
        Assert.InRange((await connection.ReadAsync()).Status, 400, 499);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(shared.Server.Data, "*etc*", SearchOption.AllDirectories), _ => true);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(shared.Server.Data)!, "etc")));
    }
}
