using System.CommandLine;
using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Encoders;

namespace Lodestone.Cli.Shared;

/// <summary>Options that several commands share.</summary>
internal static class CommandInputs
{
    public static Option<bool> Json(string description = "Print JSON with camelCase names instead of text.") =>
        new("--json") { Description = description };

    public static Option<bool> Strict() =>
        new("--strict") { Description = "Make a field of --filter that no document has an error instead of a note." };

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

    public static Option<int?> Top(string all = "all") => Number("--top", "the number of passages to return", 1, all, "-n");

    /// <summary>An option that is a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">Its meaning, in words that follow "is".</param>
    /// <param name="least">The least accepted value.</param>
    /// <param name="otherwise">Its default, in words for the help.</param>
    /// <param name="aliases">Its other names.</param>
    public static Option<int?> Number(string name, string meaning, int least, string otherwise, params string[] aliases) =>
        new(name, aliases)
    {
        HelpName = "N",
        Description = $"{char.ToUpperInvariant(meaning[0])}{meaning.AsSpan(1)}. Default: {otherwise}.",
        CustomParser = result =>
        {
            var found = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                return number;
            var accepted = string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} or more");
            result.AddError($"{name} is {meaning}: {accepted}; found '{found}'.");
            return null;
        },
    };

    /// <summary>The effort of reranking; <see cref="Effort(string)"/> reads its value.</summary>
    public static Option<string> Effort(RerankEffort otherwise)
    {
        var option = new Option<string>("--effort")
        {
            Description = "The work of reranking: all passages (full), as many as are relevant (balanced), or the same with the " +
                "distilled cross-encoder (fast).",
            DefaultValueFactory = _ => otherwise.ToString().ToLowerInvariant(),
        };
        option.AcceptOnlyFromAmong("balanced", "full", "fast");
        return option;
    }

    public static RerankEffort Effort(string effort) => effort switch
    {
        "full" => RerankEffort.Full,
        "fast" => RerankEffort.Fast,
        _ => RerankEffort.Balanced,
    };

    /// <summary>The folder of a collection.</summary>
    public static Option<string> Collection() => new("--collection", "-c")
    {
        HelpName = "DIR",
        Description = "The collection's folder; with --server, its name.",
        DefaultValueFactory = _ => Lodestone.Collection.DefaultFolder,
    };

    /// <summary>The bi-encoder of a collection, which stores the name of its own.</summary>
    public static Option<string?> CollectionBiEncoder(string description) => Model<string?>("--bi", description, ModelKind.BiEncoder);

    /// <summary>Refuses a blank query before a model is loaded.</summary>
    public static string Query(string query) => Document.IsBlank(query)
        ? throw new UsageException("The query is blank. Passages can be ranked only for a query with words.")
        : query;

    public static Option<string> BiEncoder() => Model("--bi", "The bi-encoder", ModelKind.BiEncoder, ModelCatalog.DefaultBiEncoder);

    public static Option<string> CrossEncoder() =>
        Model("--cross", "The cross-encoder", ModelKind.CrossEncoder, ModelCatalog.DefaultCrossEncoder);

    private static Option<string> Model(string name, string what, ModelKind kind, string defaultModel)
    {
        var option = Model<string>(name, $"{what}: a bundled name or the path of a model folder.", kind);
        option.DefaultValueFactory = _ => defaultModel;
        return option;
    }

    private static Option<T> Model<T>(string name, string description, ModelKind kind)
    {
        var option = new Option<T>(name) { HelpName = "M", Description = description };
        option.CompletionSources.Add(_ => ModelNames.Of(kind));
        return option;
    }
}
