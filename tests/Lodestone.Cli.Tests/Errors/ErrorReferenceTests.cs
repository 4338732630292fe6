using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Server;
using Lodestone.Server.Errors;

namespace Lodestone.Cli.Tests.Errors;

/// <summary>docs/errors.md: the causes from the constants' own documentation, the exit codes and statuses from the skins' tables.</summary>
public sealed class ErrorReferenceTests
{
    private const string Head = """
        # Errors

        Every error of Lodestone has a code that names its cause, and that never changes its meaning. In .NET the code is
        `ILodestoneError.Code`, with the facts as properties of the exception. The command line ends with the exit code. Over HTTP a
        problem's `type` is `urn:lodestone:error:` and the name beside the status, which several causes may share. A dash says that the
        cause does not occur there.

        Other exit codes: 0 done; 5 done, but not all (a file or a record could not be read, a line of an import could not be used, a
        mirror deleted nothing, or a stage of a search could not run); 70 a defect; 130 cancelled; 141 the reader of the output went
        away. `eng/errors` writes this page.

        | code | cause | exit code | HTTP |
        |---|---|--:|---|

        """;

    private const string OverHttp = """

        ## Over HTTP only

        These causes are a request's own.

        | code | cause | HTTP |
        |---|---|---|

        """;

    // Errors of arguments that a request can bring about.
    private static readonly string[] OfRequests =
    [
        ErrorCodes.OutOfRange, ErrorCodes.ValueNotFinite, ErrorCodes.DocumentIdInvalid, ErrorCodes.DocumentInvalid,
        ErrorCodes.MetadataInvalid, ErrorCodes.DocumentNotFound, ErrorCodes.ProbabilityMissing, ErrorCodes.QueryBlank,
        ErrorCodes.QueryTooLong, ErrorCodes.PageTooDeep, ErrorCodes.WeightsInvalid,
        ErrorCodes.FilterValueMissing,
    ];

    [Fact]
    public async Task Reference_Codes_AreTheCommittedOnes()
    {
        var committed = Path.Combine(Cli.Root, "docs", "errors.md");
        var written = Write();
        if (Environment.GetEnvironmentVariable("LODESTONE_UPDATE_ERRORS") == "1")
            await File.WriteAllTextAsync(committed, written, TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(committed) && await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken) == written,
            "docs/errors.md is not what the codes and tables say. If the change is meant, run eng/errors and read what it changed.");
    }

    [Fact]
    public void Codes_All_AreKebabCaseAndHaveOneMeaning()
    {
        var codes = Codes(typeof(ErrorCodes)).Concat(Codes(typeof(HttpErrorCodes))).Select(c => c.Code).ToArray();
        Assert.True(codes.Length > 50, $"{codes.Length} codes");
        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c));
    }

    private static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (code, field) in Codes(typeof(ErrorCodes)).OrderBy(c => c.Code, StringComparer.Ordinal))
        {
            var http = Sample(code) is { } sample && ErrorTable.Of(sample, "trace") is var problem
                ? string.Create(CultureInfo.InvariantCulture, $"{problem.Status} `{problem.Kind}`")
                : "-";
            text.Append(CultureInfo.InvariantCulture, $"| `{code}` | {Summary(field)} | {ErrorAdvice.ExitCodeOf(code)} | {http} |\n");
        }

        text.Append(OverHttp.ReplaceLineEndings("\n"));
        foreach (var (code, field) in Codes(typeof(HttpErrorCodes)).OrderBy(c => c.Code, StringComparer.Ordinal))
        {
            var status = ErrorTable.Describe(code, "").Status;
            text.Append(CultureInfo.InvariantCulture, $"| `{code}` | {Summary(field)} | {status} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Code, FieldInfo Field)> Codes(Type list) =>
        list.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => ((string)f.GetRawConstantValue()!, f));

    private static string Summary(FieldInfo field)
    {
        var assembly = field.DeclaringType!.Assembly.GetName().Name;
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"));
        var member = documentation.Descendants("member")
            .Single(m => (string?)m.Attribute("name") == $"F:{field.DeclaringType.FullName}.{field.Name}");
        return string.Join(' ', member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The cause as the server meets it; null when it does not.</summary>
    private static Exception? Sample(string code)
    {
        if (code is ErrorCodes.CollectionNotFound or ErrorCodes.CollectionInUse or ErrorCodes.StoreForeign or ErrorCodes.StoreVersionUnknown
            or ErrorCodes.StoreDamaged or ErrorCodes.DiskFull or ErrorCodes.NotPermitted or ErrorCodes.InputOutput)
            return new StoreException(code, "x", "x");
        if (code == ErrorCodes.ModelOutputNotFinite)
            return new ModelOutputException("m", 0, float.NaN);
        if (code is ErrorCodes.SearchFailed or ErrorCodes.BudgetSpent)
            return Create<SearchFailedException>(code, "x");
        if (code == ErrorCodes.IndexInUse)
            return Create<IndexLockedException>("x", new IOException());
        if (code is ErrorCodes.IndexDamaged or ErrorCodes.IndexSettingsDiffer or ErrorCodes.IndexVersionUnknown)
            return new IndexFormatException(code, "x", "x", "x", "x");
        if (code is ErrorCodes.ChunkerFailed or ErrorCodes.ChunkerOutputInvalid or ErrorCodes.EmbedderFailed
            or ErrorCodes.EmbedderMissing or ErrorCodes.EmbedderOutputInvalid
            or ErrorCodes.RerankerFailed or ErrorCodes.RerankerOutputInvalid or ErrorCodes.TokenCounterFailed)
            return new ComponentException(code, "x", "x");
        if (OfRequests.Contains(code))
            return new InvalidArgumentException(code, "x", "x");
        if (code.StartsWith("filter-", StringComparison.Ordinal))
            return Create<FilterException>(code, "x", "x", null, null);
        return IsOfAModel(code) ? new ModelLoadException(code, "x", "x") : null;
    }

    private static bool IsOfAModel(string code) =>
        code is ErrorCodes.CollectionModelDiffers or ErrorCodes.ExecutionProviderMissing ||
        (code.StartsWith("model", StringComparison.Ordinal) || code.StartsWith("tokenizer-", StringComparison.Ordinal)) &&
        code is not (ErrorCodes.ModelMismatch or ErrorCodes.ModelChecksumDiffers);

    private static T Create<T>(params object?[] arguments)
        where T : Exception =>
        (T)Activator.CreateInstance(
            typeof(T), BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, CultureInfo.InvariantCulture)!;
}
