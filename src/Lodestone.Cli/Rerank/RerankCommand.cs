using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Rerank;

/// <summary><c>lodestone rerank</c>: ranks passages with a cross-encoder.</summary>
internal static class RerankCommand
{
    private const string Description =
        "Rank passages by how well they answer a query, with a cross-encoder. Passages come from --file or from standard input.";

    private const string Examples = """
        lodestone rerank "how do I pay" --file passages.txt
        lodestone rerank "how do I pay" --file passages.jsonl --top 3 --json
        grep -i invoice faq.txt | lodestone rerank "how do I pay"

        A plain file has one passage a line; blank lines are skipped. A JSON line has `text` and an
        optional `id`; a blank `text` keeps its index, is never scored and comes last. `index` counts
        the passages from 0. --top never changes which passages are scored.
        """;

    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string>("QUERY") { Description = "The question." };
        var file = CommandInputs.File("Read the passages from F instead of standard input.");
        var format = CommandInputs.Format();
        var top = CommandInputs.Top();
        var windows = new Option<bool>("--windows")
        {
            Description = "Read a passage that does not fit beside the query in overlapping windows, of which the best counts; without, " +
            "it is truncated.",
        };
        var crossEncoder = CommandInputs.CrossEncoder();
        var json = CommandInputs.Json();
        var command = new VerbCommand("rerank", Description, Examples) { query, file, format, top, windows, crossEncoder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = CommandInputs.Query(parsed.GetValue(query)!);
            await using var input = InputFile.OpenNamedOrPiped(terminal, parsed.GetValue(file)) ?? throw new UsageException(
                "There are no passages to rerank: no --file is given and no input is piped in. Name a file with --file F, or " +
                "pipe them in, one a line.");
            var loading = ModelLoading.CrossEncoderAsync(parsed.GetValue(crossEncoder)!, cancellationToken);
            var passages = await input.ReadAllAsync(InputFormats.Parse(parsed.GetValue(format)), cancellationToken);
            using var model = await loading;
            Timings.Mark("models loaded");
            var options = new RerankOptions
            {
                Top = parsed.GetValue(top),
                LongPassages = parsed.GetValue(windows) ? LongPassages.Windows : LongPassages.Truncate,
            };
            var reranking = await RerankAsync(terminal, model, asked, passages, options, cancellationToken);
            Timings.Mark("first result");
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => RerankingJson.Write(writer, asked, model.Name, passages, reranking));
            else
                RerankingScreen.Show(terminal.Screen, asked, model.Name, passages, reranking);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<RerankResult> RerankAsync(
        Terminal terminal,
        CrossEncoder model,
        string query,
        List<InputText> passages,
        RerankOptions options,
        CancellationToken cancellationToken)
    {
        // With windows there are more runs than passages, and only the model knows their number.
        var progress = new WorkProgress(options.LongPassages == LongPassages.Windows ? null : passages.Count);
        var watched = options with { Progress = new EachItem<RerankProgress>(progress, 1) };
        IReadOnlyList<string> texts = [.. passages.Select(p => p.Text)];
        var work = Task.Run(() => model.RerankAsync(query, texts, watched, cancellationToken), cancellationToken);
        return ProgressDisplay.ShowAsync(terminal, "reranking", "pairs", progress, work);
    }
}
