using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Index;

/// <summary><c>lodestone index</c>: reads files and folders into a searchable collection.</summary>
internal static class IndexCommand
{
    private const string Description =
        "Read files and folders, embed new and changed documents, and store them in a collection. Reads text, Markdown, HTML, PDF, DOCX, " +
        "PPTX, XLSX, ODT, RTF, EPUB, e-mail, notebooks, source code, CSV and JSON Lines. " +
        "Unchanged documents are skipped, so the same command again indexes only changes.";

    private const string Examples = """
        lodestone index docs/
        lodestone index corpus.jsonl --collection my-collection
        lodestone index . --include "*.md" --exclude "drafts/**"
        lodestone index docs/ --mirror --dry-run
            shows what would be indexed, and which documents of deleted files would be deleted
        lodestone index faq.csv --id-field code --title-field question --text-field question --text-field answer
        lodestone index docs/ --watch
            follows the folder: each change is indexed, and documents of deleted files are deleted
        lodestone index --bi all-minilm-l6-v2
            re-embeds the collection with another bi-encoder, beside the old vectors, and switches at the end
        lodestone index docs/ --server http://127.0.0.1:8080 --collection help
            reads here, and writes the documents to the server, which creates the collection when there is none
        lodestone index --rebuild
            rebuilds the indexes from the documents

        A JSON line or CSV row is a document with its `_id` or `id`, `title` and `text`, a JSON line also with its
        `headings`; other fields become metadata to filter by. A file of another kind is one document, whose id is its
        path. Unreadable files are listed at the end, and the rest is indexed; if no file was readable, the exit code is 2.
        Documents are written in batches: an interrupted run keeps the written ones, and the same command continues
        from there. Searches in other processes see the written documents.
        Documents of deleted files are counted; --mirror deletes them, and asks before it deletes more than half of a
        folder's. .gitignore and .lodestoneignore are honoured, unless --no-ignore is given. When some files had
        problems the exit code is 5.
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders to read.", Arity = ArgumentArity.ZeroOrMore };
        var collection = CommandInputs.Collection();
        var reading = new ReadingInputs();
        var follow = new FollowInputs();
        var biEncoder = CommandInputs.CollectionBiEncoder(
            "The bi-encoder to embed with: a bundled name or the path of a model folder. A collection with another one is re-embedded; " +
            "its own one, when its folder has moved, is used from there. " +
            "Default: the collection's own, for a new one bge-small-en-v1.5.");
        var fast = new Option<bool>("--fast")
        {
            Description = "Do not wait for the disk at every batch: a written batch then survives the end of the process, but perhaps " +
            "not a loss of power.",
        };
        var rebuild = new Option<bool>("--rebuild")
        {
            Description = "Rebuild the indexes from the documents first, without embedding.",
        };
        var json = CommandInputs.Json("Print the report as JSON, with every problem.");
        var command = new VerbCommand("index", Description, Examples) { paths, collection, biEncoder, fast, rebuild, json };
        foreach (var option in follow.Options.Concat(reading.Options))
            command.Options.Add(option);
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var remote = server.Open(parsed, biEncoder, fast, rebuild);
            var request = new IndexRequest
            {
                Paths = parsed.GetValue(paths) ?? [],
                Collection = parsed.GetValue(collection)!,
                Reading = reading.Read(parsed),
                BiEncoder = parsed.GetValue(biEncoder),
                Durability = parsed.GetValue(fast) ? Durability.Fast : Durability.Durable,
                Rebuild = parsed.GetValue(rebuild),
                Follow = follow.Read(parsed, parsed.GetValue(paths) is { Length: > 0 }),
            };
            request.Validate(isRemote: remote is not null);
            var outcome = remote is null
                ? await new IndexRun(terminal, request).RunAsync(Show, cancellationToken)
                : await new RemoteIndexRun(terminal, request, remote).RunAsync(cancellationToken);
            if (remote is not null)
                Show(outcome);
            return request.Follow.ExitCodeOf(outcome);

            void Show(IndexOutcome shown)
            {
                if (!parsed.GetValue(json))
                    IndexingScreen.Show(terminal.Screen, shown);
                else if (request.Follow.Watch)
                    JsonOutput.WriteLine(terminal, writer => IndexingJson.Write(writer, shown));
                else
                    JsonOutput.Write(terminal, writer => IndexingJson.Write(writer, shown));
                terminal.Flush();
            }
        });
        return command;
    }
}
