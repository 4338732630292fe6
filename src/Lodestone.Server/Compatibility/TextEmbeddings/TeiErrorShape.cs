using Lodestone.Contracts.Tei;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>Errors as the clients of text-embeddings-inference expect them.</summary>
internal sealed class TeiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var type = problem.Status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "Unauthorized",
            StatusCodes.Status429TooManyRequests => "Overloaded",
            StatusCodes.Status503ServiceUnavailable => "Unhealthy",
            >= StatusCodes.Status500InternalServerError => "Backend",
            _ => "Validation",
        };
        return new JsonAnswer<TeiError>(new TeiError { Error = problem.Detail, ErrorType = type }, TeiJson.TypeInfo<TeiError>())
            .WriteAsync(context, JsonAnswer<TeiError>.ContentType);
    }
}
