using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;

namespace Lodestone.Cli.Input;

/// <summary>A file of texts, or standard input.</summary>
internal sealed class InputFile : IAsyncDisposable
{
    private const string StandardInput = "-";
    private readonly Stream _stream;

    private InputFile(Stream stream, string name, long? length)
    {
        _stream = stream;
        Name = name;
        Length = length;
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>Its length in bytes; null when that is not known in advance.</summary>
    public long? Length { get; }

    /// <summary>Its bytes.</summary>
    public Stream Stream => _stream;

    public static InputFile Open(string path)
    {
        if (path == StandardInput)
            return new InputFile(Terminal.OpenInput(), "standard input", null);
        try
        {
            if (Directory.Exists(path))
                throw new UsageException($"'{path}' is a folder. Give a file with one text a line, or one JSON object a line.");
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return new InputFile(stream, $"'{path}'", stream.CanSeek ? stream.Length : null);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(
                $"File '{path}' is not there: looked for '{Path.GetFullPath(path)}'. Give a file with one text a line, or one JSON " +
                "object a line; `-` reads standard input.",
                missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"File '{path}' cannot be read: {unreadable.Message} Check its permissions.", unreadable);
        }
    }

    /// <summary>Selects the named file or the piped input; null when there is neither.</summary>
    public static InputFile? OpenNamedOrPiped(Terminal terminal, string? path) =>
        path is not null ? Open(path)
        : terminal.InputIsRedirected ? Open(StandardInput)
        : null;

    public LineSplitter Lines() => new(_stream, Name);

    public async Task<List<InputText>> ReadAllAsync(InputFormat format, CancellationToken cancellationToken)
    {
        var texts = new List<InputText>();
        await foreach (var text in new TextLines(Lines(), format, keepBlankLines: false).ReadAsync(cancellationToken))
            texts.Add(text);
        return texts;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
