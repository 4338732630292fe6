using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>A JSON request with a prepared body.</summary>
internal static class JsonCall
{
    public static byte[] Body(object content) => JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web);

    /// <summary>Creates a request that can be sent once.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string route, byte[] body) =>
        new(method, new Uri(route, UriKind.Relative))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };

    /// <summary>Sends a request and returns the whole response.</summary>
    /// <exception cref="InvalidOperationException">The response's status is not a success.</exception>
    public static async Task<byte[]> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request);
        var content = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode
            ? content
            : throw new InvalidOperationException(
                $"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode}: {Encoding.UTF8.GetString(content)}");
    }
}
