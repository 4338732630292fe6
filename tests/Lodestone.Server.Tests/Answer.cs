using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Lodestone.Server.Tests;

/// <summary>What a server answered, whole.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders Content, string Body)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The lines of a stream of JSON values.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Body}");
        return this;
    }

    /// <summary>That it is a problem of this kind, whose detail says these things.</summary>
    public JsonElement Fails(int status, string kind, params string[] says)
    {
        Is((HttpStatusCode)status);
        Assert.Equal("application/problem+json", Content.ContentType!.MediaType);
        var problem = Json;
        Assert.Equal("urn:lodestone:error:" + kind, problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.All(says, s => Assert.Contains(s, detail, StringComparison.Ordinal));
        return problem;
    }

    /// <summary>The names of an object's properties, in their order.</summary>
    public static string Names(JsonElement json) => string.Join(" ", json.EnumerateObject().Select(p => p.Name));

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
