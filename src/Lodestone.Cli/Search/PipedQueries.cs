using Lodestone.Cli.Input;

namespace Lodestone.Cli.Search;

/// <summary>Queries from standard input, one a line, answered one after another.</summary>
internal sealed class PipedQueries(SearchSession session, SearchShow show)
{
    public async Task RunAsync(SearchOptions options, CancellationToken cancellationToken)
    {
        await using var input = InputFile.Open("-");
        await foreach (var query in new TextLines(input.Lines(), InputFormat.Lines, keepBlankLines: false).ReadAsync(cancellationToken))
            show.Result(await session.SearchAsync(query.Text, options, cancellationToken));
    }
}
