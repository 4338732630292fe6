using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

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
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(collection)!;
            await using var opened = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, cancellationToken);
            var asked = parsed.GetValue(ids)!.Distinct(StringComparer.Ordinal).ToArray();
            var read = await opened.GetAsync(asked, cancellationToken: cancellationToken);
            var documents = read.OfType<Document>().ToArray();
            var missing = asked.Except(documents.Select(d => d.Id), StringComparer.Ordinal).ToArray();
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => DocumentJson.Write(writer, documents, missing));
            else
                DocumentScreen.Show(terminal.Screen, documents);
            return missing.Length == 0 ? ExitCode.Done : throw new UsageException(
                $"The collection '{folder}' has no document {string.Join(", ", missing.Select(m => $"'{m}'"))}. Ids are compared " +
                "exactly; `lodestone search --json` and `lodestone export` print them.");
        });
        return command;
    }
}
