using Lodestone.Contracts.OpenAi;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>Errors as OpenAI's clients expect them.</summary>
internal sealed class OpenAiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var kind = problem.Kind;
        context.Response.StatusCode = kind switch
        {
            "model-not-found" => StatusCodes.Status404NotFound,
            TextTooLong.Kind => StatusCodes.Status400BadRequest,
            _ => problem.Status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : problem.Status,
        };
        var (type, code) = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => ("invalid_request_error", "invalid_api_key"),
            StatusCodes.Status403Forbidden =>
                ("permission_error", kind == "scope-insufficient" ? "insufficient_scope" : kind.Replace('-', '_')),
            StatusCodes.Status429TooManyRequests => ("tokens", "rate_limit_exceeded"),
            >= StatusCodes.Status500InternalServerError => ("server_error", kind.Replace('-', '_')),
            _ => ("invalid_request_error", kind == TextTooLong.Kind ? "context_length_exceeded" : kind.Replace('-', '_')),
        };
        var error = new OpenAiError
        {
            Error = new OpenAiErrorDetail { Message = problem.Detail, Type = type, Param = problem.Field, Code = code },
        };
        return new JsonAnswer<OpenAiError>(error, OpenAiJson.TypeInfo<OpenAiError>())
            .WriteAsync(context, JsonAnswer<OpenAiError>.ContentType);
    }
}
