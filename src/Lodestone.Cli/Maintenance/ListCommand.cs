using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;
using Spectre.Console;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone list</c>: the documents of a collection by id, all or those that match a filter.</summary>
internal static class ListCommand
{
    private const int DefaultTop = 100;

    private const string Description = "List documents of a collection in ascending order of id, all or those that match a filter.";

    private const string Examples = """
        lodestone list --filter 'plan = "free" and since >= 2024-01-01'
        lodestone list --top 20 --after plans-001
        lodestone list --filter '@id >= "guides/" and @id < "guides0"' --json

        JSON: {"documents": [{"id", "title", "text", "headings", "metadata"}], "next"}; next is the value of --after for the
        next page, null on the last. "unknownFields" names fields of the filter that no document has.
        """;

    public static Command Create(Terminal terminal)
    {
        var filter = new Option<string?>("--filter") { HelpName = "F", Description = "Only documents that match this filter." };
        var strict = CommandInputs.Strict();
        var after = new Option<string?>("--after") { HelpName = "ID", Description = "Begin after this id. Default: the beginning." };
        var top = CommandInputs.Number("--top", "the maximum number of documents", 1, "100");
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("list", Description, Examples) { collection, filter, strict, after, top, json };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var condition = parsed.GetValue(filter) is { } text ? Filter.Parse(text) : null;
            var options = new ListOptions { After = parsed.GetValue(after), Strict = parsed.GetValue(strict) };
            var most = parsed.GetValue(top) ?? DefaultTop;
            using var remote = server.Open(parsed);
            var page = remote is null
                ? await PageAsync(parsed.GetValue(collection)!, condition, options, most, cancellationToken)
                : await PageAsync(remote, condition, options, most, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, page, ContractsJson.TypeInfo<DocumentPageResponse>());
            else
                Show(terminal.Screen, page);
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Show(IAnsiConsole screen, DocumentPageResponse page)
    {
        if (page.Documents.Count > 0)
        {
            var table = Tables.Create(screen, ("document", false), ("title", false));
            foreach (var document in page.Documents)
                table.Row(document.Id, document.Title);
            screen.Write(table);
            screen.Gap();
        }

        screen.Say(page.Next is { } next
            ? $"{NumberFormat.Count(page.Documents.Count, "document")}; there may be more after '{next}': use --after or --top."
            : $"{NumberFormat.Count(page.Documents.Count, "document")}.");
        foreach (var field in page.UnknownFields ?? [])
            screen.Say($"No document has the field '{field}', which the filter names: its comparisons are false.");
    }

    // A page of the server ends early when it has long documents.
    private static async Task<DocumentPageResponse> PageAsync(
        RemoteCollection remote, Filter? filter, ListOptions options, int top, CancellationToken cancellationToken)
    {
        var documents = new List<DocumentResponse>();
        var asked = new ListRequest { Filter = filter?.ToString(), Strict = options.Strict, After = options.After };
        DocumentPageResponse page;
        do
        {
            asked = asked with { Top = Math.Min(top - documents.Count, RequestLimits.MaxPageDocuments) };
            page = await remote.Client.ListPageAsync(remote.Name, asked, cancellationToken);
            documents.AddRange(page.Documents);
            asked = asked with { After = page.Next };
        }
        while (page.Next is not null && documents.Count < top);
        return page with { Documents = documents };
    }

    private static async Task<DocumentPageResponse> PageAsync(
        string folder, Filter? filter, ListOptions options, int top, CancellationToken cancellationToken)
    {
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        var documents = new List<DocumentResponse>();
        await foreach (var document in collection.ListAsync(filter, options, cancellationToken))
        {
            documents.Add(document.ToResponse());
            if (documents.Count == top)
                break;
        }

        return new DocumentPageResponse
        {
            Documents = documents,
            Next = documents.Count == top ? documents[^1].Id : null,
            UnknownFields = filter is not null &&
                await collection.FindUnknownFieldsAsync(filter, cancellationToken) is { Count: > 0 } unknown
                    ? unknown
                    : null,
        };
    }
}
