using Microsoft.OpenApi;

namespace Lodestone.Server.Documentation;

/// <summary>The chapters of the OpenAPI document, and which route is in which.</summary>
internal static class OpenApiTags
{
    private const string Search = "Search";
    private const string Collections = "Collections";
    private const string Documents = "Documents";
    private const string Others = "Shapes of others";
    private const string Server = "Server";

    /// <summary>In the order they are read.</summary>
    public static ISet<OpenApiTag> All => new HashSet<OpenApiTag>
    {
        new() { Name = Server, Description = "Whether the server runs, with which models, and what it answers to." },
        new() { Name = Collections, Description = "Make, look at and delete collections of documents." },
        new() { Name = Documents, Description = "Write, read and delete the documents of a collection." },
        new() { Name = Search, Description = "Find passages in a collection, or rank given ones with both encoders." },
        new() { Name = Others, Description = "What clients of OpenAI, Cohere, Jina and text-embeddings-inference send and expect." },
    };

    /// <param name="path">The route's path, without its first slash.</param>
    public static string Of(string path) => path switch
    {
        _ when path.EndsWith("/search", StringComparison.Ordinal) => Search,
        _ when path.StartsWith("v1/collections", StringComparison.Ordinal) =>
            path.Contains("/documents", StringComparison.Ordinal) ? Documents : Collections,
        "v1/compare" => Search,
        "v1/health" or "v1/ready" or "v1/models" or "openapi/v1.json" => Server,
        _ => Others,
    };
}
