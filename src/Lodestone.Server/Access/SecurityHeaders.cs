using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Access;

/// <summary>Headers of every answer that tell browsers what a page of this server may do, and what others may do with it.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Graphs run as WebAssembly, in workers; threads share memory, for which the page has to be isolated from all other origins.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; style-src 'self'; " +
        "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; form-action 'none'; object-src 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'";

    private const string TransportPolicy = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an error clears the headers that were set before it.
        context.Response.OnStarting(Add, context);
        return next(context);
    }

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Value ?? Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // A browser that has seen it goes to no other port of this name without TLS; of one's own machine that is too much.
        if (context.Request.IsHttps && !HostGuard.IsThisMachine(context.Request.Host))
            headers.StrictTransportSecurity = TransportPolicy;
        return Task.CompletedTask;
    }
}

/// <summary>Metadata of an endpoint whose page needs another content security policy than the server's.</summary>
internal sealed record ContentPolicy(string Value);
