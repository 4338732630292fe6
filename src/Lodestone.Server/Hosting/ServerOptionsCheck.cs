using Lodestone.Server.Access;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Hosting;

/// <summary>Validates the options at startup.</summary>
internal sealed class ServerOptionsCheck : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        string?[] mistakes =
        [
            Blank(options.DataFolder, nameof(options.DataFolder), "the folder of collections and keys"),
            Blank(options.BiEncoder, nameof(options.BiEncoder), "a bundled model's name or a model folder"),
            Blank(options.CrossEncoder, nameof(options.CrossEncoder), "a bundled model's name or a model folder"),
            Blank(options.WebFolder, nameof(options.WebFolder), "the folder of the built web pages; it need not exist"),
            options.InteractiveTokens < 1 ? "ServerOptions.InteractiveTokens is less than 1, so nothing would be admitted." : null,
            options.BulkTokens < 1 ? "ServerOptions.BulkTokens is less than 1, so nothing would be admitted." : null,
            options.RequestTime <= TimeSpan.Zero ? "ServerOptions.RequestTime is not positive. Give more than zero." : null,
            Origins(options.CorsOrigins),
            Hosts(options.AllowedHosts),
            options.ShutdownTime < TimeSpan.Zero ? "ServerOptions.ShutdownTime is negative. Give zero or more." : null,
            options.MaxBodyBytes is < 1 or > int.MaxValue ? "ServerOptions.MaxBodyBytes is a request's most bytes: 1 to 2147483647." : null,
            options.MaxLineBytes < 1 ? "ServerOptions.MaxLineBytes is the most bytes of a line: 1 or more." : null,
        ];
        var found = mistakes.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Origins(IReadOnlyList<string> origins) =>
        origins.FirstOrDefault(o => !PageOrigin.IsOne(o)) is { } mistake
            ? $"'{mistake}' is not an origin. Give scheme and host, such as https://example.org, one for each site."
            : null;

    private static string? Hosts(IReadOnlyList<string> hosts) =>
        hosts.FirstOrDefault(h => !HostName.IsOne(h)) is { } mistake
            ? $"'{mistake}' is not a host name, so no request could be for it. Give a name without scheme and port, such as " +
            "search.example.org; *.example.org for any below one, * for any at all."
            : null;

    private static string? Blank(string value, string property, string what) =>
        string.IsNullOrWhiteSpace(value) ? $"ServerOptions.{property} is blank. Give {what}." : null;
}
