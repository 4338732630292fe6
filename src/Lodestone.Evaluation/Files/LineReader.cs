using System.Text;

namespace Lodestone.Evaluation.Files;

/// <summary>
/// Reads the lines of a UTF-8 file. Only \n ends a line, because texts of real collections contain U+2028, U+0085 and form feeds, which
/// other readers break at. A carriage return before the end is dropped. Memory is bounded by the maximum line length.
/// </summary>
internal sealed class LineReader(Stream stream, string path, int maxBytes, string malformed) : IDisposable
{
    public const int FieldLines = 1 << 20;
    public const int JsonLines = 1 << 24;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _block = new byte[1 << 16];
    private byte[] _line = new byte[1 << 10];
    private int _at;
    private int _end;

    public string Path => path;

    /// <summary>The number of the last line read, from 1.</summary>
    public long Number { get; private set; }

    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The maximum length of a line in bytes.</param>
    /// <param name="malformed">The error code of a malformed line.</param>
    public static LineReader Open(string path, int maxBytes, string malformed)
    {
        InvalidArgumentException.ThrowIfBlank(path);
        try
        {
            return new LineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), path, maxBytes, malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var found = unreadable is FileNotFoundException or DirectoryNotFoundException ? "no such file" : unreadable.Message;
            throw new EvaluationFormatException(
                ErrorCodes.EvaluationFileUnreadable,
                $"'{path}' cannot be read: {found}. Give the path of a readable file.",
                path, null, "a readable file", found, unreadable);
        }
    }

    /// <summary>Reads the next line; null at the end of the file.</summary>
    public string? Read()
    {
        var length = 0;
        var any = false;
        while (_at < _end || Fill())
        {
            any = true;
            var rest = _block.AsSpan(_at, _end - _at);
            var stop = rest.IndexOf((byte)'\n');
            var part = stop < 0 ? rest : rest[..stop];
            if (part.Length > maxBytes - length)
            {
                Number++;
                throw Error($"a line of more than {maxBytes} bytes", $"lines of {maxBytes} bytes at most", "Check what kind of file it is");
            }
            if (length + part.Length > _line.Length)
                Array.Resize(ref _line, Math.Max(length + part.Length, _line.Length * 2));
            part.CopyTo(_line.AsSpan(length));
            length += part.Length;
            _at += part.Length;
            if (stop < 0)
                continue;
            _at++;
            break;
        }

        return any ? Decode(length) : null;
    }

    /// <summary>Creates the exception for the last line read.</summary>
    public EvaluationFormatException Error(string found, string expected, string what, Exception? inner = null) => new(
        malformed, $"'{path}' line {Number} has {found}; expected: {expected}. {what}.", path, Number, expected, found, inner);

    public void Dispose() => stream.Dispose();

    private string Decode(int length)
    {
        Number++;
        var line = _line.AsSpan(0, length);
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (Number == 1 && line is [0xEF, 0xBB, 0xBF, ..])
            line = line[3..];
        try
        {
            return Utf8.GetString(line);
        }
        catch (DecoderFallbackException broken)
        {
            throw Error("bytes that are not UTF-8", "UTF-8 text", "Convert the file, or copy it again", broken);
        }
    }

    private bool Fill()
    {
        _at = 0;
        _end = stream.Read(_block);
        return _end > 0;
    }
}
