using System.Net;
using System.Net.Sockets;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Wire;

/// <summary>A connection on which a test says exactly what is sent, and when it reads.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly Uri _server;

    private RawConnection(Uri server) => _server = server;

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection(address);
        await connection._client.ConnectAsync(IPAddress.Loopback, connection._server.Port, TestServer.Stop);
        return connection;
    }

    /// <summary>Sends the head of a request: its first line and its headers, without Host.</summary>
    public Task SendAsync(string line, params string[] headers) =>
        SendAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", [line, $"Host: {_server.Authority}", .. headers]) + "\r\n\r\n"));

    public async Task SendAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes, TestServer.Stop);

    /// <summary>Reads one answer of a known length.</summary>
    public async Task<(int Status, string Body)> ReadAsync()
    {
        var head = Encoding.ASCII.GetString(await ReadUntilEmptyLineAsync()).Split("\r\n");
        Assert.StartsWith("HTTP/1.1 ", head[0], StringComparison.Ordinal);
        var length = int.Parse(head.Single(h => h.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..], null);
        var body = new byte[length];
        await _client.GetStream().ReadExactlyAsync(body, TestServer.Stop);
        return (int.Parse(head[0].Split(' ')[1], null), Encoding.UTF8.GetString(body));
    }

    public void Dispose() => _client.Dispose();

    private async Task<byte[]> ReadUntilEmptyLineAsync()
    {
        var head = new List<byte>();
        var next = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await _client.GetStream().ReadExactlyAsync(next, TestServer.Stop);
            head.Add(next[0]);
        }

        return [.. head];
    }
}
