using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;
using Spectre.Console;

namespace Lodestone.Cli.Search;

/// <summary><c>lodestone facets</c>: counts the values that documents have in fields.</summary>
internal static class FacetsCommand
{
    private const string Description =
        "Count the values of fields over all documents, or over those that match a filter: what there is to filter by. No model runs.";

    private const string Examples = """
        lodestone facets
        lodestone facets plan year --filter 'section = "billing"'
        lodestone facets plan --top 5 --json

        Without FIELD: all fields of the collection. Counts are exact, the most frequent values first. Of a list of strings,
        each string counts.
        JSON: {"facets": [{"field", "distinctValues", "documents", "values": [{"value", "documents"}]}], "unknownFields"}.
        Filters: docs/filters.md.
        """;

    private static readonly int DefaultTop = new FacetOptions { Fields = [] }.MaxValues;

    public static Command Create(Terminal terminal)
    {
        var fields = new Argument<string[]>("FIELD") { Description = "The fields. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        var filter = new Option<string?>("--filter") { HelpName = "F", Description = "Only documents that match this filter." };
        var strict = CommandInputs.Strict();
        var top = CommandInputs.Number(
            "--top", "the maximum number of values of each field", 1, NumberFormat.Rank(DefaultTop), "-n");
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("facets", Description, Examples) { fields, collection, filter, strict, top, json };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new FacetsRequest
            {
                Fields = [.. (parsed.GetValue(fields) ?? []).Distinct(StringComparer.Ordinal)],
                Filter = parsed.GetValue(filter) is { } text ? Filter.Parse(text).ToString() : null,
                Strict = parsed.GetValue(strict),
                Limit = Limit(parsed.GetValue(top) ?? DefaultTop),
            };
            using var remote = server.Open(parsed);
            var counted = remote is null
                ? await CountAsync(parsed.GetValue(collection)!, request, cancellationToken)
                : await CountAsync(remote, request, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, counted, ContractsJson.TypeInfo<FacetsResponse>());
            else
                Show(terminal.Screen, counted);
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Show(IAnsiConsole screen, FacetsResponse counted)
    {
        if (counted.Facets.Count == 0)
            screen.Say("The documents have no fields.");
        foreach (var facet in counted.Facets)
        {
            var table = Tables.Create(screen, (TerminalEscaping.Of(facet.Field), false), ("documents", true));
            foreach (var value in facet.Values)
                table.Row(value.Value.ToString() is { Length: > 0 } text ? text : "\"\"", NumberFormat.Count(value.Documents));
            screen.Write(table);
            if (facet.DistinctValues > facet.Values.Count)
                screen.Say($"and {NumberFormat.Count(facet.DistinctValues - facet.Values.Count, "more value")} (--top)");
            screen.Gap();
        }

        if (counted.Facets.Count > 0)
            screen.Say($"Counted over {NumberFormat.Count(counted.Facets[0].Documents, "document")}.");
        foreach (var field in counted.UnknownFields ?? [])
            screen.Say($"No document has the field '{field}'.");
    }

    private static int Limit(int top) => top <= FacetOptions.LargestMaxValues ? top : throw new UsageException(
        $"--top is {NumberFormat.Count(top)}; at most {NumberFormat.Count(FacetOptions.LargestMaxValues)} values of a field are listed.");

    // Of more fields than one call takes, the first ones; a field that is named is never passed over.
    private static string[] All(IEnumerable<string> fields) => [.. fields.Order(StringComparer.Ordinal).Take(FacetOptions.MostFields)];

    private static async Task<FacetsResponse> CountAsync(
        RemoteCollection remote, FacetsRequest request, CancellationToken cancellationToken)
    {
        if (request.Fields.Count == 0)
            request = request with { Fields = All((await remote.Client.GetCollectionAsync(remote.Name, cancellationToken)).Fields.Keys) };
        return request.Fields.Count == 0
            ? new FacetsResponse { Facets = [] }
            : await remote.Client.CountFacetsAsync(remote.Name, request, cancellationToken);
    }

    private static async Task<FacetsResponse> CountAsync(string folder, FacetsRequest request, CancellationToken cancellationToken)
    {
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        var fields = request.Fields.Count > 0 ? request.Fields : All((await collection.StatsAsync(cancellationToken)).Fields.Keys);
        if (fields.Count == 0)
            return new FacetsResponse { Facets = [] };
        var options = new FacetOptions
        {
            Fields = fields,
            Filter = request.Filter is { } text ? Filter.Parse(text) : null,
            Strict = request.Strict ?? false,
            MaxValues = request.Limit ?? DefaultTop,
        };
        var facets = await collection.CountFacetsAsync(options, cancellationToken);
        var named = fields.Select(f => Filter.Exists(f)).Aggregate((all, one) => all & one);
        var unknown = await collection.FindUnknownFieldsAsync(
            options.Filter is { } filter ? named & filter : named, cancellationToken);
        return facets.ToResponse(unknown);
    }
}
