using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Requests to one route, each of which can be asked of the library as well.</summary>
/// <param name="name">A short name for figures, such as 'rerank, scifact'.</param>
/// <param name="route">The route that takes them.</param>
internal abstract class HttpJob(string name, string route)
{
    public string Name => name;

    public string Route => route;

    /// <summary>How many requests there are.</summary>
    public abstract int Count { get; }

    /// <summary>Texts or pairs of the first so many requests.</summary>
    public abstract int Items(int requests);

    /// <summary>A request as sent.</summary>
    public abstract byte[] Body(int request);

    /// <summary>What the library gives for a request: one number a pair, or one text's vector after the other.</summary>
    public abstract Task<float[]> AskLibraryAsync(int request);

    /// <summary>The same numbers out of the server's answer.</summary>
    public abstract float[] Read(JsonElement answer);
}
