using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lodestone.Contracts.Tests.Client;

/// <summary>A server of loopback that answers with the bytes a test gives it, one answer a connection, and then closes.</summary>
internal sealed class StrangeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _answers;
    private readonly Task _serving;

    public StrangeServer(params string[] answers)
    {
        _answers = new ConcurrentQueue<string>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The heads of the requests that came, with their bodies where they have a length.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Keeps connections open after the last byte, without an end of the answer.</summary>
    public bool Stalls { get; init; }

    public static string Answer(string type, string body, int status = 200, string headers = "") => FormattableString.Invariant(
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}");

    public static string Json(string body, int status = 200, string headers = "") => Answer("application/json", body, status, headers);

    public static string Fails(string kind, int status, string headers = "") => Answer(
        Problem.ContentType,
        $$"""{"type":"urn:lodestone:error:{{kind}}","title":"T","status":{{status}},"detail":"D","field":"f","known":["a","b"]}""",
        status,
        headers);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await ((Task)_serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            Requests.Enqueue(await RequestAsync(stream));
            if (_answers.TryDequeue(out var answer))
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            if (Stalls)
                await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await ((Task)stream.CopyToAsync(Stream.Null, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var (text, bytes) = (new StringBuilder(), new byte[4096]);
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(bytes, _stop.Token);
            if (read == 0)
                break;
            text.Append(Encoding.Latin1.GetString(bytes, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = request[..end].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is null || request.Length - end - 4 >= int.Parse(length["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
