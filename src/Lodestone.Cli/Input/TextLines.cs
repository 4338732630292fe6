using System.Runtime.CompilerServices;

namespace Lodestone.Cli.Input;

/// <summary>Reads texts from lines, one after another.</summary>
/// <param name="lines">The lines.</param>
/// <param name="format">The format of the lines.</param>
/// <param name="keepBlankLines">
/// Whether a blank line of plain text is a blank text, so that text n is line n; else it is skipped.
/// </param>
internal sealed class TextLines(LineSplitter lines, InputFormat format, bool keepBlankLines)
{
    public async IAsyncEnumerable<InputText> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool? json = format switch { InputFormat.JsonLines => true, InputFormat.Lines => false, _ => null };
        var blanks = 0L;
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            var words = line.Span.Trim(" \t\r\v\f"u8);
            if (words.IsEmpty)
            {
                blanks++;
                continue;
            }

            json ??= words[0] == (byte)'{';
            var text = json.Value ? JsonLine.Parse(line, lines) : new InputText(lines.Decode(line.Span));
            for (; blanks > 0; blanks--)
            {
                if (keepBlankLines && !json.Value)
                    yield return new InputText("");
            }

            yield return text;
        }

        for (; keepBlankLines && json is not true && blanks > 0; blanks--)
            yield return new InputText("");
    }
}
