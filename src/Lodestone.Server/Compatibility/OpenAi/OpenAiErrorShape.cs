using Microsoft.AspNetCore.Http;

namespace Lodestone.Server;

/// <summary>Errors as OpenAI's clients expect them.</summary>
internal sealed class OpenAiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var kind = problem.Kind;
        context.Response.StatusCode = kind switch
        {
            "model-not-found" => StatusCodes.Status404NotFound,
            TooLong.Kind => StatusCodes.Status400BadRequest,
            _ => problem.Status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : problem.Status,
        };
        var (type, code) = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => ("invalid_request_error", "invalid_api_key"),
            StatusCodes.Status403Forbidden =>
                ("permission_error", kind == "scope-insufficient" ? "insufficient_scope" : kind.Replace('-', '_')),
            StatusCodes.Status429TooManyRequests => ("tokens", "rate_limit_exceeded"),
            >= StatusCodes.Status500InternalServerError => ("server_error", kind.Replace('-', '_')),
            _ => ("invalid_request_error", kind == TooLong.Kind ? "context_length_exceeded" : kind.Replace('-', '_')),
        };
        var error = new OpenAiError(new OpenAiErrorDetail(problem.Detail, type, problem.Field, code));
        return new JsonAnswer<OpenAiError>(error, CompatibilityJson.Default.OpenAiError)
            .WriteAsync(context, JsonAnswer<OpenAiError>.ContentType);
    }
}
