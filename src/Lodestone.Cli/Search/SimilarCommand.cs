using System.CommandLine;
using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Search;

/// <summary><c>lodestone similar</c>: finds documents like one of the collection.</summary>
internal static class SimilarCommand
{
    private const string Description =
        "Find documents of a collection that are like one of them, by meaning alone. No model runs: the vectors are stored.";

    private const string Examples = """
        lodestone similar plans-001
        lodestone similar guides/start.md --filter 'plan = "free"' --top 5 --json

        Every passage of the document is searched for; a hit's score is its similarity with the nearest of them. The document
        itself is left out. JSON is that of `lodestone search --json`. Filters: docs/filters.md.
        """;

    private static readonly SearchOptions Defaults = new();

    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The id of the document." };
        var collection = CommandInputs.Collection();
        var top = CommandInputs.Top(Default(Defaults.Top));
        var skip = CommandInputs.Number("--skip", "the number of hits to skip, for paging", 0, "0");
        var candidates = CommandInputs.Number(
            "--candidates", "the number of passages that are found", 1, Default(Defaults.Candidates));
        var filter = new Option<string?>("--filter")
        {
            HelpName = "F",
            Description = "Only documents that match this filter, such as 'plan = \"free\" and year >= 2024'.",
        };
        var exact = new Option<bool>("--exact") { Description = "Compare with every vector, however many exist." };
        var json = CommandInputs.Json();
        var command = new VerbCommand("similar", Description, Examples) { id, collection, top, skip, candidates, filter, exact, json };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SearchOptions
            {
                Top = parsed.GetValue(top) ?? Defaults.Top,
                Skip = parsed.GetValue(skip) ?? 0,
                Candidates = parsed.GetValue(candidates) ?? Defaults.Candidates,
                Retrieval = RetrievalMode.Dense,
                Filter = parsed.GetValue(filter) is { } text ? Filter.Parse(text) : null,
                Exact = parsed.GetValue(exact),
            };
            var show = new SearchShow(terminal, explain: false, parsed.GetValue(json), many: false);
            using var remote = server.Open(parsed);
            if (remote is not null)
            {
                show.Result(await FindAsync(remote, parsed.GetValue(id)!, options, cancellationToken));
                return show.Degraded ? ExitCode.Degraded : ExitCode.Done;
            }

            var opening = new CollectionOptions { ReadOnly = true };
            await using var opened = await Collection.OpenAsync(parsed.GetValue(collection)!, opening, cancellationToken);
            show.Result((await opened.FindSimilarAsync(parsed.GetValue(id)!, options, cancellationToken)).ToResponse());
            return show.Degraded ? ExitCode.Degraded : ExitCode.Done;
        });
        return command;
    }

    private static Task<SearchResponse> FindAsync(
        RemoteCollection remote, string id, SearchOptions options, CancellationToken cancellationToken)
    {
        var request = new SimilarRequest
        {
            DocumentId = id,
            Top = options.Top,
            Skip = options.Skip,
            Candidates = options.Candidates,
            Filter = options.Filter?.ToString(),
            Exact = options.Exact,
        };
        return remote.Client.FindSimilarAsync(remote.Name, request, cancellationToken);
    }

    private static string Default(int number) => number.ToString(CultureInfo.InvariantCulture);
}
