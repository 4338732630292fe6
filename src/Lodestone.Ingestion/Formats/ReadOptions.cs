using System.Text;

namespace Lodestone.Ingestion;

/// <summary>The options of reading: files, formats, fields and limits.</summary>
public sealed record ReadOptions
{
    /// <summary>
    /// The folder to which ids and paths of files are relative. Default: the given folder; for a given file, its own folder. With the same
    /// root a document has the same id whether its folder or the file alone was given. A file outside of the root has a path with "..",
    /// which is not a valid id; it is a problem, unless it contains records with ids.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>The format of every file, regardless of its name. Default: by extension (<see cref="DocumentSource.Formats"/>).</summary>
    public FileFormat? Format { get; init; }

    /// <summary>
    /// Readers of the application, by the extension of a file with its dot (<c>.eml</c>) or by its media type (<c>message/rfc822</c>);
    /// letter case is ignored. They come before the built-in readers, so that one may replace such a reader. Default: none.
    /// </summary>
    /// <remarks>
    /// The extension decides before the media type, which is known for streams and for the extensions of
    /// <see cref="DocumentSource.Formats"/>. <see cref="Format"/>, if set, decides for all files. <see cref="MaxFileBytes"/> applies. The
    /// readers stay the caller's.
    /// </remarks>
    public IReadOnlyDictionary<string, IDocumentReader> Readers { get; init; } = new Dictionary<string, IDocumentReader>();

    /// <summary>
    /// The files of a folder to read: patterns such as <c>*.md</c> or <c>guides/**/*.html</c>, relative to the given folder. A pattern
    /// without a slash matches at any depth. Matching is case-sensitive. A file given by its path is always read. Default: all.
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Included files and folders to exclude; patterns as in <see cref="Include"/>. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// Files and folders within the given folders that are not read, by their paths, in which no character is a pattern; such as the
    /// folder of a collection. A file given by its path is always read. Default: none.
    /// </summary>
    public IReadOnlyList<string> ExcludedPaths { get; init; } = [];

    /// <summary>Whether files and folders are read whose name starts with a dot or that have the hidden attribute. Default: no.</summary>
    public bool IncludeHidden { get; init; }

    /// <summary>
    /// Whether files named <c>.gitignore</c> and <c>.lodestoneignore</c> exclude files of folders, with the rules of Git; those above a
    /// folder apply up to the root of its Git repository, and <c>.lodestoneignore</c> comes before <c>.gitignore</c>. A file given by its
    /// path is always read. Default: yes.
    /// </summary>
    public bool UseIgnoreFiles { get; init; } = true;

    /// <summary>
    /// Whether links to files are read whose target is outside of <see cref="Root"/> (by default the given folder), or hidden, or in a
    /// skipped folder. Default: no, they are left out and counted in a problem. A file given by its path is always read, and links to
    /// folders are never followed.
    /// </summary>
    public bool FollowOutsideLinks { get; init; }

    /// <summary>Names of folders that are skipped. Default: <c>.lodestone</c>, <c>.git</c> and <c>node_modules</c>.</summary>
    public IReadOnlyList<string> SkippedFolders { get; init; } = [".lodestone", ".git", "node_modules"];

    /// <summary>
    /// Whether files of unknown extension in folders are read as plain text. Default: no, they are skipped and counted in a problem. A
    /// file given by its path is always read.
    /// </summary>
    public bool UnknownAsText { get; init; }

    /// <summary>
    /// The encoding of every text file without a byte order mark. Default: detected for each (UTF-8, UTF-16, else the likeliest).
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// The field for a record's id; every record must have it. Default: the first of <c>_id</c> and <c>id</c> that the record
    /// has, else the id is <c>path#line</c>.
    /// </summary>
    public string? IdField { get; init; }

    /// <summary>The field for a record's title, if it has one. Default: <c>title</c>.</summary>
    public string TitleField { get; init; } = "title";

    /// <summary>
    /// The fields for a record's text, joined by a blank line; a record must have at least one of them. Default:
    /// <c>text</c>.
    /// </summary>
    public IReadOnlyList<string> TextFields { get; init; } = ["text"];

    /// <summary>
    /// Fields of CSV and front matter that remain strings, even if they look like numbers, dates or truth values. Default: none; values in
    /// quotes remain strings anyway.
    /// </summary>
    public IReadOnlyList<string> StringFields { get; init; } = [];

    /// <summary>
    /// Fields of CSV and front matter that are numbers however they are written, in quotes or with zeros at the end, such as prices. A
    /// value that is no number stays a string, with a note. They come before <see cref="StringFields"/>. Default: none.
    /// </summary>
    public IReadOnlyList<string> NumberFields { get; init; } = [];

    /// <summary>The separator of the values of a CSV file. Default: found in the header among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The maximum size of a file that is one document, in bytes. Default: 64 MiB.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The maximum size of a JSON line in bytes, or of a CSV record in characters. Default: 16 Mi.
    /// </summary>
    public int MaxRecordLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The process in which parsers of others run, and its bounds. Default: a worker process, with the defaults of its options.
    /// </summary>
    public ExtractionOptions Extraction { get; init; } = new();

    /// <summary>The application's reader of a file; null when it has none.</summary>
    internal IDocumentReader? ReaderOf(string path, string? mediaType)
    {
        if (Format is not null || Readers.Count == 0)
            return null;
        return Find(Path.GetExtension(path)) ?? (mediaType is null ? null : Find(mediaType));

        IDocumentReader? Find(string key) =>
            Readers.FirstOrDefault(r => string.Equals(r.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
    }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(MaxFileBytes, 1, Array.MaxLength);
        InvalidRangeException.ThrowIfNotWithin(MaxRecordLength, 1, Array.MaxLength / 4);
        Extraction.Validate();
        foreach (var (key, reader) in Readers)
        {
            if (key.Length < 2 || (key[0] != '.' && !key.Contains('/', StringComparison.Ordinal)))
            {
                throw new InvalidRangeException(
                    nameof(Readers), key, "extensions with their dot, such as .eml, and media types, such as message/rfc822");
            }

            if (reader is null)
                throw new InvalidArgumentException(ErrorCodes.ValueNull, $"The reader of '{key}' is null. Leave it out.", nameof(Readers));
        }

        foreach (var path in ExcludedPaths)
            InvalidArgumentException.ThrowIfBlank(path, nameof(ExcludedPaths));
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
