using Lodestone.Cli.Output;
using Lodestone.Contracts;

namespace Lodestone.Cli.Search;

/// <summary>Prints results in the requested form.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="explain">Whether to show every stage.</param>
/// <param name="json">Whether to print JSON.</param>
/// <param name="many">Whether several results follow one another.</param>
internal sealed class SearchShow(Terminal terminal, bool explain, bool json, bool many)
{
    private bool _any;

    public bool Explain { get; set; } = explain;

    /// <summary>Whether a stage of any of the searches could not run.</summary>
    public bool Degraded { get; private set; }

    public void Result(SearchResponse result)
    {
        Degraded |= result.Trace.Degraded;
        if (json && many)
        {
            JsonOutput.WriteLine(terminal, result, ContractsJson.TypeInfo<SearchResponse>());
            return;
        }

        if (json)
        {
            JsonOutput.Write(terminal, result, ContractsJson.TypeInfo<SearchResponse>());
            return;
        }

        if (_any)
            terminal.Screen.Gap();
        _any = true;
        SearchScreen.Show(terminal.Screen, result, showQuery: many && terminal.InputIsRedirected);
        if (Explain)
            ExplainScreen.Show(terminal.Screen, result);
        terminal.Flush();
    }
}
