using System.Net;

namespace Lodestone.Benchmarks;

/// <summary>A concurrent client that embeds a large collection: one bulk request after another, retried after the server's delay.</summary>
internal sealed class BulkStream : IAsyncDisposable
{
    private const int Texts = 32;

    private readonly HttpClient _client;
    private readonly byte[][] _bodies;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private int _embedded;
    private int _refused;

    public BulkStream(HttpClient client, IReadOnlyList<string> texts)
    {
        _client = client;
        _bodies = [.. texts.Chunk(Texts).Select(some => JsonCall.Body(new { input = some }))];
        _running = RunAsync();
    }

    /// <summary>The number of texts embedded so far.</summary>
    public int Embedded => Volatile.Read(ref _embedded);

    /// <summary>The number of requests refused so far.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Stops the client; an in-flight request is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            for (var i = 0; ; i = (i + 1) % _bodies.Length)
                await SendAsync(_bodies[i]);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The cancellation was requested.
        }
    }

    private async Task SendAsync(byte[] body)
    {
        using var message = JsonCall.Request(HttpMethod.Post, "/v1/embeddings", body);
        message.Headers.Add("Lodestone-Priority", "bulk");
        using var answer = await _client.SendAsync(message, _end.Token);
        await answer.Content.ReadAsByteArrayAsync(_end.Token);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            Interlocked.Increment(ref _refused);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), _end.Token);
            return;
        }

        answer.EnsureSuccessStatusCode();
        Interlocked.Add(ref _embedded, Texts);
    }
}
