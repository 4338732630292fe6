using System.Threading.Channels;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Ingestion;
using Spectre.Console;

namespace Lodestone.Cli.Index;

/// <summary>Indexes files by following their source, and asks before more than half of a folder is deleted.</summary>
internal sealed class FollowRun(Terminal terminal, IndexRequest request)
{
    // A watch does not repeat a question that was answered with no, until more is gone.
    private readonly Dictionary<(string Root, string Path), long> _declined = [];

    /// <summary>Indexes the files once.</summary>
    public async Task<IndexingReport> RunAsync(Collection collection, IndexingWatch watch, CancellationToken cancellationToken)
    {
        var source = await DocumentSource.ListAsync(request.Paths, request.ReadingBesideCollection(), cancellationToken);
        return await RunAsync(collection, source, watch, cancellationToken);
    }

    /// <summary>Indexes the files, and every change of them until the command is stopped.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="show">Shows what became of a change.</param>
    /// <param name="cancellationToken">Ends the watching, as the user does.</param>
    public async Task WatchAsync(Collection collection, Func<IndexingReport, Task> show, CancellationToken cancellationToken)
    {
        try
        {
            var first = true;
            await foreach (var change in DocumentSource.WatchAsync(
                request.Paths, request.ReadingBesideCollection(), cancellationToken: cancellationToken))
            {
                foreach (var notice in change.Notices)
                    terminal.Tell(notice);
                if (change.Source.Folders.Count > 0)
                    await show(await RunAsync(collection, change.Source, new IndexingWatch(), cancellationToken));
                if (first)
                    terminal.Tell($"Following {string.Join(", ", request.Paths.Select(p => $"'{p}'"))}; Ctrl+C ends it.");
                first = false;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Tell("Stopped. The same command compares everything and goes on from there.");
        }
    }

    private async Task<IndexingReport> RunAsync(
        Collection collection, SourceListing source, IndexingWatch watch, CancellationToken cancellationToken)
    {
        var questions = Channel.CreateUnbounded<Question>();
        var options = new MirrorOptions
        {
            Remove = request.Follow.Mirror,
            DryRun = request.Follow.DryRun,
            Confirm = request.Follow.Yes ? (_, _) => ValueTask.FromResult(true)
                : request.Follow.DryRun || terminal.InputIsRedirected || !terminal.ErrorIsTerminal ? null
                : (folder, token) => AskAsync(questions.Writer, folder, token),
        };
        source = source with { Items = watch.Of(source.Items, cancellationToken) };
        var work = collection.MirrorAsync(source, options, watch, cancellationToken);
        // A bar that is drawn while a question is asked would write over it.
        await ProgressDisplay.ShowAsync(terminal, "indexing", "passages", watch.Progress, UntilAskedAsync());
        while (!work.IsCompleted)
        {
            await UntilAskedAsync();
            if (questions.Reader.TryRead(out var question))
                question.Answer.SetResult(await AnswerAsync(question.Folder, cancellationToken));
        }

        return ErrorAdvice.Of(await work);

        async Task<bool> UntilAskedAsync()
        {
            await Task.WhenAny(work, questions.Reader.WaitToReadAsync(cancellationToken).AsTask());
            return true;
        }
    }

    /// <summary>What a collection that does not exist yet would have.</summary>
    public async Task<IndexingReport> DryRunOfNothingAsync(CancellationToken cancellationToken)
    {
        var (documents, problems) = (new HashSet<string>(StringComparer.Ordinal), new List<ReadProblem>());
        await foreach (var item in DocumentSource.ReadAsync(request.Paths, request.ReadingBesideCollection(), cancellationToken))
        {
            if (item.Document is { } document)
                documents.Add(document.Id);
            if (item.Problem is { } problem)
                problems.Add(problem);
        }

        return ErrorAdvice.Of(new IndexingReport
        {
            Added = documents.Count,
            Replaced = 0,
            Unchanged = 0,
            Superseded = 0,
            Passages = 0,
            Embedded = 0,
            TokensDropped = 0,
            WithoutWords = [],
            Problems = problems,
            Noted = [],
            Sequence = 0,
            Elapsed = TimeSpan.Zero,
        });
    }

    private static async ValueTask<bool> AskAsync(
        ChannelWriter<Question> questions, MirroredFolder folder, CancellationToken cancellationToken)
    {
        var question = new Question(folder, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await questions.WriteAsync(question, cancellationToken);
        return await question.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task<bool> AnswerAsync(MirroredFolder folder, CancellationToken cancellationToken)
    {
        var place = (folder.Root, folder.Path);
        if (_declined.TryGetValue(place, out var gone) && folder.Gone <= gone)
            return false;
        if (await ShowAsync(folder, cancellationToken))
            return true;
        _declined[place] = folder.Gone;
        return false;
    }

    private Task<bool> ShowAsync(MirroredFolder folder, CancellationToken cancellationToken)
    {
        var question = new ConfirmationPrompt(Markup.Escape(TerminalEscaping.Of(
            $"{NumberFormat.Count(folder.Gone)} of the {NumberFormat.Count(folder.Documents, "document")} of '{folder.Root}' " +
            "have no file any more. Delete them?"))) { DefaultValue = false };
        return question.ShowAsync(terminal.ErrorScreen, cancellationToken);
    }

    private sealed record Question(MirroredFolder Folder, TaskCompletionSource<bool> Answer);
}
