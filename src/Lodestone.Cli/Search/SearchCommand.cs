using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Search;

/// <summary><c>lodestone search</c>: searches a collection, for one query or many.</summary>
internal static class SearchCommand
{
    private const string Description =
        "Find passages in a collection: by words (BM25) and by meaning (bi-encoder) together, fused, and the best of them reranked by a " +
        "cross-encoder. Without QUERY: a prompt, or, when queries are piped in, one a line.";

    private const string Examples = """
        lodestone search "how do I pay"
        lodestone search "how do I pay" --explain
        lodestone search "rate limits" --filter 'plan = "free" and year >= 2024' --top 5 --json
        lodestone search "error 4711" --retrieval keyword --no-rerank
        lodestone search "how do I pay" --budget 200
        lodestone search "how do I pay" --min-probability 0.5
        lodestone search "how do I pay" -c handbook -c faq
        cut -f2 queries.tsv | lodestone search --json
        lodestone embed "how do I pay" --query | lodestone search --vector - --top 5
        lodestone search "how do I pay" --server http://127.0.0.1:8080 -c help

        Each document is found with its best passage. --top never changes which passages are considered nor
        their order; --skip and --top are a page, and pages fit together. The order is that of the last stage that
        ran; --explain shows each score. Titles are links to their files on terminals that take links (FORCE_HYPERLINK=1 or 0
        decides it). When a stage could not run, the others answer, and the exit code is 5. JSON has the score and
        rank of every stage, null for a stage that a passage did not pass, and `range` and `highlights` count
        UTF-16 characters from 0. With several queries, --json prints one document a line.
        --vector finds by meaning alone: the stages that need words are skipped.
        Several collections have one shortlist, reranked once, and one order; JSON names each hit's `collection`. With
        different bi-encoders the cross-encoder's score alone decides.
        Filters: docs/filters.md.
        """;

    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string?>("QUERY") { Description = "The question, in plain words.", Arity = ArgumentArity.ZeroOrOne };
        var collection = JointSearchSession.Several(CommandInputs.Collection());
        var search = new SearchInputs();
        var vector = new Option<string?>("--vector")
        {
            HelpName = "F",
            Description = "Search near the vector in the file F instead of a query: a JSON list of numbers, or a line of " +
            "lodestone embed. `-` is standard input.",
        };
        var explain = new Option<bool>("--explain") { Description = "Show every stage's score and rank side by side, and its cost." };
        var json = CommandInputs.Json();
        var biEncoder = CommandInputs.CollectionBiEncoder(
            "The bi-encoder, if it has moved since the collection was created: a bundled name or the path of a model folder.");
        var crossEncoder = CommandInputs.CrossEncoder();
        var command = new VerbCommand("search", Description, Examples) { query, collection };
        foreach (var option in search.Options)
            command.Options.Add(option);
        command.Options.Add(vector);
        command.Options.Add(explain);
        command.Options.Add(json);
        command.Options.Add(biEncoder);
        command.Options.Add(crossEncoder);
        var server = new RemoteInputs(command, collection);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = parsed.GetValue(query) is { } text ? CommandInputs.Query(text) : null;
            var options = search.Read(parsed);
            var near = parsed.GetValue(vector) is { } file ? await NearAsync(parsed, asked, file, search, cancellationToken) : null;
            var show = new SearchShow(terminal, parsed.GetValue(explain), parsed.GetValue(json), asked is null && near is null);
            var names = JointSearchSession.Named(parsed.GetValue(collection)!);
            using var remote = server.Open(parsed, biEncoder, crossEncoder);
            if (names.Count > 1 && (remote is not null || near is not null))
                throw JointSearchSession.NotWith(remote is not null ? "--server" : "--vector", names);
            await using var session = remote is not null
                ? new RemoteSearchSession(remote with { Name = names[0] })
                : await OpenAsync(parsed, names, options, near is null, cancellationToken);
            if (near is not null)
            {
                show.Result(await WaitAsync(session.SearchAsync(near, options, cancellationToken)));
            }
            else if (asked is not null)
            {
                show.Result(await WaitAsync(session.SearchAsync(asked, options, cancellationToken)));
            }
            else if (terminal.InputIsRedirected)
            {
                await AnswerPipedAsync(session, show, options, cancellationToken);
            }
            else
            {
                await new QueryPrompt(terminal, session, show).RunAsync(options, cancellationToken);
                // The user at the prompt has read what failed.
                return ExitCode.Done;
            }

            return show.Degraded ? ExitCode.Degraded : ExitCode.Done;
        });
        return command;

        Task<SearchReply> WaitAsync(Task<SearchReply> work) => ProgressDisplay.WaitAsync(terminal, "loading models, searching", work);

        async Task<ISearchSession> OpenAsync(
            ParseResult parsed, IReadOnlyList<string> names, SearchOptions options, bool hasWords, CancellationToken cancellationToken)
        {
            var (bi, cross) = (parsed.GetValue(biEncoder), parsed.GetValue(crossEncoder)!);
            var isNamed = parsed.GetResult(crossEncoder) is { Implicit: false };
            if (isNamed)
                ModelCatalog.Resolve(cross);
            ISearchSession session = names.Count > 1
                ? await JointSearchSession.OpenAsync(names, bi, cross, options, cancellationToken)
                : await SearchSession.OpenAsync(
                    names[0], bi, cross, options, hasWords, terminal.Screen.Profile.Capabilities.Links, cancellationToken);
            if (!isNamed || !hasWords || !options.Rerank.Enabled)
                return session;
            try
            {
                await session.EnsureCrossEncoderAsync(cross, cancellationToken);
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        }
    }

    private static Task<float[]> NearAsync(
        ParseResult parsed, string? query, string file, SearchInputs search, CancellationToken cancellationToken)
    {
        if (query is not null)
            throw new UsageException("A query and --vector were both given. Give one: what to search for.");
        if (search.OfWords(parsed) is { } option)
        {
            throw new UsageException(
                $"{option} is for a query in words, and --vector searches by meaning alone, without the other stages. Leave it out.");
        }

        return VectorFile.ReadAsync(file, cancellationToken);
    }

    // One query a line, answered one after another.
    private static async Task AnswerPipedAsync(
        ISearchSession session, SearchShow show, SearchOptions options, CancellationToken cancellationToken)
    {
        await using var input = InputFile.Open("-");
        await foreach (var query in new TextLines(input.Lines(), InputFormat.Lines, keepBlankLines: false).ReadAsync(cancellationToken))
            show.Result(await session.SearchAsync(query.Text, options, cancellationToken));
    }
}
