using System.Text.Json.Serialization.Metadata;

namespace Lodestone.Contracts.Client;

/// <summary>Calls a Lodestone server: its collections, their documents, searches, and its models.</summary>
/// <remarks>
/// <para>Thread-safe; one client serves a whole program. Needs no reflection, so it works trimmed and compiled ahead of time.</para>
/// <para>A call that only reads, or whose repetition has the same effect, is sent again after status 429 or 503 with <c>Retry-After</c>
/// (<see cref="LodestoneClientOptions.MaxRetries"/>). Every failure is a <see cref="LodestoneClientException"/> with a stable code; an
/// argument that no server accepts is an <see cref="ArgumentException"/>, and a cancelled call an
/// <see cref="OperationCanceledException"/>.</para>
/// </remarks>
public sealed partial class LodestoneClient : IDisposable
{
    private const int MaxKeyLength = 1_000;

    private readonly HttpClient? _owned;
    private readonly Exchange _exchange;
    private readonly ServerAddress _address;

    /// <summary>Creates a client with connections of its own, which do not follow redirections.</summary>
    /// <param name="address">
    /// The server's address, such as <c>http://127.0.0.1:8080</c>, with the prefix of its routes if it has one.
    /// </param>
    /// <param name="apiKey">The API key. Default: none.</param>
    /// <param name="options">Limits. Default: those of <see cref="LodestoneClientOptions"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is no address of a server, <paramref name="apiKey"/> cannot be sent, or an option is out of range.
    /// </exception>
    public LodestoneClient(Uri address, string? apiKey = null, LodestoneClientOptions? options = null)
    {
        var limits = options ?? new LodestoneClientOptions();
        limits.Validate();
        _address = new ServerAddress(address, nameof(address));
        var key = Key(apiKey);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        _owned = new HttpClient(handler, disposeHandler: true) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _exchange = new Exchange(_owned, _address, key, limits);
    }

    /// <summary>Creates a client that uses an HTTP client of the caller, who owns and disposes it.</summary>
    /// <param name="http">
    /// The HTTP client, whose <see cref="HttpClient.BaseAddress"/> is the server's, with the prefix of its routes if it has one. Its time
    /// limit counts beside that of <paramref name="options"/>, also for uploads.
    /// </param>
    /// <param name="apiKey">The API key. Default: none but what <paramref name="http"/> sends by itself.</param>
    /// <param name="options">Limits. Default: those of <see cref="LodestoneClientOptions"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="http"/> has no address of a server, <paramref name="apiKey"/> cannot be sent, or an option is out of range.
    /// </exception>
    public LodestoneClient(HttpClient http, string? apiKey = null, LodestoneClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var limits = options ?? new LodestoneClientOptions();
        limits.Validate();
        _address = new ServerAddress(http.BaseAddress, nameof(http));
        _exchange = new Exchange(http, _address, Key(apiKey), limits);
    }

    /// <summary>Lists the server's collections, by name.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public async Task<IReadOnlyList<CollectionResponse>> ListCollectionsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync("v1/collections", AnswerJson.OfOwn<CollectionListResponse>(), cancellationToken).ConfigureAwait(false)).Collections;

    /// <summary>Creates a collection, or does nothing when it exists with the same model.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="biEncoder">The bi-encoder of its vectors, a name of <see cref="ListModelsAsync"/>. Default: the server's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The collection's numbers.</returns>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the collection exists with another model.</exception>
    public Task<StatsResponse> CreateCollectionAsync(
        string collection, string? biEncoder = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Put, In(collection), new CollectionRequest { BiEncoder = biEncoder }, AnswerJson.OfOwn<StatsResponse>(),
            cancellationToken);

    /// <summary>Reads a collection's numbers, models and space on disk.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or there is no such collection.</exception>
    public Task<StatsResponse> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        GetAsync(In(collection), AnswerJson.OfOwn<StatsResponse>(), cancellationToken);

    /// <summary>Deletes a collection with its documents.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Ends the call; the deletion may happen nevertheless.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or there is no such collection.</exception>
    public Task DeleteCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _exchange.SendAsync(new ClientCall(HttpMethod.Delete, In(collection)) { IsRepeatable = false }, cancellationToken);

    /// <summary>Lists the server's models, which requests may name.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LodestoneClientException">The call failed.</exception>
    public async Task<IReadOnlyList<ModelResponse>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync("v1/models", AnswerJson.OfOwn<ModelListResponse>(), cancellationToken).ConfigureAwait(false)).Models;

    /// <summary>Asks whether the server's default models are loaded; a server that is still loading answers too.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LodestoneClientException">There is no answer of a Lodestone server.</exception>
    public Task<ReadinessResponse> GetReadinessAsync(CancellationToken cancellationToken = default) => _exchange.SendAsync(
        new ClientCall(HttpMethod.Get, "v1/ready") { HasAnswerWhenUnavailable = true },
        AnswerJson.OfOwn<ReadinessResponse>(),
        cancellationToken);

    /// <summary>Closes the connections that the client made itself.</summary>
    public void Dispose() => _owned?.Dispose();

    private static string In(string collection) => $"v1/collections/{ServerAddress.Segment(collection, nameof(collection))}";

    private static string? Key(string? apiKey)
    {
        if (apiKey is null || (apiKey.Length is > 0 and <= MaxKeyLength && apiKey.All(c => c is > ' ' and < '\x7f')))
            return apiKey;
        // The key itself is in no message.
        throw new InvalidArgumentException(
            ErrorCodes.ApiKeyInvalid,
            $"The API key is empty, longer than {MaxKeyLength} characters, or has characters that no header can hold; accepted are keys " +
            "of printable ASCII characters without spaces.",
            nameof(apiKey));
    }

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancellationToken) =>
        _exchange.SendAsync(new ClientCall(HttpMethod.Get, path), shape, cancellationToken);

    private Task<TResponse> SendAsync<TRequest, TResponse>(
        HttpMethod method, string path, TRequest request, JsonTypeInfo<TResponse> shape, CancellationToken cancellationToken) =>
        SendAsync(method, path, ContractsJson.TypeInfo<TRequest>(), request, shape, cancellationToken);

    private Task<TResponse> SendAsync<TRequest, TResponse>(
        HttpMethod method,
        string path,
        JsonTypeInfo<TRequest> written,
        TRequest request,
        JsonTypeInfo<TResponse> shape,
        CancellationToken cancellationToken)
    {
        var body = CallBody.Json(request, written);
        var call = new ClientCall(method, path) { Body = () => CallBody.Content(body) };
        return _exchange.SendAsync(call, shape, cancellationToken);
    }
}
