using System.Text.Json;
using System.Text.Json.Nodes;
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

    public void Result(SearchResponse result) => Result(new SearchReply(result));

    public void Result(SearchReply answer)
    {
        var result = answer.Response;
        Degraded |= result.Trace.Degraded;
        if (json)
        {
            Action<Action<Utf8JsonWriter>> write = many ? w => JsonOutput.WriteLine(terminal, w) : w => JsonOutput.Write(terminal, w);
            write(writer => Write(writer, answer));
            return;
        }

        if (answer.Collections is { } collections)
        {
            result = result with
            {
                Hits = [.. result.Hits.Select((h, i) => h with { DocumentId = $"{collections[i]}: {h.DocumentId}" })],
            };
        }

        if (_any)
            terminal.Screen.Gap();
        _any = true;
        SearchScreen.Show(terminal.Screen, result, showQuery: many && terminal.InputIsRedirected, answer.Files);
        if (answer.Empty is { } collection)
            terminal.Screen.Say(collection);
        if (Explain)
            ExplainScreen.Show(terminal.Screen, result);
        terminal.Flush();
    }

    private static void Write(Utf8JsonWriter json, SearchReply answer)
    {
        var response = JsonSerializer.SerializeToNode(answer.Response, ContractsJson.TypeInfo<SearchResponse>())!.AsObject();
        var hits = response["hits"]!.AsArray();
        for (var i = 0; answer.Collections is { } collections && i < hits.Count; i++)
            hits[i]!.AsObject().Insert(0, "collection", JsonValue.Create(collections[i]));
        response.WriteTo(json);
    }
}
