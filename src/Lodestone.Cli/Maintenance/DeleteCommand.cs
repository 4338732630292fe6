using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Spectre.Console;

namespace Lodestone.Cli.Maintenance;

/// <summary><c>lodestone delete</c>: deletes documents from a collection, by id or by filter.</summary>
internal static class DeleteCommand
{
    private const string Description =
        "Delete documents from a collection by their ids or by a filter, in one atomic batch.";

    private const string Examples = """
        lodestone delete plans-001 plans-002
        lodestone delete --filter 'path = "faq.jsonl" and year < 2020'
        lodestone delete --filter 'plan = "free"' --yes

        --filter shows the number of documents and asks for confirmation; --yes does not ask, and is needed where there
        is no terminal.
        An unknown id is reported, and is not an error. A field of --filter that no document has is one.
        JSON: {"deleted", "missing": [ids]}.
        On a server --filter deletes without a number, so it asks for --yes there.
        """;

    public static Command Create(Terminal terminal)
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids of documents.", Arity = ArgumentArity.ZeroOrMore };
        var filter = new Option<string?>("--filter") { HelpName = "F", Description = "Delete all documents that match this filter." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation." };
        var collection = CommandInputs.Collection();
        var json = CommandInputs.Json();
        var command = new VerbCommand("delete", Description, Examples) { ids, collection, filter, yes, json };
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = (parsed.GetValue(ids) ?? []).Distinct(StringComparer.Ordinal).ToArray();
            var condition = parsed.GetValue(filter) is { } text ? Filter.Parse(text) : null;
            if ((asked.Length == 0) == (condition is null))
                throw new UsageException("Documents to delete are selected by ids or by --filter, one of the two. Give one.");
            using var remote = server.Open(parsed);
            if (remote is not null)
            {
                var (gone, unknown) = await DeleteAsync(remote, asked, condition, parsed.GetValue(yes), cancellationToken);
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(terminal, writer => Write(writer, gone, unknown));
                    return ExitCode.Done;
                }

                var left = await remote.Client.GetCollectionAsync(remote.Name, cancellationToken);
                Show(terminal.Screen, gone, unknown, left.Documents);
                return ExitCode.Done;
            }

            await using var opened = await CollectionFolder.OpenForWritingAsync(parsed.GetValue(collection)!, cancellationToken);
            // Ids alone, since documents may be large.
            var missing = asked.Length == 0 ? [] : await MissingAsync(opened, asked, cancellationToken);
            int deleted;
            if (condition is null)
                deleted = await opened.DeleteAsync(asked, cancellationToken);
            else if (parsed.GetValue(yes) || await MeansItAsync(terminal, opened, condition, cancellationToken))
                deleted = await opened.DeleteAsync(condition, cancellationToken);
            else
                deleted = 0;
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, deleted, missing));
            else
                Show(terminal.Screen, deleted, missing, await opened.CountAsync(cancellationToken: cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Show(IAnsiConsole screen, int deleted, IReadOnlyList<string> missing, long left)
    {
        screen.Say($"{NumberFormat.Count(deleted, "document")} deleted; {NumberFormat.Count(left)} left.");
        if (missing.Count > 0)
            screen.Say($"Not found: {string.Join(", ", missing)}.");
    }

    private static void Write(Utf8JsonWriter json, int deleted, IReadOnlyList<string> missing)
    {
        json.WriteStartObject();
        json.WriteNumber("deleted", deleted);
        json.Strings("missing", missing);
        json.WriteEndObject();
    }

    private static async Task<(int Deleted, IReadOnlyList<string> Missing)> DeleteAsync(
        RemoteCollection remote, string[] ids, Filter? filter, bool isMeant, CancellationToken cancellationToken)
    {
        if (filter is not null && !isMeant)
        {
            throw new UsageException(
                $"--filter deletes all documents of '{remote.Name}' on the server that match, and how many is not known before. Look " +
                "with `lodestone list --filter`, and confirm with --yes.");
        }

        if (filter is not null)
            return (await remote.Client.DeleteByFilterAsync(remote.Name, filter.ToString(), cancellationToken), []);
        var missing = (await remote.Client.GetDocumentsAsync(remote.Name, ids, cancellationToken)).Missing;
        return (await remote.Client.DeleteDocumentsAsync(remote.Name, ids, cancellationToken), missing);
    }

    private static async Task<string[]> MissingAsync(Collection collection, string[] asked, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        // A filter has a limit of values.
        foreach (var ids in asked.Chunk(500))
        {
            await foreach (var id in collection.ListIdsAsync(Filter.IdIn(ids), cancellationToken: cancellationToken))
                found.Add(id);
        }

        return [.. asked.Where(id => !found.Contains(id))];
    }

    private static async Task<bool> MeansItAsync(
        Terminal terminal, Collection collection, Filter condition, CancellationToken cancellationToken)
    {
        if (terminal.InputIsRedirected || !terminal.ErrorIsTerminal)
        {
            throw new UsageException(
                "--filter deletes without a question only with --yes, and there is no terminal to ask on. Nothing was deleted; " +
                "give --yes.");
        }

        // Strict, as the deletion is: a misspelt field must not be shown as a number of documents.
        var count = await collection.CountAsync(condition, strict: true, cancellationToken);
        if (count == 0)
            return true;
        var all = await collection.CountAsync(cancellationToken: cancellationToken);
        var question = new ConfirmationPrompt(Markup.Escape(TerminalEscaping.Of(
            $"Delete {NumberFormat.Count(count, "document")} of {NumberFormat.Count(all)}?"))) { DefaultValue = false };
        return await question.ShowAsync(terminal.ErrorScreen, cancellationToken);
    }
}
