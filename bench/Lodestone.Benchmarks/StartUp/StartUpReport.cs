namespace Lodestone.Benchmarks;

/// <summary>Writes the report on starting.</summary>
internal sealed class StartUpReport(
    Timings<IReadOnlyList<StartUpRun>> lodestone, Timings<IReadOnlyList<StartUpRun>> empty, int rounds)
{
    public BenchmarkReport Build() =>
        new("startup", "How long from starting the program to its first answer, and where does the time go?", Markdown(), Figures(), []);

    private string Markdown() => $"""
        ## From start to answer

        The first answer takes {Figure.Ratio(empty.SpeedOver(lodestone))} the time of an empty .NET program. Expected: under 1,500 ms.

        {Totals()}
        ## Where it goes

        {StageTable()}
        ## What was run

        {rounds} starts of each program, in turn, after one that filled the file cache: every process is cold, the files it reads are not.
        The stages are what the program says of itself on standard error with LODESTONE_TIMINGS=1, counted from the start of its process;
        the first includes the runtime and the script that finds the program.

        - {lodestone.Key}: {lodestone.Description}.
        - {empty.Key}: {empty.Description}.
        """;

    private MarkdownTable Totals()
    {
        var ends = lodestone.Answer.Select(run => run.End).ToList();
        return new MarkdownTable("", "median", "fastest", "slowest")
            .Row("lodestone, first answer", Row(lodestone.Seconds))
            .Row("lodestone, ended", Row(ends))
            .Row("an empty .NET program", Row(empty.Seconds));
    }

    private string StageTable()
    {
        var stages = Stages();
        if (stages.Count == 0)
            return "The program printed no stages.\n";
        var table = new MarkdownTable("stage", "taken, median", "fastest", "slowest", "reached, median");
        foreach (var (name, runs) in stages)
        {
            var reached = Statistics.Median([.. runs.Select(stage => stage.Reached)]);
            table.Row(name, [.. Row([.. runs.Select(stage => stage.Taken)]), Figure.Milliseconds(reached)]);
        }

        return table.ToString();
    }

    private List<KeyValuePair<string, List<StartUpStage>>> Stages() =>
    [
        .. lodestone.Answer.SelectMany(run => run.Stages)
            .GroupBy(stage => stage.Name)
            .Select(group => KeyValuePair.Create(group.Key, group.ToList())),
    ];

    private static string[] Row(IReadOnlyList<double> seconds) =>
    [
        Figure.Milliseconds(Statistics.Median(seconds)),
        Figure.Milliseconds(seconds.Min()),
        Figure.Milliseconds(seconds.Max()),
    ];

    private object Figures() => new
    {
        rounds,
        firstAnswerSeconds = lodestone.Median,
        emptyProgramSeconds = empty.Median,
        stages = Stages().Select(stage => new
        {
            name = stage.Key,
            medianSecondsTaken = Statistics.Median([.. stage.Value.Select(s => s.Taken)]),
            medianSecondsReached = Statistics.Median([.. stage.Value.Select(s => s.Reached)]),
        }),
        runs = lodestone.Answer,
        emptyRuns = empty.Seconds,
    };
}
