using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Hosting;

/// <summary>An upload whose client reads while it is still sending, as HttpClient does not.</summary>
internal static class RawUpload
{
    /// <summary>Sends until the server has answered, and gives the lines of its answer.</summary>
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(Uri server, string path, IEnumerable<string> documents)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, TestServer.Stop);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/x-ndjson\r\n" +
                "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"),
            TestServer.Stop);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Stop);
        var sending = SendAsync(stream, documents, answered.Token);
        using var reader = new StreamReader(stream);
        var answer = new StringBuilder();
        // The end of a chunked answer is an empty chunk.
        while (await reader.ReadLineAsync(TestServer.Stop) is { } line && line != "0")
            answer.AppendLine(line);
        await answered.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [.. answer.ToString().Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonElement.Parse(l))];
    }

    private static async Task SendAsync(NetworkStream stream, IEnumerable<string> documents, CancellationToken answered)
    {
        foreach (var lines in documents.Chunk(200))
        {
            var chunk = string.Concat(lines);
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(chunk):x}\r\n{chunk}\r\n")),
                answered);
        }
    }
}
