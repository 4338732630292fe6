using System.CommandLine;
using System.Runtime.InteropServices;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Index;

/// <summary>The options of following a source: what is removed, and what a run with problems means.</summary>
internal sealed class FollowInputs
{
    private readonly Option<bool> _mirror = new("--mirror")
    {
        Description = "Delete the documents whose file or record is gone, of those that the same folder brought.",
    };

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Index, then follow the files until Ctrl+C, and mirror each change as --mirror does.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only show what would be indexed and deleted." };

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Delete more than half of a folder's documents without asking.",
    };

    private readonly Option<bool> _lenient = new("--lenient") { Description = "End with 0 instead of 5 when some files had problems." };

    public IEnumerable<Option> Options => [_mirror, _watch, _dryRun, _yes, _lenient];

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasPaths">Whether there are files to follow; a setting of a mirror means nothing without any.</param>
    public FollowRequest Read(ParseResult parsed, bool hasPaths) => new()
    {
        Mirror = parsed.GetValue(_watch) ||
            (parsed.GetValue(_mirror) && (hasPaths || parsed.GetResult(_mirror) is { Implicit: false })),
        Watch = parsed.GetValue(_watch),
        DryRun = parsed.GetValue(_dryRun),
        Yes = parsed.GetValue(_yes),
        Lenient = parsed.GetValue(_lenient),
    };
}

/// <summary>How <c>index</c> follows its source.</summary>
internal sealed record FollowRequest
{
    public bool Mirror { get; init; }

    /// <summary>Whether the run goes on until it is stopped.</summary>
    public bool Watch { get; init; }

    public bool DryRun { get; init; }

    public bool Yes { get; init; }

    public bool Lenient { get; init; }

    private string Option => Watch ? "--watch" : Mirror ? "--mirror" : "--dry-run";

    /// <summary>Refuses options that contradict the rest of the call.</summary>
    /// <param name="request">The whole call.</param>
    /// <param name="isRemote">Whether the collection is one of a server.</param>
    public void Validate(IndexRequest request, bool isRemote)
    {
        if (isRemote && (Mirror || DryRun))
        {
            throw new UsageException(
                $"{Option} compares a collection with the files that brought its documents, and a server does not know the files of this " +
                "machine. Leave it out (of a setting: --mirror false), or index without --server where files and collection are.");
        }

        if (request.Paths.Count == 0 && (Mirror || DryRun))
        {
            throw new UsageException($"{Option} compares a collection with files, and no path is given. Name files or folders.");
        }

        if (DryRun && Watch)
            throw new UsageException("--watch follows changes, and --dry-run writes none of them. Give one of them.");
        if (DryRun && request.Rebuild)
            throw new UsageException("--dry-run writes nothing, and --rebuild would. Give one of them.");
    }

    /// <summary>The exit code of a run that ended.</summary>
    /// <remarks>Files that no reader is asked to read are not a problem of theirs: a folder may have pictures.</remarks>
    public int ExitCodeOf(IndexOutcome outcome)
    {
        if (Watch)
        {
            // SIGTERM is the regular end of what runs on; Ctrl+C is an interruption by a person.
            return StopSignal.Received == PosixSignal.SIGTERM ? ExitCode.Done : ExitCode.Cancelled;
        }

        if (outcome.Report is not { } report)
            return ExitCode.Done;
        if (report.Documents() == 0 && outcome.Folders.All(f => f.Gone == 0))
            return ExitCode.Usage;
        var failed = report.Problems.Any(p => p.Kind is not (ReadProblemKind.UnknownFormat or ReadProblemKind.LinkNotFollowed));
        // A dry run has said what would need a confirmation, and is done.
        var isKept = outcome.Folders.Any(f => f.Outcome == MirrorOutcome.Incomplete || (f.Outcome == MirrorOutcome.Unconfirmed && !DryRun));
        return (failed && !Lenient) || isKept ? ExitCode.Degraded : ExitCode.Done;
    }
}
