using System.Diagnostics;
using System.Globalization;
using Lodestone.Cli.Output;
using Spectre.Console;

namespace Lodestone.Cli.Progress;

/// <summary>
/// Shows the progress of long work on standard error: a bar on a terminal, elsewhere occasional lines; nothing for short work.
/// </summary>
internal static class ProgressDisplay
{
    /// <summary>The width of a bar with its line beside it in 80 columns. A narrower terminal shows lines, as a pipe does.</summary>
    private const int BarWidth = 18;
    private const int NarrowestScreen = 80;

    // Earlier, the estimate of the remaining time may be wrong by days.
    private const double LeastShare = 0.01;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Waits for the work and shows its progress.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="verb">The activity, such as "embedding".</param>
    /// <param name="noun">The unit, such as "texts".</param>
    /// <param name="progress">The progress of the work.</param>
    /// <param name="work">The work, already started.</param>
    /// <param name="printsMeanwhile">Whether the work writes to standard output, which a bar on the same terminal would garble.</param>
    public static async Task<T> ShowAsync<T>(
        Terminal terminal, string verb, string noun, WorkProgress progress, Task<T> work, bool printsMeanwhile = false)
    {
        var clock = Stopwatch.StartNew();
        var meanwhile = printsMeanwhile && terminal.OutputIsTerminal;
        if (!terminal.ErrorIsTerminal || (terminal.ErrorScreen.Profile.Width < NarrowestScreen && !meanwhile))
        {
            while (!await EndsWithinAsync(work, BetweenLines))
                terminal.Tell($"{verb}: {Line(progress, noun, clock.Elapsed)}");
        }
        else if (!meanwhile && !await EndsWithinAsync(work, Patience))
        {
            await BarAsync(terminal.ErrorScreen, verb, noun, progress, work, clock);
        }

        return await work;
    }

    /// <summary>Waits for work that has no measure, such as the loading of a model: on a terminal behind a spinner.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="activity">The activity, in words.</param>
    /// <param name="work">The work, already started.</param>
    public static async Task<T> WaitAsync<T>(Terminal terminal, string activity, Task<T> work)
    {
        if (!terminal.ErrorIsTerminal || await EndsWithinAsync(work, Patience))
            return await work;
        return await terminal.ErrorScreen.Status().Spinner(Spinner.Known.Line).StartAsync($"{activity} ...", _ => work);
    }

    /// <summary>The progress, the rate, and the remaining time.</summary>
    public static string Line(WorkProgress progress, string noun, TimeSpan elapsed)
    {
        var items = progress.Items;
        var line = $"{NumberFormat.Count(items)} {noun}, {NumberFormat.Rate(items / elapsed.TotalSeconds)}/s";
        if (progress.Share is not ({ } share and >= LeastShare) || elapsed < LeastTime)
            return line;
        var left = elapsed * ((1 - share) / share);
        return line + string.Create(
            CultureInfo.InvariantCulture, $", {share * 100:F0} %, {(long)left.TotalHours}:{left.Minutes:D2}:{left.Seconds:D2} left");
    }

    private static Task BarAsync(IAnsiConsole screen, string verb, string noun, WorkProgress progress, Task work, Stopwatch clock) =>
        screen.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(Spinner.Known.Line),
                new ProgressBarColumn { Width = BarWidth },
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(verb, maxValue: 1);
                do
                {
                    bar.Description = $"{verb}: {Line(progress, noun, clock.Elapsed)}";
                    bar.IsIndeterminate = progress.Share is null;
                    bar.Value = Math.Min(progress.Share ?? 0, 0.999);
                }
                while (!await EndsWithinAsync(work, Refresh));
            });

    private static async Task<bool> EndsWithinAsync(Task work, TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        var ended = await Task.WhenAny(work, Task.Delay(time, stop.Token)) == work;
        await stop.CancelAsync();
        return ended;
    }
}
