using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>A Type 1 program: its clear text, and the glyphs and subroutines of its encrypted part.</summary>
/// <remarks>
/// The encrypted part is a program in PostScript, which every reader interprets differently. PdfPig therefore receives not the original
/// but a program written here, with the glyphs and subroutines that were found and checked, in the simplest form that it reads.
/// </remarks>
internal sealed class Type1Program
{
    // A program of 256 letters has 100 KB. The parser reads the clear text with a recursive call for each dictionary in it.
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxClearBytes = 512 * 1024;

    private const ushort ProgramKey = 55665;
    private const ushort GlyphKey = 4330;
    private const int Random = 4;
    private const int MaxSubroutines = 65_536;

    private readonly byte[] _clear;
    private int _glyphRandom = Random;

    private Type1Program(byte[] clear) => _clear = clear;

    public Dictionary<int, byte[]> Subroutines { get; } = [];

    public Dictionary<string, byte[]> Glyphs { get; } = [];

    /// <exception cref="UnfitFontException">The data is not a Type 1 program, or is too large.</exception>
    public static Type1Program Read(ReadOnlySpan<byte> program)
    {
        if (program.Length > MaxBytes)
            throw new UnfitFontException($"has {program.Length} bytes; accepted are {MaxBytes}");
        var (clear, encrypted) = program.Length > 0 && program[0] == 0x80 ? Segments(program) : Parts(program);
        if (clear.Length > MaxClearBytes)
            throw new UnfitFontException($"has {clear.Length} bytes before its glyphs; accepted are {MaxClearBytes}");
        var result = new Type1Program(clear);
        if (encrypted.Length > Random)
            result.ReadPrivate(Decrypt(encrypted, ProgramKey, Random));
        return result;
    }

    /// <summary>The program in two segments: the clear text unchanged, and the glyphs and subroutines in their original order.</summary>
    public byte[] Write()
    {
        using var text = new MemoryStream();
        Write(text, $"dup /Private 3 dict dup begin\n/lenIV -1 def\n/Subrs {Subroutines.Count} array\n");
        foreach (var (number, code) in Subroutines)
            Write(text, $"dup {number} ", code, " NP\n");
        Write(text, $"def\n2 index /CharStrings {Glyphs.Count} dict dup begin\n");
        foreach (var (name, code) in Glyphs)
            Write(text, $"/{name} ", code, " ND\n");
        Write(text, $"end\nend\n");
        var encrypted = Encrypt([.. new byte[Random], .. text.ToArray()]);
        return [.. Segment(1, _clear), .. Segment(2, encrypted), 0x80, 3];
    }

