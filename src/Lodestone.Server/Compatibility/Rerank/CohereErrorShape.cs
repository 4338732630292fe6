using Lodestone.Contracts.Cohere;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>Errors as Cohere's and Jina's clients expect them.</summary>
internal sealed class CohereErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.Kind == "model-not-found")
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        var error = new CohereError { Message = problem.Detail, Detail = problem.Detail };
        return new JsonAnswer<CohereError>(error, CohereJson.TypeInfo<CohereError>())
            .WriteAsync(context, JsonAnswer<CohereError>.ContentType);
    }
}
