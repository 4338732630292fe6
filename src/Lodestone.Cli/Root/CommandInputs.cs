using System.CommandLine;
using System.Globalization;
using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>Options that several commands have, said once.</summary>
internal static class CommandInputs
{
    public static Option<bool> Json(string description = "Print JSON with camelCase names instead of text.") =>
        new("--json") { Description = description };

    public static Option<string?> File(string description) =>
        new("--file", "-f") { HelpName = "F", Description = description + " `-` is standard input." };

    public static Option<string> Format()
    {
        var option = new Option<string>("--format")
        {
            Description = "lines: one text a line. jsonl: one JSON object a line, with `text` and optional `id`. " +
                "auto: jsonl when the first line that is not blank starts with {. A line has at most 4 MiB of UTF-8.",
            DefaultValueFactory = _ => "auto",
        };
        option.AcceptOnlyFromAmong("auto", "lines", "jsonl");
        return option;
    }

    public static Option<int?> Top() => new("--top", "-n")
    {
        HelpName = "N",
        Description = "How many passages come back. Default: all.",
        CustomParser = result =>
        {
            var found = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
                return number;
            result.AddError($"--top is how many passages come back: a whole number of 1 or more; found '{found}'.");
            return null;
        },
    };

    /// <summary>Refuses a blank query before a model is loaded for it.</summary>
    public static string Query(string query) => BlankText.IsBlank(query)
        ? throw new UsageException("The query is blank. Passages can be ranked only for a query with words.")
        : query;

    public static Option<string> BiEncoder() => Model("--bi", "The bi-encoder", ModelKind.BiEncoder, ModelCatalog.DefaultBiEncoder);

    public static Option<string> CrossEncoder() =>
        Model("--cross", "The cross-encoder", ModelKind.CrossEncoder, ModelCatalog.DefaultCrossEncoder);

    private static Option<string> Model(string name, string what, ModelKind kind, string defaultModel)
    {
        var option = new Option<string>(name)
        {
            HelpName = "M",
            Description = $"{what}: a bundled name or the path of a model folder.",
            DefaultValueFactory = _ => defaultModel,
        };
        option.CompletionSources.Add(_ => ModelNames.Of(kind));
        return option;
    }
}
