using System.Diagnostics;
using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary>A program that is started again for every measurement.</summary>
internal sealed class StartedProgram(string key, string description, string program, IReadOnlyList<string> arguments, string folder)
    : IContestant<IReadOnlyList<StartUpRun>>
{
    private const string StagePrefix = "timing: ";

    private readonly List<StartUpRun> _runs = [];

    public string Key => key;

    public string Description => description;

    public async Task<TimeSpan> RunAsync(int items)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LODESTONE_TIMINGS"] = "1";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = await process.StandardOutput.ReadAsync(new char[1]) > 0;
        var first = clock.Elapsed;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var end = clock.Elapsed;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{key}' ended with exit code {process.ExitCode}: {await errors}");

        _runs.Add(new StartUpRun((printed ? first : end).TotalSeconds, end.TotalSeconds, Stages(await errors)));
        return TimeSpan.FromSeconds(_runs[^1].FirstOutput);
    }

    /// <summary>Every run except the first, which warmed up the file cache.</summary>
    public Task<IReadOnlyList<StartUpRun>> AnswerAsync() => Task.FromResult<IReadOnlyList<StartUpRun>>([.. _runs.Skip(1)]);

    /// <summary>Parses the lines 'timing: NAME MILLISECONDS', counted from the process's start; a name may have spaces.</summary>
    private static List<StartUpStage> Stages(string errors)
    {
        var stages = new List<StartUpStage>();
        foreach (var line in errors.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!line.StartsWith(StagePrefix, StringComparison.Ordinal))
                continue;
            var space = line.LastIndexOf(' ');
            if (!double.TryParse(line[(space + 1)..], CultureInfo.InvariantCulture, out var milliseconds))
                continue;
            var reached = milliseconds / 1000;
            var before = stages.Count > 0 ? stages[^1].Reached : 0;
            stages.Add(new StartUpStage(line[StagePrefix.Length..space].Trim(), reached, reached - before));
        }

        return stages;
    }
}
