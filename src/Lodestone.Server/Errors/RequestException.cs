using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>A request that the server refuses; thrown by the code that finds the problem.</summary>
internal sealed class RequestException(Problem problem, Exception? inner = null) : Exception(problem.Detail, inner)
{
    public RequestException(string code, string detail, Exception? inner = null)
        : this(ErrorTable.Describe(code, detail), inner)
    {
    }

    public Problem Problem => problem;
}

/// <summary>Metadata of an endpoint whose clients expect errors in another form than RFC 9457.</summary>
internal interface IErrorShape
{
    /// <summary>Writes the body. Status and headers are set.</summary>
    Task WriteAsync(HttpContext context, Problem problem);
}
