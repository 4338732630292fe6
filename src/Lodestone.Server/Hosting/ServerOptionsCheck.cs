using Microsoft.Extensions.Options;

namespace Lodestone.Server;

/// <summary>Refuses options that cannot work when the server starts, not when the first request comes.</summary>
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
            options.ShutdownTime < TimeSpan.Zero ? "ServerOptions.ShutdownTime is negative. Give zero or more." : null,
            options.MaxBodyBytes is < 1 or > int.MaxValue ? "ServerOptions.MaxBodyBytes is the most bytes of a request: 1 to 2147483647." : null,
            options.MaxLineBytes < 1 ? "ServerOptions.MaxLineBytes is the most bytes of a line: 1 or more." : null,
        ];
        var found = mistakes.OfType<string>().ToArray();
        return found.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Blank(string value, string property, string what) =>
        string.IsNullOrWhiteSpace(value) ? $"ServerOptions.{property} is blank. Give {what}." : null;
}
