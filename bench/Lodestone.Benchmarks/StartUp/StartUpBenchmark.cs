namespace Lodestone.Benchmarks;

/// <summary>Measures the time from starting the program to its first answer, and its parts.</summary>
internal sealed class StartUpBenchmark : IBenchmark
{
    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var root = context.Repository.Root;
        var rounds = context.RoundsOr(full: 15, quick: 3);
        var command = Require(root, "lodestone", "'./lodestone', which starts the CLI, is not in the work tree.");
        var empty = Require(
            root,
            Path.Combine("artifacts", "bin", "EmptyProgram", "release", "EmptyProgram.dll"),
            "bench/EmptyProgram is not built in Release. Use bench/run, which builds it.");
        IContestant<IReadOnlyList<StartUpRun>>[] programs =
        [
            new StartedProgram(
                "lodestone", "`./lodestone compare --json`, to the first byte it prints", command, ["compare", "--json"], root),
            new StartedProgram("empty", "`dotnet EmptyProgram.dll`, which does nothing, to its end", "dotnet", [empty], root),
        ];
        var timings = await InterleavedRounds.RunAsync(programs, items: 1, warmUpItems: 1, rounds);
        return new StartUpReport(timings[0], timings[1], rounds).Build();
    }

    private static string Require(string root, string relative, string missing)
    {
        var file = Path.Combine(root, relative);
        return File.Exists(file) ? file : throw new MissingDataException(missing);
    }
}
