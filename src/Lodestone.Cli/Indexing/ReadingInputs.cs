using System.CommandLine;

namespace Lodestone.Cli;

/// <summary>The options that say what is read, and how.</summary>
internal sealed class ReadingInputs
{
    private readonly Option<string[]> _include = Many("--include", "G", "Which files of folders are read: *.md, guides/**. Default: all.");
    private readonly Option<string[]> _exclude = Many("--exclude", "G", "Which files and folders are left out.");
    private readonly Option<string?> _format = new("--format")
    {
        Description = "The format of every file, whatever its name. Default: by extension.",
    };

    private readonly Option<string?> _id = new("--id-field")
    {
        HelpName = "NAME",
        Description = "The field of JSON Lines and CSV that holds the id. Default: _id or id, else the place in the file.",
    };

    private readonly Option<string> _title = new("--title-field")
    {
        HelpName = "NAME",
        Description = "The field that holds the title.",
        DefaultValueFactory = _ => ReadDefaults.TitleField,
    };

    private readonly Option<string[]> _text = Many("--text-field", "NAME", "The fields that make up the text. Default: text.");
    private readonly Option<bool> _hidden = new("--hidden") { Description = "Read hidden files and folders too." };
    private readonly Option<bool> _unknown = new("--unknown-as-text") { Description = "Read files of unknown extension as text." };

    public ReadingInputs() => _format.AcceptOnlyFromAmong([.. Enum.GetNames<FileFormat>().Select(Name)]);

    public IEnumerable<Option> Options => [_include, _exclude, _format, _id, _title, _text, _hidden, _unknown];

    public ReadOptions Read(ParseResult parsed) => new()
    {
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        Format = parsed.GetValue(_format) is { } name ? Enum.GetValues<FileFormat>().Single(f => Name(f.ToString()) == name) : null,
        IdField = parsed.GetValue(_id),
        TitleField = parsed.GetValue(_title)!,
        TextFields = parsed.GetValue(_text) is { Length: > 0 } fields ? fields : [ReadDefaults.TextField],
        IncludeHidden = parsed.GetValue(_hidden),
        UnknownAsText = parsed.GetValue(_unknown),
    };

    // Capitals are the language's, not the user's.
    private static string Name(string format) => format == nameof(FileFormat.JsonLines) ? "jsonl" : format.ToLowerInvariant();

    private static Option<string[]> Many(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description + " May be given several times.", Arity = ArgumentArity.OneOrMore };
}
