using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.Client;

/// <summary>One call: its route, its body, and whether sending it twice makes no difference.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The route, without a slash at its beginning.</param>
internal sealed record ClientCall(HttpMethod Method, string Path)
{
    /// <summary>Makes the body, each time that the call is sent. Default: no body.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Whether the call can be sent again, because it only reads, or because its effect is the same. Default: true.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether the call ends when its time is over. Default: true.</summary>
    public bool IsTimed { get; init; } = true;

    /// <summary>Whether an answer with status 503 is one of the call's own, and no failure. Default: false.</summary>
    public bool HasAnswerWhenUnavailable { get; init; }

    /// <summary>The content type of the answer.</summary>
    public string Accept { get; init; } = Exchange.Json;
}

/// <summary>Sends calls, again where that is safe, and turns every failure into one exception.</summary>
internal sealed class Exchange(HttpClient http, ServerAddress address, string? apiKey, LodestoneClientOptions options)
{
    public const string Json = "application/json";

    /// <summary>Sends a call and reads its answer.</summary>
    /// <exception cref="LodestoneClientException">The server refused the call, or there is no answer of a Lodestone server.</exception>
    public Task<T> SendAsync<T>(ClientCall call, JsonTypeInfo<T> shape, CancellationToken cancellationToken) =>
        RepeatAsync(call, async (response, time) =>
        {
            using (response)
                return await ReadAsync(response, shape, time).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Sends a call whose answer has no body.</summary>
    /// <exception cref="LodestoneClientException">The server refused the call, or there is no answer of a Lodestone server.</exception>
    public Task SendAsync(ClientCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, (response, _) =>
        {
            using (response)
            {
                return response.StatusCode == HttpStatusCode.NoContent
                    ? Task.FromResult(true)
                    : throw Answers.Unknown(address, response, null);
            }
        }, cancellationToken);

    /// <summary>Sends a call whose answer is a stream of parts; the caller disposes it.</summary>
    /// <exception cref="LodestoneClientException">The server refused the call, or there is no answer of a Lodestone server.</exception>
    public Task<AnswerStream> OpenAsync(ClientCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, async (response, _) =>
        {
            try
            {
                Answers.EnsureType(address, response, call.Accept);
                var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                var lines = new LineReader(address, body, options.MaxResponseBytes);
                return new AnswerStream(address, response, lines, call.IsTimed ? options : null);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }, cancellationToken);

    private async Task<T> RepeatAsync<T>(
        ClientCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var sent = 1; ; sent++)
        {
            try
            {
                using var time = call.IsTimed ? new CancellationTokenSource(options.Timeout, options.TimeProvider) : null;
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time?.Token ?? default);
                return await Failures.GuardAsync(
                    address, () => OnceAsync(call, read, either.Token), cancellationToken).ConfigureAwait(false);
            }
            catch (LodestoneClientException busy) when (
                call.IsRepeatable && sent <= options.MaxRetries && busy is { Status: 429 or 503, RetryAfter: { } pause } &&
                pause <= options.MaxRetryPause)
            {
                await Task.Delay(busy.RetryAfter!.Value, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> OnceAsync<T>(
        ClientCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, address.Of(call.Path)) { Content = call.Body?.Invoke() };
        if (apiKey is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(call.Accept));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Problem.ContentType, .9));
        // A body without an end is sent only when the server has not refused the call already.
        if (!call.IsTimed)
            request.Headers.ExpectContinue = true;
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode ||
            (call.HasAnswerWhenUnavailable && response.StatusCode == HttpStatusCode.ServiceUnavailable && Answers.Is(response, Json)))
            return await read(response, cancellationToken).ConfigureAwait(false);
        using (response)
            throw await Answers.FailureAsync(address, response, options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> shape, CancellationToken cancellationToken)
    {
        Answers.EnsureType(address, response, Json);
        var body = await Answers.BytesAsync(address, response, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return Failures.Read(address, body.Span, shape, (int)response.StatusCode);
    }
}
