using System.Collections.Frozen;
using Lodestone.Cli.Exits;

namespace Lodestone.Cli.Shared;

/// <summary>The exit code of each cause, and its remedy in the words of the command line.</summary>
/// <remarks>
/// The library says what was asked, found and accepted, and names no command. All additions of the command line are in this file, by
/// code and by option; no message is parsed.
/// </remarks>
internal static class ErrorAdvice
{
    private const string CheckModel = "`lodestone models check M` checks its outputs; `lodestone models list` names the bundled ones.";
    private const string ListModels = "`lodestone models list` names the bundled ones.";
    private const string VerifyModels = "`lodestone models verify` compares the bundled ones with their checksums.";
    private const string Doctor = "`lodestone doctor -c DIR` says how far the collection is damaged.";
    private const string ServerNamed = "--server or LODESTONE_SERVER names the server's address.";
    private const string Rebuild = "`lodestone index --rebuild -c DIR` rebuilds it from the documents.";

    private static readonly FrozenDictionary<string, Remedy> Codes = new Dictionary<string, Remedy>(StringComparer.Ordinal)
    {
        [ErrorCodes.AddressInUse] = new(ExitCode.Busy, "Name another with --urls."),
        [ErrorCodes.AddressInvalid] = new(ExitCode.Usage, "--urls names the addresses."),
        [ErrorCodes.BackupFolderInvalid] = new(ExitCode.Usage),
        [ErrorCodes.ApiKeyInvalid] = new(ExitCode.Usage, "--key-file names the file that has the key."),
        [ErrorCodes.BudgetSpent] = new(ExitCode.Usage, "Raise --budget."),
        [ErrorCodes.CertificateMissing] = new(ExitCode.Usage, "--urls names the addresses."),
        [ErrorCodes.ChunkerFailed] = new(ExitCode.Unusable),
        [ErrorCodes.ChunkerOutputInvalid] = new(ExitCode.Unusable),
        [ErrorCodes.CollectionInUse] = new(ExitCode.Busy, "Wait until the other writer is done, or end it."),
        [ErrorCodes.CollectionModelDiffers] =
            new(ExitCode.Unusable, "Leave --bi out to use the collection's own, or change it with `lodestone index --bi M -c DIR`."),
        [ErrorCodes.CollectionNameTaken] = new(ExitCode.Defect),
        [ErrorCodes.CollectionNotFound] = new(ExitCode.Usage, "`lodestone index PATH -c DIR` creates one."),
        [ErrorCodes.CollectionNotOpen] = new(ExitCode.Defect),
        [ErrorCodes.CollectionReadOnly] = new(ExitCode.Defect),
        [ErrorCodes.ConfigInvalid] = new(ExitCode.Usage),
        [ErrorCodes.ConfigNotAllowed] = new(ExitCode.Usage),
        [ErrorCodes.CountsDiffer] = new(ExitCode.Usage),
        [ErrorCodes.DatasetIncomplete] = new(ExitCode.Usage, "--split names the judgements to use."),
        [ErrorCodes.DatasetMalformed] = new(ExitCode.Usage),
        [ErrorCodes.DelimiterInvalid] = new(ExitCode.Usage),
        [ErrorCodes.DestinationTooShort] = new(ExitCode.Usage),
        [ErrorCodes.DiskFull] = new(ExitCode.Usage),
        [ErrorCodes.DocumentIdInvalid] = new(ExitCode.Usage),
        [ErrorCodes.DocumentInvalid] = new(ExitCode.Usage),
        [ErrorCodes.DocumentNotFound] = new(ExitCode.Usage, "`lodestone search --json` and `lodestone export` print ids."),
        [ErrorCodes.EmbedderConflict] = new(ExitCode.Usage),
        [ErrorCodes.EmbedderFailed] = new(ExitCode.Unusable),
        [ErrorCodes.EmbedderMissing] = new(
            ExitCode.Unusable, "Search by words with --retrieval keyword, or embed it here with `lodestone index --bi M -c DIR`."),
        [ErrorCodes.EmbedderOutputInvalid] = new(ExitCode.Unusable),
        [ErrorCodes.EmbedderUnidentified] = new(ExitCode.Usage),
        [ErrorCodes.EvaluationFileUnreadable] = new(ExitCode.Usage),
        [ErrorCodes.ExportIncomplete] = new(ExitCode.Usage),
        [ErrorCodes.ExportMalformed] = new(ExitCode.Usage, "`lodestone export --vectors` writes one; `lodestone index` reads other files."),
        [ErrorCodes.ExportModelDiffers] = new(ExitCode.Unusable, "Name a new collection with -c DIR."),
        [ErrorCodes.ExportVersionUnknown] = new(ExitCode.Unusable),
        [ErrorCodes.ExecutionProviderMissing] = new(ExitCode.Unusable),
        [ErrorCodes.ExtractionBound] = new(ExitCode.Degraded),
        [ErrorCodes.ExtractionFailed] = new(ExitCode.Degraded),
        [ErrorCodes.ExtractionUnavailable] = new(ExitCode.Degraded, "--in-process reads without another process, and without its bounds."),
        [ErrorCodes.FilterFieldUnknown] = new(ExitCode.Usage),
        [ErrorCodes.FilterKindMismatch] = new(ExitCode.Usage),
        [ErrorCodes.FilterMalformed] = new(ExitCode.Usage),
        [ErrorCodes.FilterTooLarge] = new(ExitCode.Usage),
        [ErrorCodes.FilterValueMissing] = new(ExitCode.Usage),
        [ErrorCodes.IdDuplicate] = new(ExitCode.Usage),
        [ErrorCodes.IdNotWritable] = new(ExitCode.Usage),
        [ErrorCodes.IndexDamaged] = new(ExitCode.Unusable, Rebuild),
        [ErrorCodes.IndexInUse] = new(ExitCode.Busy, "Wait until the other writer is done, or end it."),
        [ErrorCodes.IndexLabelsTooLong] = new(ExitCode.Usage),
        [ErrorCodes.IndexReadOnly] = new(ExitCode.Defect),
        [ErrorCodes.IndexSettingsDiffer] = new(ExitCode.Unusable, Rebuild),
        [ErrorCodes.IndexVersionUnknown] = new(ExitCode.Unusable, Rebuild),
        [ErrorCodes.IndexWithoutFolder] = new(ExitCode.Defect),
        [ErrorCodes.InputOutput] = new(ExitCode.Unusable, Doctor),
        [ErrorCodes.KeyFileFull] = new(ExitCode.Unusable, "`lodestone keys revoke ID` revokes one."),
        [ErrorCodes.KeyFileUnusable] = new(ExitCode.Unusable, "`lodestone keys add` adds a key."),
        [ErrorCodes.KeyNameInvalid] = new(ExitCode.Usage),
        [ErrorCodes.KeysMissing] = new(
            ExitCode.Usage,
            "`lodestone keys add --scope admin --data DIR` adds a key, --urls names another address, and --insecure allows access " +
            "without a key."),
        [ErrorCodes.MeasureMissing] = new(ExitCode.Usage),
        [ErrorCodes.MeasureUnknown] = new(ExitCode.Usage),
        [ErrorCodes.MetadataInvalid] = new(ExitCode.Usage),
        [ErrorCodes.MirrorIncomplete] = new(ExitCode.Degraded, "Make its files accessible, or leave them out with --exclude."),
        [ErrorCodes.MirrorUnconfirmed] = new(ExitCode.Degraded, "--yes deletes them."),
        [ErrorCodes.ModelCheckFailed] = new(ExitCode.Unusable, VerifyModels),
        [ErrorCodes.ModelChecksumDiffers] = new(ExitCode.Unusable),
        [ErrorCodes.ModelFileMalformed] = new(ExitCode.Unusable, VerifyModels),
        [ErrorCodes.ModelFileMissing] = new(ExitCode.Unusable, ListModels),
        [ErrorCodes.ModelFilesDiffer] = new(ExitCode.Unusable, VerifyModels),
        [ErrorCodes.ModelFileTooLarge] = new(ExitCode.Unusable),
        [ErrorCodes.ModelFileUnreadable] = new(ExitCode.Unusable),
        [ErrorCodes.ModelKindMismatch] = new(ExitCode.Unusable, ListModels),
        [ErrorCodes.ModelMismatch] = new(ExitCode.Usage),
        [ErrorCodes.ModelNotFound] = new(ExitCode.Unusable),
        [ErrorCodes.ModelOutputNotFinite] = new(ExitCode.Unusable, CheckModel),
        [ErrorCodes.ModelRunFailed] = new(ExitCode.Unusable, CheckModel),
        [ErrorCodes.ModelRuntimeMissing] = new(ExitCode.Unusable),
        [ErrorCodes.ModelScoreAmbiguous] = new(ExitCode.Unusable),
        [ErrorCodes.ModelsFolderMissing] = new(
            ExitCode.Unusable, "`dotnet tool install --global --prerelease Lodestone.Cli` installs the command with its models."),
        [ErrorCodes.ModelUnsupported] = new(ExitCode.Unusable),
        [ErrorCodes.NameNotAddressable] = new(ExitCode.Usage, "--collection is the collection's name on the server."),
        [ErrorCodes.NotEvaluated] = new(ExitCode.Usage),
        [ErrorCodes.NotPermitted] = new(ExitCode.Usage),
        [ErrorCodes.OptionsInvalid] = new(ExitCode.Defect),
        [ErrorCodes.OutOfRange] = new(ExitCode.Usage),
        [ErrorCodes.PageTooDeep] = new(ExitCode.Usage, "Raise --candidates, on every page alike, or ask for fewer hits with --top."),
        [ErrorCodes.PathDuplicate] = new(ExitCode.Usage, "Set --root to a folder above both, or index each into a separate --collection."),
        [ErrorCodes.PathMissing] = new(ExitCode.Usage),
        [ErrorCodes.PathNotFound] = new(ExitCode.Usage),
        [ErrorCodes.PatternInvalid] = new(ExitCode.Usage),
        [ErrorCodes.ProbabilityMissing] = new(ExitCode.Usage, "Leave --no-rerank or --min-probability out."),
        [ErrorCodes.QrelsMalformed] = new(ExitCode.Usage),
        [ErrorCodes.QueriesDiffer] = new(ExitCode.Usage),
        [ErrorCodes.QueryBlank] = new(ExitCode.Usage),
        [ErrorCodes.QueryTooLong] = new(ExitCode.Usage),
        [ErrorCodes.ReaderFailed] = new(ExitCode.Unusable),
        [ErrorCodes.ReaderOutputInvalid] = new(ExitCode.Unusable),
        [ErrorCodes.RerankerFailed] = new(ExitCode.Unusable),
        [ErrorCodes.RerankerOutputInvalid] = new(ExitCode.Unusable),
        [ErrorCodes.ResponseIncomplete] = new(ExitCode.Unusable),
        [ErrorCodes.ResponseNotJson] = new(ExitCode.Unusable, ServerNamed),
        [ErrorCodes.ResponseTooLarge] = new(ExitCode.Unusable),
        [ErrorCodes.ResponseUnknown] = new(ExitCode.Unusable, ServerNamed),
        [ErrorCodes.RunMalformed] = new(ExitCode.Usage),
        [ErrorCodes.ScoreInvalid] = new(ExitCode.Usage),
        [ErrorCodes.ScoresNotComparable] = new(ExitCode.Usage, "Leave --no-rerank out, or add --retrieval keyword."),
        [ErrorCodes.SearchFailed] = new(ExitCode.Unusable),
        [ErrorCodes.ServerAddressInvalid] = new(ExitCode.Usage, ServerNamed),
        [ErrorCodes.ServerTimeout] = new(ExitCode.Unusable),
        [ErrorCodes.ServerUnreachable] = new(ExitCode.Unusable, ServerNamed),
        [ErrorCodes.StoreDamaged] = new(ExitCode.Unusable, Doctor),
        [ErrorCodes.StoreForeign] = new(ExitCode.Unusable),
        [ErrorCodes.StoreVersionUnknown] = new(ExitCode.Unusable),
        [ErrorCodes.TextFieldMissing] = new(ExitCode.Usage),
        [ErrorCodes.TokenCounterFailed] = new(ExitCode.Unusable),
        [ErrorCodes.TokenIdUnknown] = new(ExitCode.Usage),
        [ErrorCodes.TokenizerTooCostly] = new(ExitCode.Unusable),
        [ErrorCodes.TokenizerTooLarge] = new(ExitCode.Unusable),
        [ErrorCodes.TokenizerUnsupported] = new(ExitCode.Unusable),
        [ErrorCodes.ValueBlank] = new(ExitCode.Usage),
        [ErrorCodes.ValueNotFinite] = new(ExitCode.Usage),
        [ErrorCodes.ValueNull] = new(ExitCode.Usage),
        [ErrorCodes.VectorDimensionsDiffer] = new(ExitCode.Usage),
        [ErrorCodes.VectorNotFinite] = new(ExitCode.Usage),
        [ErrorCodes.VectorSpaceInvalid] = new(ExitCode.Defect),
        [ErrorCodes.VectorTooLong] = new(ExitCode.Usage),
        [ErrorCodes.VectorZero] = new(ExitCode.Usage),
        [ErrorCodes.WeightsInvalid] = new(ExitCode.Usage),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Options of the library by their names in code, with the switch that sets each and the remedy for its limit.
    private static readonly FrozenDictionary<string, (string Switch, string? Advice)> Options =
        new Dictionary<string, (string, string?)>(StringComparer.Ordinal)
        {
            ["BiEncoder"] = ("--bi", null),
            ["Budget"] = ("--budget", null),
            ["Candidates"] = ("--candidates", null),
            ["CrossEncoder"] = ("--cross", null),
            ["dataFolder"] = ("--data", null),
            ["Delimiter"] = ("--delimiter", null),
            ["Depth"] = ("--depth", "--no-rerank leaves reranking out."),
            ["Exclude"] = ("--exclude", null),
            ["FollowOutsideLinks"] = ("--outside-links", "--outside-links reads them."),
            ["IdField"] = ("--id-field", "--id-field names the field of the id."),
            ["Include"] = ("--include", null),
            ["IncludeHidden"] = ("--hidden", "--hidden reads hidden files too."),
            ["InProcess"] = ("--in-process", "--in-process reads without another process, and without its bounds."),
            ["MaxFileBytes"] = ("--max-file-bytes", "--max-file-bytes raises the limit."),
            ["MaxRecordLength"] = ("--max-record-length", "--max-record-length raises the limit."),
            ["MinProbability"] = ("--min-probability", null),
            ["Root"] = ("--root", "--root names the root."),
            ["Skip"] = ("--skip", null),
            ["TextFields"] = ("--text-field", "--text-field names the field of the text, and --delimiter the delimiter of CSV."),
            ["Top"] = ("--top", null),
            ["UseIgnoreFiles"] = ("--no-ignore", "--no-ignore reads without ignore files."),
            ["UnknownAsText"] = ("--unknown-as-text", "--unknown-as-text reads them as text."),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The causes that have an exit code of their own.</summary>
    public static IEnumerable<string> KnownCodes => Codes.Keys;

    /// <summary>The exit code of a cause; that of an unusable file for a cause that is not Lodestone's.</summary>
    public static int ExitCodeOf(string code) => Codes.TryGetValue(code, out var remedy) ? remedy.ExitCode : ExitCode.Unusable;

    /// <summary>The remedy of a cause; empty when there is none.</summary>
    public static string Of(string code) => Codes.TryGetValue(code, out var remedy) ? remedy.Advice ?? "" : "";

    /// <summary>Returns the error's message with the remedy on the command line.</summary>
    /// <param name="error">The library's error.</param>
    /// <param name="message">Its message.</param>
    public static string Sentences(ILodestoneError error, string message)
    {
        var remedy = Codes.TryGetValue(error.Code, out var known) ? known.Advice : null;
        if (error is not ArgumentException { ParamName: { } option } || !Options.TryGetValue(option, out var at))
            return Joined(message, remedy);
        return error.Code is ErrorCodes.OutOfRange or ErrorCodes.ValueBlank
            ? Joined($"{at.Switch} is {error.Found}; accepted: {error.Accepted}.", at.Advice)
            : Joined(message, remedy ?? at.Advice ?? $"{at.Switch} sets it.");
    }

    /// <summary>Returns a report whose problems name the switch that would help.</summary>
    public static IndexingReport Of(IndexingReport report) => report with
    {
        Problems = [.. report.Problems.Select(Of)],
    };

    /// <summary>Returns a problem that names the switch that would help.</summary>
    public static ReadProblem Of(ReadProblem problem) => problem.Option is { } option && Options.TryGetValue(option, out var at)
        ? problem with { Reason = Joined(problem.Reason, at.Advice) }
        : problem;

    private static string Joined(string message, string? advice) => advice is null ? message : $"{message} {advice}";

    private sealed record Remedy(int ExitCode, string? Advice = null);
}