    private static void Write(MemoryStream text, FormattableString before) =>
        text.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant(before)));

    private static void Write(MemoryStream text, FormattableString before, byte[] code, string after)
    {
        Write(text, before);
        Write(text, $"{code.Length} RD ");
        text.Write(code);
        text.Write(Encoding.ASCII.GetBytes(after));
    }

    private static byte[] Segment(byte kind, byte[] data)
    {
        byte[] result = [0x80, kind, 0, 0, 0, 0, .. data];
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(2), data.Length);
        return result;
    }

    /// <summary>Reads a file in the format for PC printers, with a length before each segment.</summary>
    private static (byte[] Clear, byte[] Encrypted) Segments(ReadOnlySpan<byte> program)
    {
        var parts = new List<byte>[] { [], [] };
        var last = 0;
        while (program.Length >= 6 && program[0] == 0x80 && program[1] is 1 or 2 && program[1] >= last)
        {
            last = program[1];
            var length = BinaryPrimitives.ReadInt32LittleEndian(program[2..]);
            if (length < 0 || length > program.Length - 6)
                throw new UnfitFontException($"has a segment that is longer than it");
            parts[last - 1].AddRange(program.Slice(6, length));
            program = program[(6 + length)..];
        }

        return (Before([.. parts[0]]), [.. parts[1]]);
    }

    private static byte[] Before(ReadOnlySpan<byte> text) =>
        text.IndexOf("eexec"u8) is >= 0 and var end ? text[..end].ToArray() : text.ToArray();

    private static (byte[] Clear, byte[] Encrypted) Parts(ReadOnlySpan<byte> program)
    {
        var clear = Before(program);
        var rest = program[Math.Min(program.Length, clear.Length + "eexec".Length)..].TrimStart(" \t\r\n"u8);
        return (clear, rest.Length >= 4 && AllHex(rest[..4]) ? FromHex(rest) : rest.ToArray());
    }

    private static bool AllHex(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (!char.IsAsciiHexDigit((char)b))
                return false;
        }

        return true;
    }

    private static byte[] FromHex(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length / 2);
        var high = -1;
        foreach (var b in text)
        {
            if (!char.IsAsciiHexDigit((char)b))
                continue;
            var digit = Convert.FromHexString(['0', (char)b])[0];
            if (high >= 0)
                result.Add((byte)((high << 4) | digit));
            high = high >= 0 ? -1 : digit;
        }

        return [.. result];
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> bytes, int key, int random)
    {
        if (random < 0)
            return bytes.ToArray();
        var result = new byte[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            result[i] = (byte)(bytes[i] ^ (key >> 8));
            key = ((bytes[i] + key) * 52845 + 22719) & 0xFFFF;
        }

        return random > result.Length ? [] : result[random..];
    }

    private static byte[] Encrypt(byte[] bytes)
    {
        int key = ProgramKey;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(bytes[i] ^ (key >> 8));
            key = ((bytes[i] + key) * 52845 + 22719) & 0xFFFF;
        }

        return bytes;
    }

    /// <summary>Reads <c>dup 4 20 RD</c> and <c>/A 20 RD</c>, each followed by that number of bytes, and <c>/lenIV 4</c>.</summary>
    private void ReadPrivate(ReadOnlySpan<byte> text)
    {
        var tokens = new Type1Tokens(text);
        var (third, second, first) = ("", "", "");
        while (tokens.Next() is { } token)
        {
            if (token is "RD" or "-|" && Whole(first) is { } length)
            {
                var code = tokens.Data(length);
                if (third == "dup" && Whole(second) is { } number)
                    AddSubroutine(number, Decrypt(code, GlyphKey, _glyphRandom));
                else if (second.Length > 1 && second[0] == '/')
                    Glyphs[second[1..]] = Decrypt(code, GlyphKey, _glyphRandom);
            }
            else if (first == "/lenIV")
            {
                _glyphRandom = Whole(token) ?? -1;
            }

            (third, second, first) = (second, first, token);
        }
    }

    private void AddSubroutine(int number, byte[] code)
    {
        if (number >= MaxSubroutines)
            throw new UnfitFontException($"has a subroutine {number}; accepted are numbers below {MaxSubroutines}");
        Subroutines[number] = code;
    }

    private static int? Whole(string token) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The words of a PostScript text; names keep their slash, and strings and comments are skipped.</summary>
internal ref struct Type1Tokens(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public string? Next()
    {
        while (_at < _text.Length)
        {
            var start = _at++;
            switch (_text[start])
            {
                case (byte)'(':
                    SkipString();
                    continue;
                case (byte)'%':
                    while (_at < _text.Length && _text[_at] is not (10 or 13))
                        _at++;
                    continue;
                case (byte)'/':
                    SkipRegular();
                    return Encoding.ASCII.GetString(_text[start.._at]);
                case var b when IsRegular(b):
                    SkipRegular();
                    return Encoding.ASCII.GetString(_text[start.._at]);
                case (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'<' or (byte)'>' or (byte)')':
                    return ((char)_text[start]).ToString();
            }
        }

        return null;
    }

    /// <summary>The bytes after the single space that follows the word read last.</summary>
    public ReadOnlySpan<byte> Data(int length)
    {
        if (length > _text.Length - _at - 1)
            throw new UnfitFontException($"ends within a glyph");
        var data = _text.Slice(_at + 1, length);
        _at += 1 + length;
        return data;
    }

    private void SkipRegular()
    {
        while (_at < _text.Length && IsRegular(_text[_at]))
            _at++;
    }

    private void SkipString()
    {
        for (var depth = 1; depth > 0 && _at < _text.Length; _at++)
        {
            if (_text[_at] == '\\')
                _at++;
            else
                depth += _text[_at] == '(' ? 1 : _text[_at] == ')' ? -1 : 0;
        }
    }

    private static bool IsRegular(byte b) => b is > 32 and < 127 && !"()<>[]{}/%"u8.Contains(b);
}
