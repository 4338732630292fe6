using System.Text;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lodestone.Server.Access;

/// <summary>Answers only to the names that the server has.</summary>
/// <remarks>
/// Otherwise a page of any site could have its name point to 127.0.0.1, and then read from a server that listens on this machine only
/// (DNS rebinding). For the same reason, and because some requests need no permission of the browser's, what a foreign page sends is
/// refused unless its origin is listed.
/// </remarks>
internal sealed class HostFilteringMiddleware(RequestDelegate next, HostPolicy policy)
{
    private static readonly StringSegment[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static bool IsThisMachine(HostString host) => HostString.MatchesAny(host.Host, ThisMachine);

    public Task InvokeAsync(HttpContext context)
    {
        if (!HasReadableHost(context.Request))
        {
            // Nothing that asks for it from here on may fail in its turn.
            context.Request.Headers.Host = default;
            return ProblemResult.WriteAsync(context, ErrorTable.Describe(
                HttpErrorCodes.MalformedRequest,
                "The header Host has an international name that cannot be decoded. Send the name of the server as it is in its address."));
        }

        var host = context.Request.Host;
        var names = policy.Names ?? ThisMachine;
        if (names.Count > 0 && !(host.HasValue && HostString.MatchesAny(host.Host, [.. names])))
        {
            return ProblemResult.WriteAsync(context, ErrorTable.Describe(
                HttpErrorCodes.HostNotAllowed,
                $"The request is for host '{FieldRule.Short(host.Value ?? "")}'; this server answers to {string.Join(", ", names)}. " +
                "Use one of these, or start it with `--allow-host NAME`.") with { Known = [.. names.Select(n => n.ToString())] });
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ||
            IsOwn(origin, context.Request) || policy.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return next(context);
        return ProblemResult.WriteAsync(context, ErrorTable.Describe(
            HttpErrorCodes.OriginNotAllowed,
            PageOrigin.IsOne(origin)
                ? $"The request comes from a page of '{origin}'. Start the server with `--cors {origin}` if that is meant."
                : $"The request comes from a page whose origin is '{FieldRule.Short(origin)}'; only one with a scheme and a host can be " +
                "let in, which a page that is a file or a sandboxed frame has not. Serve it over HTTP, and name its origin to `--cors`."));
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

    // Without the scheme: a proxy that ends TLS passes on plain HTTP.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) &&
        string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>By which names the server may be called, and by pages of which origins.</summary>
/// <param name="Names">The names, which may begin with <c>*.</c>; none: any; null: those of this machine.</param>
/// <param name="Origins">Origins of pages, besides its own.</param>
internal sealed record HostPolicy(IReadOnlyList<StringSegment>? Names, IReadOnlyList<string> Origins);

/// <summary>A name that a server may be told to answer to.</summary>
internal static class HostName
{
    private const string Below = "*.";

    /// <summary>Whether a request could be for it: a host without scheme and port, all names below one, or <c>*</c>.</summary>
    public static bool IsOne(string text)
    {
        if (text == "*")
            return true;
        var name = text.StartsWith(Below, StringComparison.Ordinal) ? text[Below.Length..] : text;
        // Requests have international names in their ASCII form, so any other would never be asked for.
        return Ascii.IsValid(name) && Uri.CheckHostName(name) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            UriHostNameType.IPv6 => name[0] == '[',
            _ => false,
        };
    }
}

/// <summary>An origin of pages, as <c>--cors</c> takes it: scheme and host, with a port where it is not the scheme's own.</summary>
internal static class PageOrigin
{
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" &&
        AsSent(text) == origin.GetLeftPart(UriPartial.Authority);

    /// <summary>As browsers send it: without the slash that an address copied from one ends with.</summary>
    public static string AsSent(string text) => text.TrimEnd('/');
}

/// <summary>Headers of every answer that tell browsers what a page of this server may do, and what others may do with it.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
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
        if (context.Request.IsHttps && !HostFilteringMiddleware.IsThisMachine(context.Request.Host))
            headers.StrictTransportSecurity = TransportPolicy;
        return Task.CompletedTask;
    }
}

/// <summary>Metadata of an endpoint whose page needs another content security policy than the server's.</summary>
internal sealed record ContentPolicy(string Value);
