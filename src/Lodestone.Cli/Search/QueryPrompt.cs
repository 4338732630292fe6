using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Search;

/// <summary>A prompt for queries that keeps the collection open and the models loaded.</summary>
internal sealed class QueryPrompt(Terminal terminal, ISearchSession session, SearchShow show)
{
    private const string Prompt = "> ";
    private CancellationTokenSource? _searching;

    public async Task RunAsync(SearchOptions options, CancellationToken cancellationToken)
    {
        var count = await session.CountAsync(cancellationToken);
        terminal.Screen.Say($"{session.Name}: {NumberFormat.Count(count, "document")}. " +
            "Type what you look for; :help lists the commands, Ctrl+D ends.");
        terminal.Flush();
        StopSignal.Divert(Interrupted);
        try
        {
            var settings = new PromptSettings(show, options);
            while (!settings.Quit && await ReadAsync(cancellationToken) is { } line)
                await AnswerAsync(line.Trim(), settings, cancellationToken);
        }
        finally
        {
            StopSignal.Divert(null);
        }

        await terminal.Error.WriteLineAsync();
    }

    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        await terminal.Error.WriteAsync(Prompt);
        // A read from the terminal cannot be cancelled, so it is abandoned when the program ends.
        return await Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
    }

    private async Task AnswerAsync(string line, PromptSettings settings, CancellationToken cancellationToken)
    {
        if (line.Length == 0)
            return;
        using var searching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _searching = searching;
        try
        {
            if (line.StartsWith(':'))
            {
                foreach (var answer in settings.Change(line).Split('\n'))
                    terminal.Screen.SayColumns(answer);
                terminal.Flush();
            }
            else
            {
                show.Result(await session.SearchAsync(line, settings.Options, searching.Token));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            terminal.Tell("cancelled");
        }
        catch (Exception mistake) when (FailureReport.Explain(mistake).Code == ExitCode.Usage && mistake is not IOException)
        {
            terminal.Tell("error: " + FailureReport.Explain(mistake).Message);
        }
        finally
        {
            _searching = null;
        }
    }

    private void Interrupted()
    {
        if (_searching is { } searching)
            searching.Cancel();
        else
            HowToEnd();
    }

    private void HowToEnd()
    {
        terminal.Error.WriteLine();
        terminal.Tell("(Ctrl+D or :quit ends)");
        terminal.Error.Write(Prompt);
    }
}
