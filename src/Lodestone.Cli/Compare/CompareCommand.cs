using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Contracts.Client;
using Lodestone.Encoders;
using Lodestone.Server;

namespace Lodestone.Cli.Compare;

/// <summary><c>lodestone compare</c>: ranks the same passages with a bi-encoder and with a cross-encoder.</summary>
internal static class CompareCommand
{
    private const string Description =
        "Rank the same passages with a bi-encoder and with a cross-encoder: both scores, the distance that each passage moved, and the " +
        "cost of each stage. Without arguments: a question whose answer goes from last to first, then one on which the two agree.";

    private const string Examples = """
        lodestone compare
        lodestone compare --json
            the first question only, so that the JSON always has one shape
        lodestone compare "how do I pay" "We take cards." "Offices close at six."
        lodestone compare "how do I pay" --file passages.jsonl --bi all-minilm-l6-v2
        grep -i invoice faq.txt | lodestone compare "how do I pay" --file -
        lodestone compare "how do I pay" --file passages.txt --server http://127.0.0.1:8080
        lodestone compare "how do I pay" "We take cards." "Offices close at six." --why
            the words that the score of each encoder's first passage rests on, by leaving them out

        Ranks count from 1, `index` in JSON from 0, in the order given; JSON lists passages in the
        cross-encoder's order. The cost of the passages is paid once for all queries, that of the
        query and the pairs each time. A blank passage is never scored and comes last. Blank lines
        of a plain file are skipped.
        """;

    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string?>("QUERY") { Description = "The question.", Arity = ArgumentArity.ZeroOrOne };
        var passages = new Argument<string[]>("PASSAGE") { Description = "Passages to rank.", Arity = ArgumentArity.ZeroOrMore };
        var file = CommandInputs.File("Read the passages from F instead.");
        var format = CommandInputs.Format();
        var biEncoder = CommandInputs.BiEncoder();
        var crossEncoder = CommandInputs.CrossEncoder();
        var why = new Option<bool>("--why")
        {
            Description = "Also leave out each word of the passages that come first, and show what the scores lose: a run a word.",
        };
        var json = CommandInputs.Json();
        var command = new VerbCommand("compare", Description, Examples)
        {
            query, passages, file, format, biEncoder, crossEncoder, why, json,
        };
        var server = new RemoteInputs(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (asJson, withWhy) = (parsed.GetValue(json), parsed.GetValue(why));
            var how = InputFormats.Parse(parsed.GetValue(format));
            var choice = new ScenarioChoice(parsed.GetValue(query), parsed.GetValue(passages) ?? [], parsed.GetValue(file), how);
            choice.Validate();
            using var remote = server.Client(parsed, biEncoder, crossEncoder);
            if (remote is not null)
            {
                var asked = await choice.ReadAsync(asJson, cancellationToken);
                await ShowAsync(
                    terminal, asked, asJson, scenario => AskAsync(remote, scenario, cancellationToken), withWhy
                        ? (question, passage) => remote.ExplainAsync(new() { Query = question, Passage = passage }, cancellationToken)
                        : null);
                return ExitCode.Done;
            }

            var loading = LoadAsync(parsed.GetValue(biEncoder)!, parsed.GetValue(crossEncoder)!, cancellationToken);
            var scenarios = await choice.ReadAsync(asJson, cancellationToken);
            var (bi, cross) = await ProgressDisplay.WaitAsync(terminal, "loading models", loading);
            using (bi)
            using (cross)
            {
                var comparer = new EncoderComparer(bi, cross);
                await ShowAsync(
                    terminal, scenarios, asJson, scenario => CompareAsync(terminal, comparer, scenario, cancellationToken), withWhy
                        ? async (question, passage) =>
                            (await comparer.ExplainAsync(question, passage, cancellationToken: cancellationToken)).ToResponse()
                        : null);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<(BiEncoder BiEncoder, CrossEncoder CrossEncoder)> LoadAsync(
        string biEncoder, string crossEncoder, CancellationToken cancellationToken)
    {
        var bi = ModelLoading.BiEncoderAsync(biEncoder, cancellationToken);
        var cross = ModelLoading.CrossEncoderAsync(crossEncoder, cancellationToken);
        await Task.WhenAll(bi, cross);
        Timings.Mark("models loaded");
        return (await bi, await cross);
    }

    private static async Task<ComparisonResponse> CompareAsync(
        Terminal terminal, EncoderComparer comparer, Scenario scenario, CancellationToken cancellationToken)
    {
        var progress = new WorkProgress(scenario.Passages.Count);
        var options = new RerankOptions { Progress = new EachItem<(int Runs, int TotalRuns)>(progress, 1) };
        IReadOnlyList<string> texts = [.. scenario.Passages.Select(p => p.Text)];
        var work = Task.Run(() => comparer.CompareAsync(scenario.Query, texts, options, cancellationToken), cancellationToken);
        var comparison = await ProgressDisplay.ShowAsync(terminal, "comparing", "pairs", progress, work);
        return comparison.ToResponse(index => scenario.Passages[index].Id);
    }

    // A server knows the passages by their places alone.
    private static async Task<ComparisonResponse> AskAsync(
        LodestoneClient server, Scenario scenario, CancellationToken cancellationToken)
    {
        var request = new CompareRequest { Query = scenario.Query, Passages = [.. scenario.Passages.Select(p => p.Text)] };
        var comparison = await server.CompareAsync(request, cancellationToken);
        return comparison with { Passages = [.. comparison.Passages.Select(p => p with { Id = scenario.Passages[p.Index].Id })] };
    }

    private static async Task ShowAsync(
        Terminal terminal,
        IReadOnlyList<Scenario> scenarios,
        bool json,
        Func<Scenario, Task<ComparisonResponse>> compare,
        Func<string, string, Task<ExplainResponse>>? explain)
    {
        var first = true;
        foreach (var scenario in scenarios)
        {
            var comparison = await compare(scenario);
            Timings.Mark("first result");
            List<(ComparedPassageResponse Passage, ExplainResponse Why)> reasons = [];
            foreach (var passage in explain is null ? [] : WhyScreen.Explained(comparison))
                reasons.Add((passage, await explain!(scenario.Query, passage.Text)));
            if (json)
            {
                if (explain is null)
                    JsonOutput.Write(terminal, comparison, ContractsJson.TypeInfo<ComparisonResponse>());
                else
                    WhyScreen.Write(terminal, comparison, reasons);
                continue;
            }

            if (!first)
                terminal.Screen.Gap();
            ComparisonScreen.Show(terminal.Screen, scenario, comparison);
            foreach (var (passage, why) in reasons)
                WhyScreen.Show(terminal.Screen, scenario.Passages[passage.Index].Label(passage.Index), passage, why);
            terminal.Flush();
            first = false;
        }
    }
}
