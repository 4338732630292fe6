using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests;

/// <summary>Clients that go away within a body.</summary>
public sealed class DepartureTests
{
    private const string Left = "http_response_status_code=\"499\"";

    [Theory]
    [InlineData("/v1/compare", "application/json")]
    [InlineData("/v1/collections/some/documents", "application/x-ndjson")]
    public async Task Post_ClientThatResetsWithinTheBody_IsNoDefect(string path, string type)
    {
        using var logs = new CapturedLogs();
        await using var server = await RunningServer.StartAsync(RunningServer.Tiny, builder => builder.Services.AddSingleton<ILoggerProvider>(logs));
        using (var made = await server.Client.PutAsync(new Uri("/v1/collections/some", UriKind.Relative), null, Stop))
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) })
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
            var begun = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: 100\r\n\r\n{{\"query\":";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begun), Stop);
            // Until it is being read: an answer to something else that is asked for later.
            await server.GetAsync("/v1/health");
        }

        // A request is counted when it has ended.
        while (!(await server.GetAsync("/metrics")).Text.Contains(Left, StringComparison.Ordinal))
            await Task.Delay(20, Stop);
        Assert.Equal("", logs.Text);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
