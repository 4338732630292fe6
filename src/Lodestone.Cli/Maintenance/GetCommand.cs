using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone get</c>: prints documents by their ids.</summary>
internal static class GetCommand
{
    private const string Description = "Print documents of a collection by their ids.";

    private const string Examples = """
        lodestone get plans-001
        lodestone get guides/start.md guides/limits.md --json

        JSON: {"documents": [{"id", "title", "text", "headings", "metadata"}], "missing": [ids]}.
        An unknown id is an error, reported after the documents found are printed.
        """;

    public static Command Create(Terminal terminal)
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids of documents.", Arity = ArgumentArity.OneOrMore };
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("get", Description, Examples) { ids, collection, json };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(collection)!;
            var asked = parsed.GetValue(ids)!.Distinct(StringComparer.Ordinal).ToArray();
            using var remote = server.Open(parsed);
            var read = remote is null
                ? await ReadAsync(name, asked, cancellationToken)
                : await remote.Client.GetDocumentsAsync(name, asked, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => DocumentJson.Write(writer, read));
            else
                DocumentScreen.Show(terminal.Screen, read.Documents);
            return read.Missing.Count == 0 ? ExitCode.Done : throw new UsageException(
                $"The collection '{name}' has no document {string.Join(", ", read.Missing.Select(m => $"'{m}'"))}. Ids are compared " +
                "exactly; `lodestone search --json` and `lodestone export` print them.");
        });
        return command;
    }

    private static async Task<GetResponse> ReadAsync(string folder, string[] ids, CancellationToken cancellationToken)
    {
        await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
        var documents = (await opened.GetAsync(ids, cancellationToken: cancellationToken)).OfType<Document>().ToArray();
        return new GetResponse
        {
            Documents = [.. documents.Select(d => d.ToResponse())],
            Missing = [.. ids.Except(documents.Select(d => d.Id), StringComparer.Ordinal)],
            Remaining = [],
        };
    }
}
