using System.Net;
using System.Net.Sockets;
using System.Text;
using Lodestone.Server.Tests.Admission;
using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Wire;

/// <summary>Clients that go away within a body.</summary>
public sealed class DepartureTests
{
    private const string UnderWay = "http.server.active_requests";

    [Theory]
    [InlineData("/v1/compare", "application/json")]
    [InlineData("/v1/explain", "application/json")]
    [InlineData("/v1/collections/some/documents", "application/x-ndjson")]
    public async Task Post_ClientThatResetsWithinTheBody_IsNoDefect(string path, string type)
    {
        using var logs = new CapturedLogs();
        await using var server = await TestServer.StartAsync(adapt: builder => builder.Services.AddSingleton<ILoggerProvider>(logs));
        using (var made = await server.Client.PutAsync(new Uri("/v1/collections/some", UriKind.Relative), null, Stop))
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var measured = new Measured(server);
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) })
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
            var begun = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: 100\r\n\r\n{{\"query\":";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begun), Stop);
            await Waiting.UntilAsync(() => measured.Total(UnderWay) == 1);
        }

        await Waiting.UntilAsync(() => measured.Total(UnderWay) == 0);
        Assert.DoesNotContain("Exception", logs.Text, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
