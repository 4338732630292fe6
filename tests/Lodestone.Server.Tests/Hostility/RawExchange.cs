using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lodestone.Server.Tests.Hostility;

/// <summary>What came back for bytes that were sent as they are.</summary>
/// <param name="Status">The last status; 0 when the connection was closed without an answer.</param>
/// <param name="Head">Its line and headers.</param>
/// <param name="Body">Its body, without chunks' sizes.</param>
/// <param name="StaysOpen">Whether the connection took another request after it; otherwise it was closed.</param>
internal sealed record RawExchange(int Status, string Head, byte[] Body, bool StaysOpen)
{
    private static readonly byte[] NextRequest = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) =>
        Head.Split("\r\n").FirstOrDefault(h => h.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    /// <summary>Sends a request on a connection of its own, and sees whether that is closed or usable after the answer.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="request">The bytes.</param>
    /// <param name="isHead">Whether the answer has no body.</param>
    /// <param name="ends">Whether nothing more is sent, which the server sees.</param>
    /// <param name="mayClose">Whether what follows the request may be refused, for what is left of it is taken for another one.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="InvalidDataException">It is neither; or what came is no answer.</exception>
    public static async Task<RawExchange> RunAsync(int port, byte[] request, bool isHead, bool ends, bool mayClose, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, stop);
        var stream = client.GetStream();
        // Sent while it is read: a server may answer, and close, before it has read all.
        var sending = SendAsync(client, request, ends, stop);
        var reader = new RawReader(stream, stop);
        var answer = await reader.ReadAsync(isHead);
        await sending;
        // What follows a whole request is taken for another one.
        for (var last = answer; ends && last.Status != 0; last = await reader.ReadAsync(isHead: false))
            answer = last;
        if (answer.Status == 0 || ends || IsClosing(answer.Head))
        {
            await reader.ExpectEndAsync();
            return answer with { StaysOpen = false };
        }

        await SendAsync(client, NextRequest, ends: false, stop);
        var next = await reader.ReadAsync(isHead: false);
        if (next.Status is not (0 or 200) && !(mayClose && next.Status == 400))
            throw new InvalidDataException($"the connection was left in the middle: the next request was answered with {next.Head}");
        return answer with { StaysOpen = next.Status == 200 };
    }

    private static bool IsClosing(string head) => head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase);

    private static async Task SendAsync(TcpClient client, byte[] bytes, bool ends, CancellationToken stop)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes, stop);
            if (ends)
                client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            // The server has closed: what it said before that is read all the same.
        }
    }
}

/// <summary>Reads answers from a connection, as HTTP/1.1 has them.</summary>
internal sealed class RawReader(Stream stream, CancellationToken stop)
{
    private readonly PipeReader _bytes = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>One answer; of interim ones the last. Status 0 at the end of the connection.</summary>
    /// <exception cref="InvalidDataException">What came is no answer.</exception>
    public async Task<RawExchange> ReadAsync(bool isHead)
    {
        while (true)
        {
            var lines = new List<string>();
            while (await LineAsync() is { } line && (line.Length > 0 || lines.Count == 0))
                lines.Add(line);
            if (lines.Count == 0)
                return new RawExchange(0, "", [], false);
            var status = lines[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && int.TryParse(lines[0].AsSpan(9, 3), out var found)
                ? found
                : throw new InvalidDataException($"'{lines[0]}' is no first line of an answer");
            if (status is 100)
                continue;
            var answer = new RawExchange(status, string.Join("\r\n", lines), [], true);
            return isHead || status is 204 or 304 or 101 ? answer : answer with { Body = await BodyAsync(answer) };
        }
    }

    /// <exception cref="InvalidDataException">The server sends more.</exception>
    public async Task ExpectEndAsync()
    {
        if (await LineAsync() is not null)
            throw new InvalidDataException("the server goes on after its last answer");
    }

    private async Task<byte[]> BodyAsync(RawExchange answer)
    {
        if (answer.Header("Content-Length") is { } length)
            return await ExactlyAsync(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
        if (answer.Header("Transfer-Encoding") != "chunked")
            return await AllAsync();
        var body = new List<byte>();
        while (int.Parse(await LineAsync() ?? throw Cut(), System.Globalization.NumberStyles.HexNumber, null) is > 0 and var chunk)
        {
            body.AddRange(await ExactlyAsync(chunk));
            await LineAsync();
        }

        await LineAsync();
        return [.. body];
    }

    private async Task<byte[]> ExactlyAsync(int length)
    {
        if (length == 0)
            return [];
        var read = await _bytes.ReadAtLeastAsync(length, stop);
        if (read.Buffer.Length < length)
            throw Cut();
        var bytes = read.Buffer.Slice(0, length).ToArray();
        _bytes.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }

    private async Task<byte[]> AllAsync()
    {
        using var all = new MemoryStream();
        await _bytes.CopyToAsync(all, stop);
        return all.ToArray();
    }

    /// <summary>A line without its end; null at the end of the connection.</summary>
    private async Task<string?> LineAsync()
    {
        while (true)
        {
            var read = await ReadOnAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                _bytes.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted)
                return read.Buffer.IsEmpty ? null : throw Cut();
            _bytes.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async ValueTask<ReadResult> ReadOnAsync()
    {
        try
        {
            return await _bytes.ReadAsync(stop);
        }
        catch (IOException)
        {
            // Reset, as a connection is that is closed while bytes are on their way.
            return new ReadResult(ReadOnlySequence<byte>.Empty, false, true);
        }
    }

    private static InvalidDataException Cut() => new("the answer ends before its end");
}
