using System.Runtime.CompilerServices;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;

namespace Lodestone.Cli.Embed;

/// <summary>The source of the texts to embed: the command line, a file, or standard input.</summary>
internal sealed class TextSource : IAsyncDisposable
{
    /// <summary>The length at which a block ends, even with few texts: it bounds the memory.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly IReadOnlyList<string> _given;
    private readonly InputFile? _file;
    private readonly InputFormat _format;

    private TextSource(IReadOnlyList<string> given, InputFile? file, InputFormat format)
    {
        _given = given;
        _file = file;
        _format = format;
    }

    /// <summary>The total in the unit of a block's <see cref="TextBlock.Amount"/>; null when it is not known.</summary>
    public double? Length => _file is null ? _given.Count : _file.Length;

    public static TextSource Open(Terminal terminal, IReadOnlyList<string> given, string? path, InputFormat format)
    {
        if (given.Count > 0)
        {
            return path is null
                ? new TextSource(given, null, format)
                : throw new UsageException("Texts were given both as arguments and with --file. Give them in one of the two ways.");
        }

        return new TextSource(given, InputFile.OpenNamedOrPiped(terminal, path) ?? throw new UsageException(
            "There is no text to embed: no TEXT and no --file was given, and no input is piped in. Give texts, name a file of them " +
            "with --file F, or pipe them in, one a line."), format);
    }

    /// <summary>Reads no further than the requested block.</summary>
    public async IAsyncEnumerable<TextBlock> ReadAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            foreach (var chunk in _given.Chunk(size))
                yield return new TextBlock([.. chunk.Select(t => new InputText(t))], chunk.Length);
            yield break;
        }

        var lines = _file.Lines();
        var read = 0L;
        var block = new List<InputText>(size);
        await foreach (var text in new TextLines(lines, _format, keepBlankLines: true).ReadAsync(cancellationToken))
        {
            block.Add(text);
            if (block.Count < size && lines.Consumed - read < MostBytes)
                continue;
            yield return new TextBlock(block, lines.Consumed - read);
            (block, read) = (new List<InputText>(size), lines.Consumed);
        }

        if (block.Count > 0)
            yield return new TextBlock(block, lines.Consumed - read);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Texts that are embedded together.</summary>
/// <param name="Texts">The texts, at least one.</param>
/// <param name="Amount">The block's part of the source: its bytes, or its number of texts.</param>
internal sealed record TextBlock(IReadOnlyList<InputText> Texts, double Amount);
