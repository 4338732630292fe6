using System.Text;

namespace Lodestone.Ingestion;

/// <summary>What to read, and how.</summary>
public sealed record ReadOptions
{
    /// <summary>
    /// The folder that ids and paths of files are relative to. Default: the folder that was given; for a file, its own folder. With the
    /// same root a document has the same id whether its folder was given, or the file alone. A file outside of it has a path with "..",
    /// which is no id: it is a problem of its own, unless it holds records with ids.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>The format of every file, whatever its name. Default: by extension (<see cref="DocumentSource.Formats"/>).</summary>
    public FileFormat? Format { get; init; }

    /// <summary>
    /// Which files of a folder are read: patterns such as <c>*.md</c> or <c>guides/**/*.html</c>, relative to the folder given. A
    /// pattern without a slash holds at any depth. Capitals matter. A file given by name is always read. Default: all.
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Which files and folders are left out, though included; patterns as in <see cref="Include"/>. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether files and folders whose name starts with a dot, or that are marked hidden, are read. Default: no.</summary>
    public bool IncludeHidden { get; init; }

    /// <summary>Names of folders that are passed over. Default: <c>.lodestone</c>, <c>.git</c> and <c>node_modules</c>.</summary>
    public IReadOnlyList<string> SkippedFolders { get; init; } = [".lodestone", ".git", "node_modules"];

    /// <summary>
    /// Whether files of unknown extension in folders are read as plain text. Default: no, they are skipped and counted in a problem. A
    /// file given by name is.
    /// </summary>
    public bool UnknownAsText { get; init; }

    /// <summary>
    /// The encoding of every text file without a byte order mark. Default: found out for each (UTF-8, UTF-16, else the likeliest).
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// The field that holds a record's id; every record must have it. Default: the first of <c>_id</c> and <c>id</c> that is
    /// there, else the id is <c>path#line</c>.
    /// </summary>
    public string? IdField { get; init; }

    /// <summary>The field that holds a record's title, where it has one. Default: <c>title</c>.</summary>
    public string TitleField { get; init; } = "title";

    /// <summary>
    /// The fields that make up a record's text, joined by a blank line; a record must have one of them at least. Default:
    /// <c>text</c>.
    /// </summary>
    public IReadOnlyList<string> TextFields { get; init; } = ["text"];

    /// <summary>
    /// Fields of CSV and front matter that stay strings, though they look like numbers, dates or truth values. Default: none.
    /// </summary>
    public IReadOnlyList<string> StringFields { get; init; } = [];

    /// <summary>What separates the values of a CSV file. Default: found in the header among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The most bytes of a file that is one document. Default: 64 MiB.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The most bytes of a JSON line, or characters of a CSV record. Default: 16 Mi.
    /// </summary>
    public int MaxRecordLength { get; init; } = 16 * 1024 * 1024;

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(MaxFileBytes, 1, Array.MaxLength);
        InvalidRangeException.ThrowIfNotWithin(MaxRecordLength, 1, Array.MaxLength / 4);
        if (TextFields.Count == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.TextFieldMissing, "No field is named for a record's text. Name one field or more.", nameof(TextFields));
        }

        if (Delimiter is '"' or '\r' or '\n')
        {
            throw new InvalidArgumentException(
                ErrorCodes.DelimiterInvalid,
                "The delimiter is a quote or a line end, which CSV needs itself. Give another, such as ';' or '|'.",
                nameof(Delimiter));
        }

        if (Format is { } format && !Enum.IsDefined(format))
            throw new InvalidRangeException(nameof(Format), format, string.Join(", ", Enum.GetNames<FileFormat>()));

        if (Root is { } root && !Directory.Exists(root))
        {
            throw new InvalidArgumentException(
                ErrorCodes.PathNotFound, $"'{root}' is not a folder. Give the folder that ids are to be relative to.", nameof(Root));
        }
    }
}
