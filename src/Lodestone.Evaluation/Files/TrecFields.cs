using System.Buffers;
using System.Globalization;

namespace Lodestone.Evaluation.Files;

/// <summary>The fields of TREC files, separated by ASCII white space, as in C. Other spaces may be part of an id.</summary>
internal static class TrecFields
{
    private static readonly char[] Spaces = [' ', '\t', '\v', '\f', '\r', '\n'];
    private static readonly SearchValues<char> NotInIds = SearchValues.Create([.. Spaces, '\0']);

    /// <summary>Reads the fields of the next line that is neither blank nor a comment; null at the end of the file.</summary>
    public static string[]? Next(LineReader lines)
    {
        while (lines.Read() is { } line)
        {
            if (line.Contains('\0', StringComparison.Ordinal))
                throw lines.Error("a NUL character", "text", "Check what kind of file it is");
            var fields = line.Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 0 && fields[0][0] != '#')
                return fields;
        }

        return null;
    }

    public static int Level(string text, LineReader lines) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level)
            ? level
            : throw lines.Error($"the level '{text}'", "a whole number, such as 0, 1 or -1", "Correct the line");

    /// <summary>Refuses an id that would not be read back unchanged.</summary>
    public static void ThrowIfReadOnly(string id, string what)
    {
        if (id.Length == 0 || id.AsSpan().ContainsAny(NotInIds) || id[0] == '#')
        {
            throw new InvalidStateException(
                ErrorCodes.IdNotWritable,
                $"The {what} '{id}' can't be written to a TREC file: ids there have no white space and don't start with '#'. Rename it.");
        }
    }
}
