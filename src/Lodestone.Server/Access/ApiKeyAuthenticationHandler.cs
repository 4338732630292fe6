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

/// <summary>Authenticates a request by its API key; and any request as one that may do all, while there never was a file of keys.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "lodestone-key";

    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    /// <remarks>
    /// Called once a request, also for a route that needs no key: a file of keys closes the server with the next request, whichever that
    /// is. All that is decided later goes by this one reading.
    /// </remarks>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate(keys.Current()));

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false);
        var found = result.Failure?.Message ?? "no key was sent";
        await ProblemResult.WriteAsync(Context, ErrorTable.Describe(
            HttpErrorCodes.KeyRequired,
            $"This server answers for API keys only; {found}. Send 'Authorization: Bearer KEY' or '{Header}: KEY'. " +
            "The owner of the server makes keys with `lodestone keys add`.")).ConfigureAwait(false);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = KeyStore.NameOf(ScopePolicies.Needed(Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()));
        var key = Context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        return ProblemResult.WriteAsync(Context, ErrorTable.Describe(
            HttpErrorCodes.ScopeInsufficient,
            $"This needs a key with the scope '{needed}'; the key '{key}' has " +
            $"'{KeyStore.NameOf(ScopePolicies.Of(Context.User)!.Value)}'. " +
            $"The owner of the server makes one with `lodestone keys add --scope {needed}`."));
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

/// <summary>The scopes of keys as policies of authorisation, for a server that is nothing else.</summary>
internal static class ScopePolicies
{
    private const string ClaimType = "lodestone:scope";

    /// <summary>Adds the scheme, a policy for each scope, and the widest for whatever does not say what it needs.</summary>
    public static void Add(IServiceCollection services)
    {
        // The core alone: all of authentication would make keys of cookies, and keep them in the user's home.
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

    /// <summary>Has routes authorised by the scope that each says it needs.</summary>
    public static void Apply(IEndpointConventionBuilder routes) => routes.Finally(endpoint =>
    {
        var required = endpoint.Metadata.OfType<RequiredScope>().LastOrDefault();
        endpoint.Metadata.Add(
            required is { Scope: null } ? new AllowAnonymousAttribute() : new AuthorizeAttribute(NameOf(Needed(required))));
    });

    public static KeyScope Needed(RequiredScope? required) => required?.Scope ?? KeyScope.Admin;

    public static Claim Claim(KeyScope scope) => new(ClaimType, ((int)scope).ToString(CultureInfo.InvariantCulture));

    /// <summary>What a request may do; null when it has no key and needs one.</summary>
    public static KeyScope? Of(ClaimsPrincipal user) => user.FindFirstValue(ClaimType) is { } scope
        ? (KeyScope)int.Parse(scope, CultureInfo.InvariantCulture)
        : null;

    private static string NameOf(KeyScope scope) => "lodestone:" + KeyStore.NameOf(scope);

    // Each scope allows all that those before it do; without one, null is less than any.
    private static AuthorizationPolicy Policy(KeyScope scope) =>
        new AuthorizationPolicyBuilder().RequireAssertion(context => Of(context.User) >= scope).Build();
}
