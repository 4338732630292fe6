using System.Net;
using Lodestone.TestSupport;

[assembly: AssemblyFixture(typeof(Lodestone.Server.Tests.RealServer))]

namespace Lodestone.Server.Tests;

/// <summary>One server for a class of tests that leave each other alone.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        await Server.SomeDocumentsAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>One server with the bundled models for all tests.</summary>
public sealed class RealServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(TestServer.Bundled);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

internal static class Samples
{
    /// <summary>Makes a collection of three documents.</summary>
    public static async Task<string> SomeDocumentsAsync(this TestServer server, string name = "some")
    {
        (await server.PutAsync($"/v1/collections/{name}")).Is(HttpStatusCode.Created);
        (await server.PostAsync($"/v1/collections/{name}/documents", """
            {"documents": [
              {"id": "refunds", "title": "Refunds", "text": "Yearly plans are refunded in full within 14 days of payment.",
               "metadata": {"plan": "pro", "year": 2024, "since": "2024-05-01", "tags": ["money", "time"]}},
              {"id": "currency", "title": "Currency", "text": "Prices are shown in the currency of your billing address.",
               "metadata": {"plan": "free", "year": 2023}},
              {"_id": "keys/make", "title": "API keys", "text": "Create a key under Settings. It is shown once.",
               "metadata": {"plan": "free", "year": 2025, "draft": true}, "headings": [{"start": 0, "level": 1, "text": "Make one"}]}
            ]}
            """)).Is(HttpStatusCode.OK);
        return name;
    }

    /// <summary>The number of documents that a collection has.</summary>
    public static async Task<int> CountAsync(this TestServer server, string name) =>
        (await server.GetAsync($"/v1/collections/{name}")).Is(HttpStatusCode.OK).Json.GetProperty("documents").GetInt32();
}
