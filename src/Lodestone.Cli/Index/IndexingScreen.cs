using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Index;

/// <summary>The result of indexing formatted for people.</summary>
internal static class IndexingScreen
{
    private const int MostListed = 10;

    public static void Show(IAnsiConsole screen, IndexOutcome outcome)
    {
        foreach (var notice in outcome.Notices)
            screen.Say(notice);
        if (outcome.Reembedding is { } changed)
            Show(screen, changed);
        else if (outcome.FormerBiEncoder is { } former)
            screen.Say($"The same bi-encoder is used from {outcome.BiEncoder} now, before from {former}; nothing was embedded.");
        if (outcome.IsDryRun)
            screen.Say("A dry run: nothing was embedded or written. It would be:");
        // Of a change that only removes documents, its removal is all there is to say.
        var hasRemoved = outcome.Folders.Any(f => f.Gone > 0);
        if (outcome.Report is { } report && (report.Documents() > 0 || report.Problems.Count > 0 || !hasRemoved))
            Show(screen, report, outcome.IsDryRun);
        MirrorScreen.Show(screen, outcome);
        if (outcome.BiEncoder.Length == 0)
            return;
        screen.Say($"The collection '{outcome.Collection}' has {NumberFormat.Count(outcome.Documents, "document")}, " +
            $"embedded with {outcome.BiEncoder}.");
    }

    private static void Show(IAnsiConsole screen, ReembeddingReport report)
    {
        var resumed = report.Resumed == 0 ? "" : $"; {NumberFormat.Count(report.Resumed)} were embedded already";
        screen.Say($"Re-embedded with {report.BiEncoder}; before with {report.FormerBiEncoder}.");
        screen.Say(
            $"{NumberFormat.Count(report.Documents, "document")} embedded again with " +
            $"{NumberFormat.Count(report.Embedded, "passage")}, in {NumberFormat.Duration(report.Elapsed)}{resumed}.");
        Dropped(screen, report.TokensDropped);
    }

    private static void Show(IAnsiConsole screen, IndexingResponse report, bool isDryRun)
    {
        var superseded = report.Superseded == 0 ? "" :
            $", {NumberFormat.Count(report.Superseded)} superseded by a later one of the same id";
        screen.Say(
            $"{NumberFormat.Count(report.Documents(), "document")}: {NumberFormat.Count(report.Added)} added, " +
            $"{NumberFormat.Count(report.Replaced)} " +
            $"replaced, {NumberFormat.Count(report.Unchanged)} unchanged{superseded}.");
        // A dry run cuts no document into passages.
        if (!isDryRun)
        {
            var rate = report.Embedded == 0 ? "" :
                $" ({NumberFormat.Rate(report.Embedded / Math.Max(report.Milliseconds / 1000, 0.001))}/s)";
            screen.Say(
                $"{NumberFormat.Count(report.Passages, "passage")} written, {NumberFormat.Count(report.Embedded)} embedded, in " +
                $"{NumberFormat.Duration(report.Milliseconds)}{rate}.");
        }

        Dropped(screen, report.TokensDropped);
        if (report.SupersededIds is { Count: > 0 } ids)
        {
            var more = report.Superseded > ids.Count ? ", among others" : "";
            screen.Say($"Repeated ids, of which the last is kept: {string.Join(", ", ids.Select(i => $"'{i}'"))}{more}.");
        }

        List(screen, report.WithoutWords, "document without words, kept but never found", "documents without words, kept but never found");
        List(
            screen,
            [.. report.Notes.Select(n => Line(n.Path, n.Line, n.Message))],
            "note on what was read", "notes on what was read");
        if (report.Documents() == 0 && report.Problems.Count == 0)
            screen.Say("There was no document in what was read.");
        var rest = (report.Documents() > 0, isDryRun) switch
        {
            (true, true) => "the rest would be indexed",
            (true, false) => "the rest was indexed",
            (false, true) => "nothing would be indexed",
            (false, false) => "nothing was indexed",
        };
        List(screen, [.. report.Problems.Select(p => Line(p.Path, p.Line, p.Reason))], $"problem; {rest}", $"problems; {rest}");
    }

    private static void Dropped(IAnsiConsole screen, long tokens)
    {
        if (tokens > 0)
            screen.Say($"{NumberFormat.Count(tokens, "token")} of passages did not fit the bi-encoder: no vector covers them.");
    }

    private static void List(IAnsiConsole screen, IReadOnlyList<string> items, string one, string many)
    {
        if (items.Count == 0)
            return;
        screen.Say($"{NumberFormat.Count(items.Count)} {(items.Count == 1 ? one : many)}:");
        foreach (var item in items.Take(MostListed))
            screen.Say($"- {item}");
        if (items.Count > MostListed)
            screen.Say($"- and {NumberFormat.Count(items.Count - MostListed)} more; --json lists all.");
    }

    private static string Line(string path, long? line, string text) =>
        path.Length == 0 ? text
        : line is { } number ? FormattableString.Invariant($"{path}:{number}: {text}")
        : $"{path}: {text}";
}

/// <summary>Sums over a report.</summary>
internal static class IndexingReports
{
    /// <summary>The number of documents that were written or unchanged.</summary>
    public static int Documents(this IndexingResponse report) => report.Added + report.Replaced + report.Unchanged + report.Superseded;
}
