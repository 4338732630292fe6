using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>Metadata of an endpoint whose clients expect errors in another form than RFC 9457.</summary>
internal interface IErrorShape
{
    /// <summary>Writes the body. Status and headers are set.</summary>
    Task WriteAsync(HttpContext context, Problem problem);
}
