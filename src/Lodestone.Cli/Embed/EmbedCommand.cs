using System.CommandLine;
using System.Diagnostics;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary><c>lodestone embed</c>: embeds texts.</summary>
internal static class EmbedCommand
{
    private const string Description =
        "Embed texts with a bi-encoder: JSON Lines with `text` and `embedding`, or a NumPy file. Texts are streamed, " +
        "so memory does not limit their number.";

    private const string Examples = """
        lodestone embed "The ferry leaves at seven." "Invoices are paid within thirty days."
        lodestone embed --as query "when does the ferry leave"
        lodestone embed --file texts.jsonl --out vectors.npy
        zcat texts.gz | lodestone embed > vectors.jsonl

        Output is in the order of the input; a line has `id` when its text has one, and `droppedTokens`
        when the text did not fit. In a plain file text n is line n, so a blank line is a blank text,
        which gets the model's vector for an empty text. --out writes float32, one row a text (.npy),
        or JSON Lines (.jsonl); the file appears when it is complete. With --out, --json prints a summary:
        {"model", "as", "file", "count", "dimensions", "truncated"}; without, output is JSON anyway.
        """;

    public static Command Create(Terminal terminal)
    {
        var texts = new Argument<string[]>("TEXT") { Description = "Texts to embed.", Arity = ArgumentArity.ZeroOrMore };
        var file = CommandInputs.File("Read the texts from F. Without TEXT and F: from standard input.");
        var format = CommandInputs.Format();
        var role = new Option<string>("--as")
        {
            Description = "The role of the texts, which selects the model's prompt before each.",
            DefaultValueFactory = _ => "document",
        };
        role.AcceptOnlyFromAmong("document", "query", "neither");
        var output = new Option<string?>("--out", "-o") { HelpName = "F.npy", Description = "Write to a file instead of standard output." };
        var biEncoder = CommandInputs.BiEncoder();
        var json = CommandInputs.Json("With --out: print a JSON summary. Without: the output is JSON Lines anyway.");
        var command = new VerbCommand("embed", Description, Examples) { texts, file, format, role, output, biEncoder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var source = TextSource.Open(
                terminal, parsed.GetValue(texts) ?? [], parsed.GetValue(file), InputFormats.Parse(parsed.GetValue(format)));
            var path = parsed.GetValue(output);
            EmbeddingFiles.Validate(path);
            using var model = await ModelLoading.BiEncoderAsync(parsed.GetValue(biEncoder)!, cancellationToken);
            Timings.Mark("models loaded");
            await using var sink = EmbeddingFiles.Open(terminal, path, model.Dimensions);
            var asked = parsed.GetValue(role)!;
            var run = new EmbeddingRun(model, Role(asked), sink, new WorkProgress(source.Length));
            var clock = Stopwatch.StartNew();
            var work = Task.Run(() => run.RunAsync(source, cancellationToken), cancellationToken);
            var total = await ProgressDisplay.ShowAsync(terminal, "embedding", "texts", run.Progress, work, printsMeanwhile: path is null);
            EmbeddingSummary.Show(terminal, model, asked, path, total, clock.Elapsed, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static EmbeddingRole Role(string name) => name switch
    {
        "query" => EmbeddingRole.Query,
        "neither" => EmbeddingRole.None,
        _ => EmbeddingRole.Document,
    };
}
