using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Requests to one route that the library can answer as well.</summary>
/// <param name="name">A short name for figures, such as 'rerank, scifact'.</param>
/// <param name="route">The route.</param>
internal abstract class HttpJob(string name, string route)
{
    public string Name => name;

    public string Route => route;

    /// <summary>The number of requests.</summary>
    public abstract int Count { get; }

    /// <summary>The number of texts or pairs of the first requests.</summary>
    public abstract int Items(int requests);

    /// <summary>The body of a request.</summary>
    public abstract byte[] Body(int request);

    /// <summary>The library's result for a request: one number per pair, or the vectors of the texts one after another.</summary>
    public abstract Task<float[]> AskLibraryAsync(int request);

    /// <summary>Reads the same numbers from the server's response.</summary>
    public abstract float[] Read(JsonElement answer);
}
