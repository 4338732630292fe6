using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Ingestion;

namespace Lodestone.Cli.Index;

/// <summary>The options of reading.</summary>
internal sealed class ReadingInputs
{
    private static readonly ReadOptions Defaults = new();
    private static readonly string[] Formats = [.. Enum.GetNames<FileFormat>().Select(Name)];

    private readonly Option<string[]> _include = Many("--include", "G", "The files of folders to read: *.md, guides/**. Default: all.");
    private readonly Option<string[]> _exclude = Many("--exclude", "G", "The files and folders to exclude.");
    private readonly Option<string?> _root = new("--root")
    {
        HelpName = "DIR",
        Description = "The folder to which ids and paths of files are relative. Default: the folder that is read.",
    };

    private readonly Option<string?> _format = new("--format")
    {
        // As a list between bars, the formats would be one word, longer than a line.
        HelpName = "FORMAT",
        Description = $"The format of every file, regardless of its name: {string.Join(", ", Formats)}. Default: by extension.",
    };

    private readonly Option<string?> _id = new("--id-field")
    {
        HelpName = "NAME",
        Description = "The field of JSON Lines and CSV for the id. Default: _id or id, else the place in the file.",
    };

    private readonly Option<string> _title = new("--title-field")
    {
        HelpName = "NAME",
        Description = "The field for the title.",
        DefaultValueFactory = _ => Defaults.TitleField,
    };

    private readonly Option<string[]> _text = Many("--text-field", "NAME", "The fields for the text. Default: text.");
    private readonly Option<string[]> _strings = Many(
        "--string-field", "NAME", "The fields of CSV and front matter that stay text, though they look like numbers or dates.");

    private readonly Option<string[]> _numbers = Many(
        "--number-field", "NAME", "The fields of CSV and front matter that are numbers, also in quotes or as 9.50.");

    private readonly Option<bool> _hidden = new("--hidden") { Description = "Read hidden files and folders too." };
    private readonly Option<bool> _noIgnore = new("--no-ignore")
    {
        Description = "Read files too that .gitignore or .lodestoneignore exclude.",
    };

    private readonly Option<bool> _links = new("--outside-links")
    {
        Description = "Read files that are links out of the folder, or to hidden files.",
    };

    private readonly Option<bool> _unknown = new("--unknown-as-text") { Description = "Read files of unknown extension as text." };

    private readonly Option<bool> _inProcess = new("--in-process")
    {
        Description = "Parse every format in this process, where no other may be started. A file that is made to hurt can then end " +
            "the run.",
    };

    private readonly Option<string?> _delimiter = new("--delimiter")
    {
        HelpName = "C",
        Description = "The separator of CSV values: one character, or tab. Default: found in the header.",
    };

    private readonly Option<int?> _fileBytes = CommandInputs.Number(
        "--max-file-bytes", "the maximum size of a file that is one document, in bytes", 1, NumberFormat.Count(Defaults.MaxFileBytes));

    private readonly Option<int?> _recordLength = CommandInputs.Number(
        "--max-record-length", "the maximum size of a JSON line in bytes, or of a CSV row in characters", 1,
        NumberFormat.Count(Defaults.MaxRecordLength));

    public ReadingInputs() => _format.AcceptOnlyFromAmong(Formats);

    public IEnumerable<Option> Options =>
        [
            _include, _exclude, _root, _format, _id, _title, _text, _strings, _numbers, _delimiter, _hidden, _noIgnore, _links, _unknown,
            _fileBytes, _recordLength, _inProcess,
        ];

    public ReadOptions Read(ParseResult parsed) => new()
    {
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        Format = parsed.GetValue(_format) is { } name ? Enum.GetValues<FileFormat>().Single(f => Name(f.ToString()) == name) : null,
        IdField = parsed.GetValue(_id),
        TitleField = parsed.GetValue(_title)!,
        TextFields = parsed.GetValue(_text) is { Length: > 0 } fields ? fields : Defaults.TextFields,
        StringFields = parsed.GetValue(_strings) ?? [],
        NumberFields = parsed.GetValue(_numbers) ?? [],
        IncludeHidden = parsed.GetValue(_hidden),
        UseIgnoreFiles = !parsed.GetValue(_noIgnore),
        FollowOutsideLinks = parsed.GetValue(_links),
        UnknownAsText = parsed.GetValue(_unknown),
        Root = parsed.GetValue(_root),
        Delimiter = parsed.GetValue(_delimiter) is { } delimiter ? Character(delimiter) : null,
        MaxFileBytes = parsed.GetValue(_fileBytes) ?? Defaults.MaxFileBytes,
        MaxRecordLength = parsed.GetValue(_recordLength) ?? Defaults.MaxRecordLength,
        Extraction = Defaults.Extraction with { InProcess = parsed.GetValue(_inProcess) },
    };

    private static char Character(string delimiter) => delimiter switch
    {
        "tab" or "\\t" => '\t',
        [var one] => one,
        _ => throw new UsageException($"--delimiter is one character, such as ';', or tab; found '{delimiter}'."),
    };

    // The language's convention, not the user's, determines the case.
    private static string Name(string format) => format == nameof(FileFormat.JsonLines) ? "jsonl" : format.ToLowerInvariant();

    private static Option<string[]> Many(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description + " May be given several times.", Arity = ArgumentArity.OneOrMore };
}
