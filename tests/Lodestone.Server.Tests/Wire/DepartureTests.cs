using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests;

/// <summary>Clients that go away within a body.</summary>
public sealed class DepartureTests
{
    [Theory]
    [InlineData("/v1/compare", "application/json")]
    [InlineData("/v1/collections/some/documents", "application/x-ndjson")]
    public async Task Post_ClientThatResetsWithinTheBody_IsNoDefect(string path, string type)
    {
        using var logs = new CapturedLogs();
        await using var server = await RunningServer.StartAsync(
            RunningServer.Tiny, builder => builder.Services.AddSingleton<ILoggerProvider>(logs));
        using (var made = await server.Client.PutAsync(new Uri("/v1/collections/some", UriKind.Relative), null, Stop))
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) })
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
            var begun = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: 100\r\n\r\n{{\"query\":";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begun), Stop);
            await SeenAsync(server, "http_server_active_requests{", "http_request_method=\"POST\"", "} 1");
        }

        // A request is counted when it has ended.
        await SeenAsync(server, "http_server_request_duration_seconds_count{", "http_response_status_code=\"499\"", "} 1");
        Assert.DoesNotContain("Exception", logs.Text, StringComparison.Ordinal);
    }

    private static async Task SeenAsync(RunningServer server, params string[] parts)
    {
        for (var tries = 0; ; tries++)
        {
            var metrics = (await server.GetAsync("/metrics")).Text;
            if (metrics.Split('\n').Any(line => parts.All(part => line.Contains(part, StringComparison.Ordinal))))
                return;
            Assert.True(tries < 500, $"Never seen: {string.Join(" ... ", parts)}\n{metrics}");
            await Task.Delay(20, Stop);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
