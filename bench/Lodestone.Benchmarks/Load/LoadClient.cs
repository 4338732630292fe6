using System.Diagnostics;

namespace Lodestone.Benchmarks;

/// <summary>Sends requests of a mix, either at times drawn beforehand or each after the previous response.</summary>
internal sealed class LoadClient(HttpClient client, LoadMix mix)
{
    // The delay of a refused client that only keeps the server busy.
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends requests at random times, as independent users do: no request waits for another's response.</summary>
    /// <param name="rate">The mean number of requests per second.</param>
    /// <param name="duration">The time during which requests arrive; their responses are awaited after that.</param>
    /// <param name="seed">The seed of the times.</param>
    public async Task<IReadOnlyList<LoadOutcome>> OpenAsync(double rate, TimeSpan duration, int seed)
    {
        var sent = new List<Task<LoadOutcome>>();
        var clock = Stopwatch.StartNew();
        foreach (var arrival in Arrivals(rate, duration, seed))
        {
            var early = arrival - clock.Elapsed;
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
            sent.Add(SendAsync(mix.Next(), arrival, clock));
        }

        return await Task.WhenAll(sent);
    }

    /// <summary>Runs several clients, each of which sends its next request after its response.</summary>
    public async Task<IReadOnlyList<LoadOutcome>> ClosedAsync(int clients, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => RepeatAsync(duration, clock)));
        return [.. outcomes.SelectMany(o => o)];
    }

    private async Task<List<LoadOutcome>> RepeatAsync(TimeSpan duration, Stopwatch clock)
    {
        var outcomes = new List<LoadOutcome>();
        while (clock.Elapsed < duration)
        {
            outcomes.Add(await SendAsync(mix.Next(), clock.Elapsed, clock));
            if (outcomes[^1].Refused)
                await Task.Delay(RefusedPause);
        }

        return outcomes;
    }

    private async Task<LoadOutcome> SendAsync(LoadRequest request, TimeSpan arrival, Stopwatch clock)
    {
        using var message = JsonCall.Request(HttpMethod.Post, request.Route, request.Body);
        message.Headers.Add("Lodestone-Priority", "interactive");
        using var answer = await client.SendAsync(message);
        await answer.Content.ReadAsByteArrayAsync();
        return new LoadOutcome(
            request.Kind, arrival.TotalSeconds, (clock.Elapsed - arrival).TotalSeconds, answer.StatusCode,
            answer.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    private static IEnumerable<TimeSpan> Arrivals(double rate, TimeSpan duration, int seed)
    {
        var random = new Random(seed);
        for (var seconds = 0.0; ;)
        {
            seconds += -Math.Log(1 - random.NextDouble()) / rate;
            if (seconds >= duration.TotalSeconds)
                yield break;
            yield return TimeSpan.FromSeconds(seconds);
        }
    }
}
