using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Compare;

/// <summary>The input of <c>compare</c>.</summary>
internal sealed record ScenarioChoice(string? Query, IReadOnlyList<string> Passages, string? File, InputFormat Format)
{
    /// <summary>Refuses inconsistent input before any model is loaded.</summary>
    public void Validate()
    {
        if (Query is null && File is not null)
            throw new UsageException("--file has the passages, but there is no query. Put it first: lodestone compare QUERY --file F.");
        if (Query is not null)
            CommandInputs.Query(Query);
        if (File is not null && Passages.Count > 0)
            throw new UsageException("Passages were given both as arguments and with --file. Give them in one of the two ways.");
        if (Query is not null && File is null && Passages.Count == 0)
            throw new UsageException("There is no passage to compare. Give passages after the query, or a file of them with --file F.");
    }

    /// <summary>The scenarios; without a query the built-in ones, of which JSON has only the first, to keep one shape.</summary>
    public async Task<IReadOnlyList<Scenario>> ReadAsync(bool onlyOne, CancellationToken cancellationToken)
    {
        if (Query is null)
            return onlyOne ? [Scenario.Moving] : [Scenario.Moving, Scenario.Pricing];
        if (File is null)
            return [new Scenario(Query, [.. Passages.Select(p => new InputText(p))])];
        await using var input = InputFile.Open(File);
        return [new Scenario(Query, await input.ReadAllAsync(Format, cancellationToken))];
    }
}
