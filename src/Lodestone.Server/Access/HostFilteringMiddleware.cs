using System.Text;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lodestone.Server.Access;

/// <summary>Refuses requests for other host names than the server's.</summary>
/// <remarks>
/// Without this check a page of any site could point its own name to 127.0.0.1, and then read from a server that listens on this
/// machine only (DNS rebinding). For the same reason, and because browsers send some requests without asking for permission, requests
/// of foreign pages are refused unless their origin is listed.
/// </remarks>
internal sealed class HostFilteringMiddleware(RequestDelegate next, HostPolicy policy)
{
    private static readonly StringSegment[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static bool IsThisMachine(HostString host) => HostString.MatchesAny(host.Host, ThisMachine);

    public Task InvokeAsync(HttpContext context)
    {
        if (!HasReadableHost(context.Request))
        {
            // Later code that reads the host must not fail again.
            context.Request.Headers.Host = default;
            return ProblemResult.WriteAsync(context, ErrorTable.Describe(
                HttpErrorCodes.MalformedRequest,
                "The header Host has an international name that cannot be decoded. Send the server's name in its ASCII form."));
        }

        var host = context.Request.Host;
        var names = policy.Names ?? ThisMachine;
        if (names.Count > 0 && !(host.HasValue && HostString.MatchesAny(host.Host, [.. names])))
        {
            return ProblemResult.WriteAsync(context, ErrorTable.Describe(
                HttpErrorCodes.HostNotAllowed,
                $"The request is for host '{FieldRule.Short(host.Value ?? "")}'; this server answers to {string.Join(", ", names)}. " +
                "Use one of these; the server's operator can allow other names.") with { Known = [.. names.Select(n => n.ToString())] });
        }

        return ForeignOrigin.FindProblem(context, policy.Origins) is { } problem
            ? ProblemResult.WriteAsync(context, problem)
            : next(context);
    }

    private static bool HasReadableHost(HttpRequest request)
    {
        try
        {
            _ = request.Host;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Requests that a page of another origin sends.</summary>
internal static class ForeignOrigin
{
    /// <summary>Returns the reason to refuse a request: it can change something, and a page of a foreign origin sent it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="allowed">Allowed origins besides the server's own, as browsers send them.</param>
    public static Problem? FindProblem(HttpContext context, IReadOnlyList<string> allowed)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ||
            IsOwn(origin, context.Request) || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return null;
        return ErrorTable.Describe(
            HttpErrorCodes.OriginNotAllowed,
            PageOrigin.IsOne(origin)
                ? $"The request comes from a page of '{origin}', which may not call this server; its operator can allow the origin."
                : $"The request comes from a page whose origin is '{FieldRule.Short(origin)}'; only an origin with a scheme and a host " +
                "can be allowed. A page that is a file or a sandboxed frame has none; serve the page over HTTP.");
    }

    // Without the scheme: a proxy that ends TLS passes on plain HTTP.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) &&
        string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The host names of the server, and the origins whose pages may call it.</summary>
/// <param name="Names">The names, which may begin with <c>*.</c>; an empty list allows any, null those of this machine.</param>
/// <param name="Origins">Allowed origins besides the server's own.</param>
internal sealed record HostPolicy(IReadOnlyList<StringSegment>? Names, IReadOnlyList<string> Origins);

/// <summary>A host name that a server may be configured to accept.</summary>
internal static class HostName
{
    private const string Below = "*.";

    /// <summary>Whether the text is a host without scheme and port, a pattern of all names below one, or <c>*</c>.</summary>
    public static bool IsOne(string text)
    {
        if (text == "*")
            return true;
        var name = text.StartsWith(Below, StringComparison.Ordinal) ? text[Below.Length..] : text;
        // Requests have international names in their ASCII form, so any other form would never match.
        return Ascii.IsValid(name) && Uri.CheckHostName(name) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            UriHostNameType.IPv6 => name[0] == '[',
            _ => false,
        };
    }
}

/// <summary>An origin of pages that may be allowed: scheme and host, with a port where it is not the scheme's own.</summary>
internal static class PageOrigin
{
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" &&
        AsSent(text) == origin.GetLeftPart(UriPartial.Authority);

    /// <summary>The origin as browsers send it, without a slash at the end.</summary>
    public static string AsSent(string text) => text.TrimEnd('/');
}

/// <summary>Sets the headers that tell browsers the permissions of the server's pages, and of other pages towards them.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    // ONNX graphs run as WebAssembly in workers; their threads share memory, which requires cross-origin isolation of the page.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; style-src 'self'; " +
        "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; form-action 'none'; object-src 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'";

    private const string TransportPolicy = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        // As late as possible: an error clears headers that were set earlier.
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
        // A browser that has seen it uses no other port of this name without TLS; on the local machine that would be too strict.
        if (context.Request.IsHttps && !HostFilteringMiddleware.IsThisMachine(context.Request.Host))
            headers.StrictTransportSecurity = TransportPolicy;
        return Task.CompletedTask;
    }
}

/// <summary>Metadata of an endpoint whose page needs another content security policy than the server's.</summary>
internal sealed record ContentPolicy(string Value);
