using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Index;

/// <summary><c>lodestone index</c>: files and folders to a collection that can be searched.</summary>
internal static class IndexCommand
{
    private const string Description =
        "Read files and folders, embed what is new or changed, and keep it in a collection. Text, Markdown, HTML, PDF, DOCX, CSV and " +
        "JSON Lines are read. What is there to the letter costs nothing, so the same command again takes in only what changed.";

    private const string Examples = """
        lodestone index docs/
        lodestone index corpus.jsonl --collection my-collection
        lodestone index . --include "*.md" --exclude "drafts/**"
        lodestone index faq.csv --id-field code --title-field question --text-field question --text-field answer
        lodestone index --bi all-minilm-l6-v2
            embeds what is there anew with another bi-encoder, beside the old vectors, and switches when all is done
        lodestone index --rebuild
            builds the indexes anew from the documents

        A JSON line or CSV row is a document with its `_id` or `id`, `title` and `text`, a JSON line also with its
        `headings`; other fields become metadata to filter by. A file of another kind is one document, whose id is its
        path. What cannot be read is listed at the end, and the rest goes on; if nothing could be, the exit code is 2.
        Documents are written in batches: what is interrupted keeps those that were written, and the same command goes
        on from there. Documents are not removed because a file is gone: see lodestone delete. Searches in other
        processes see what is written so far.
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders to read.", Arity = ArgumentArity.ZeroOrMore };
        var collection = CommandInputs.Collection();
        var reading = new ReadingInputs();
        var biEncoder = CommandInputs.CollectionBiEncoder(
            "The bi-encoder to embed with: a bundled name or the path of a model folder. A collection that has another is embedded anew. " +
            "Default: the collection's own, for a new one bge-small-en-v1.5.");
        var fast = new Option<bool>("--fast")
        {
            Description = "Do not wait for the disk at every batch: a written batch then survives the end of the process, but perhaps " +
                "not a loss of power.",
        };
        var rebuild = new Option<bool>("--rebuild")
        {
            Description = "Build the indexes anew from the documents first. Nothing is embedded.",
        };
        var json = CommandInputs.Json("Print what was done as JSON, with every problem.");
        var command = new VerbCommand("index", Description, Examples) { paths, collection, biEncoder, fast, rebuild, json };
        foreach (var option in reading.Options)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new IndexRequest
            {
                Paths = parsed.GetValue(paths) ?? [],
                Collection = parsed.GetValue(collection)!,
                Reading = reading.Read(parsed),
                BiEncoder = parsed.GetValue(biEncoder),
                Durability = parsed.GetValue(fast) ? Durability.Fast : Durability.Durable,
                Rebuild = parsed.GetValue(rebuild),
            };
            request.Validate();
            var outcome = await new IndexRun(terminal, request).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => IndexingJson.Write(writer, outcome));
            else
                IndexingScreen.Show(terminal.Screen, outcome);
            return outcome.Report is { } report && report.Documents() == 0 ? ExitCode.Usage : ExitCode.Done;
        });
        return command;
    }
}
