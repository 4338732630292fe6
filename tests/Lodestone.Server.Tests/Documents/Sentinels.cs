using System.Net;
using System.Text;
using Lodestone.Server.Tests.Wire;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

/// <summary>A server with documents and collections that no request of a test means: whatever is sent, they stay as they are.</summary>
public sealed class Sentinels : IAsyncLifetime
{
    public const string Shop = "/v1/collections/shop";

    private static readonly string[] Names = ["documents", "other", "shop"];

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        foreach (var name in Names)
        {
            (await Server.PutAsync($"/v1/collections/{name}")).Is(HttpStatusCode.Created);
            // Some of them are what a client that lost or decoded a part of an address would reach.
            (await Server.PostAsync($"/v1/collections/{name}/documents", """
                {"documents": [{"id": "keep", "text": "kept"}, {"id": "a%2Fkeep", "text": "kept"}, {"id": "x", "text": "kept"},
                  {"id": "documents", "text": "kept"}, {"id": "shop", "text": "kept"}, {"id": "shop/documents/x", "text": "kept"}]}
                """)).Is(HttpStatusCode.OK);
        }
    }

    /// <summary>All that is stored, and the number of each collection's last change: equal as long as nothing was written.</summary>
    internal async Task<string> StateAsync()
    {
        var all = new StringBuilder(await DocumentsAsync());
        foreach (var name in Names)
            all.Append((await Server.GetAsync($"/v1/collections/{name}")).Is(HttpStatusCode.OK).Json.GetProperty("sequence"));
        return all.ToString();
    }

    /// <summary>All that is stored: equal also when a document was written and deleted meanwhile.</summary>
    internal async Task<string> DocumentsAsync()
    {
        var all = new StringBuilder((await Server.GetAsync("/v1/collections")).Is(HttpStatusCode.OK).Body);
        foreach (var name in Names)
            all.Append((await Server.GetAsync($"/v1/collections/{name}/documents")).Is(HttpStatusCode.OK).Body);
        return all.ToString();
    }

    /// <summary>Sends a request line as it is, and nothing that a client would have made of it.</summary>
    internal async Task<(int Status, string Body)> RawAsync(string method, string target, string body = "", Uri? address = null)
    {
        address ??= Server.Address;
        using var connection = await RawConnection.OpenAsync(address);
        await connection.SendAsync(Encoding.UTF8.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        return await connection.ReadAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
