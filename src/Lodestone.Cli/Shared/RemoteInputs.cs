using System.CommandLine;
using System.Text;
using Lodestone.Cli.Exits;
using Lodestone.Contracts.Client;

namespace Lodestone.Cli.Shared;

/// <summary>A collection of a server.</summary>
/// <param name="Client">The server.</param>
/// <param name="Name">The collection's name there.</param>
internal sealed record RemoteCollection(LodestoneClient Client, string Name) : IDisposable
{
    public void Dispose() => Client.Dispose();
}

/// <summary>The options that make a command ask a server instead of this machine.</summary>
internal sealed class RemoteInputs
{
    public const string ServerVariable = "LODESTONE_SERVER";
    public const string KeyVariable = "LODESTONE_API_KEY";

    // A key has about 50 characters; a file that is no key's is not read to its end.
    private const int MaxKeyFileBytes = 4096;

    private readonly Option<string?> _server = new("--server")
    {
        HelpName = "URL",
        Description = "Ask the Lodestone server at URL instead of this machine; --collection is then the collection's name there. " +
        $"Default: {ServerVariable}, when it is set.",
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        HelpName = "F",
        Description = $"The file that has the server's API key. Default: the key in {KeyVariable}, when it is set.",
    };

    private readonly Option<string>? _collection;
    private readonly Argument<string?>? _argument;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="collection">The command's option for the collection; null when it has none.</param>
    /// <param name="argument">The command's argument that may name the collection instead.</param>
    public RemoteInputs(Command command, Option<string>? collection = null, Argument<string?>? argument = null)
    {
        _collection = collection;
        _argument = argument;
        command.Options.Add(_server);
        command.Options.Add(_keyFile);
    }

    /// <summary>The collection of the server that was asked for; null when the command is for this machine.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="local">Options that mean something on this machine only.</param>
    /// <exception cref="UsageException">An option has no meaning with a server, or the collection is not named.</exception>
    public RemoteCollection? Open(ParseResult parsed, params Option[] local)
    {
        if (Client(parsed, local) is not { } client)
            return null;
        if (Collection(parsed) is { } name)
            return new RemoteCollection(client, name);
        client.Dispose();
        throw new UsageException($"The server is asked for a collection, and none is named. Name it: --collection NAME. {Why(parsed)}");
    }

    /// <summary>The server that was asked for; null when the command is for this machine.</summary>
    /// <exception cref="UsageException">An option has no meaning with a server, or the key's file cannot be read.</exception>
    public LodestoneClient? Client(ParseResult parsed, params Option[] local)
    {
        var address = Address(parsed);
        if (address is null)
        {
            return parsed.GetResult(_keyFile) is not { Implicit: false } ? null : throw new UsageException(
                $"--key-file has a server's key, and no server is named. Name it with --server URL or {ServerVariable}.");
        }

        foreach (var option in local)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException(
                    $"{option.Name} is for this machine, and the server decides it by itself. Leave it out. {Why(parsed)}");
            }
        }

        var key = parsed.GetValue(_keyFile) is { } file ? KeyOf(file) : NotBlank(Environment.GetEnvironmentVariable(KeyVariable))?.Trim();
        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? new LodestoneClient(uri, key)
            : throw new UsageException(
                $"The server's address is '{address}'; accepted is an address with http or https, such as http://127.0.0.1:8080. " +
                Why(parsed));
    }

    // A default folder is no name, and neither is the path that a file of settings has.
    private string? Collection(ParseResult parsed)
    {
        if (_argument is not null && parsed.GetValue(_argument) is { } argument)
            return argument;
        if (_collection is null)
            return null;
        var name = parsed.GetValue(_collection)!;
        return parsed.GetResult(_collection) is { Implicit: false } ||
            (name != Lodestone.Collection.DefaultFolder && !Path.IsPathFullyQualified(name)) ? name : null;
    }

    // An empty --server asks for this machine where the variable names a server.
    private string? Address(ParseResult parsed) =>
        NotBlank(parsed.GetResult(_server) is null ? Environment.GetEnvironmentVariable(ServerVariable) : parsed.GetValue(_server));

    private string Why(ParseResult parsed) => parsed.GetResult(_server) is { Implicit: false }
        ? "Without --server, this machine is asked."
        : $"The server is that of {ServerVariable} or of the file of settings; --server \"\" asks this machine.";

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string KeyOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[MaxKeyFileBytes];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var key = Encoding.UTF8.GetString(bytes, 0, count).Trim();
            return key.Length > 0 && count < MaxKeyFileBytes ? key : throw new UsageException(
                $"The key file '{path}' is {(key.Length == 0 ? "blank" : "too long to be one key")}; accepted is a file with one API key.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The key file '{path}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
