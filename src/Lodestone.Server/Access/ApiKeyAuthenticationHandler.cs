using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Access;

/// <summary>Authenticates a request by its API key; without a file of keys since the start, each request has the widest scope.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "lodestone-key";

    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    /// <remarks>
    /// Called once per request, also for a route that needs no key. A new file of keys therefore closes the server with the next request
    /// of any kind. All later decisions use this one reading.
    /// </remarks>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate(keys.Current()));

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false);
        var found = result.Failure?.Message ?? "no key was sent";
        await ProblemResult.WriteAsync(Context, ErrorTable.Describe(
            HttpErrorCodes.KeyRequired,
            $"This server requires an API key; {found}. Send 'Authorization: Bearer KEY' or '{Header}: KEY'. The server's operator " +
            "creates keys.")).ConfigureAwait(false);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = KeyScopes.Name(ScopePolicies.Needed(Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()));
        var key = Context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        return ProblemResult.WriteAsync(Context, ErrorTable.Describe(
            HttpErrorCodes.ScopeInsufficient,
            $"This needs a key with the scope '{needed}'; the key '{key}' has '{KeyScopes.Name(ScopePolicies.Of(Context.User)!.Value)}'. " +
            "The server's operator creates keys."));
    }

    private AuthenticateResult Authenticate(KnownKeys known)
    {
        if (!known.AreRequired)
            return Success(KeyScope.Admin, null);
        if (Presented() is not { } presented)
            return AuthenticateResult.NoResult();
        return known.Find(presented) is { } key
            ? Success(key.Scope, key.Id)
            : AuthenticateResult.Fail("the key that was sent is not known, or was revoked");
    }

    private AuthenticateResult Success(KeyScope scope, string? id)
    {
        var identity = new ClaimsIdentity(Scheme.Name);
        identity.AddClaim(ScopePolicies.Claim(scope));
        if (id is not null)
            identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, id));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private string? Presented()
    {
        var authorization = Request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        return Request.Headers[Header].ToString() is { Length: > 0 } key ? key : null;
    }
}

/// <summary>The scopes of keys as authorisation policies, for a standalone server.</summary>
internal static class ScopePolicies
{
    private const string ClaimType = "lodestone:scope";

    /// <summary>Adds the scheme, a policy for each scope, and the widest one for endpoints that declare no scope.</summary>
    public static void Add(IServiceCollection services)
    {
        // The core alone: the full set of authentication services would create cookie keys in the user's home folder.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, displayName: null);
            authentication.DefaultScheme = ApiKeyAuthenticationHandler.SchemeName;
        });
        services.AddWebEncoders();
        services.AddTransient<ApiKeyAuthenticationHandler>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Enum.GetValues<KeyScope>())
            authorization.AddPolicy(NameOf(scope), Policy(scope));
        authorization.SetFallbackPolicy(Policy(KeyScope.Admin));
    }

    /// <summary>Authorises each route by the scope that it declares.</summary>
    public static void Apply(IEndpointConventionBuilder routes) => routes.Finally(endpoint =>
    {
        var required = endpoint.Metadata.OfType<RequiredScope>().LastOrDefault();
        endpoint.Metadata.Add(
            required is { Scope: null } ? new AllowAnonymousAttribute() : new AuthorizeAttribute(NameOf(Needed(required))));
    });

    public static KeyScope Needed(RequiredScope? required) => required?.Scope ?? KeyScope.Admin;

    public static Claim Claim(KeyScope scope) => new(ClaimType, ((int)scope).ToString(CultureInfo.InvariantCulture));

    /// <summary>The scope of a request; null when it needs a key and has none.</summary>
    public static KeyScope? Of(ClaimsPrincipal user) => user.FindFirstValue(ClaimType) is { } scope
        ? (KeyScope)int.Parse(scope, CultureInfo.InvariantCulture)
        : null;

    private static string NameOf(KeyScope scope) => "lodestone:" + KeyScopes.Name(scope);

    // Each scope includes those before it; a missing scope (null) compares less than all of them.
    private static AuthorizationPolicy Policy(KeyScope scope) =>
        new AuthorizationPolicyBuilder().RequireAssertion(context => Of(context.User) >= scope).Build();
}
