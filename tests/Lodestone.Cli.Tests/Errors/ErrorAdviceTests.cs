using System.Reflection;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Models;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Tests.Errors;

/// <summary>The command line says what to do from an error's code and facts, and takes no message apart.</summary>
public sealed class ErrorAdviceTests
{
    [Fact]
    public void KnownCodes_AreAllOfTheLibrary() => Assert.Equal(
        typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal),
        ErrorAdvice.KnownCodes.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Depth", 0, "--depth is 0; accepted: 1 to 1000. --no-rerank leaves reranking out.")]
    [InlineData("Candidates", -1, "--candidates is -1; accepted: 1 to 1000.")]
    [InlineData("MaxTokens", 3, "MaxTokens is 3; accepted: 1 to 1000.")]
    public void Explain_Range_NamesTheSwitchWhereThereIsOne(string option, int found, string sentence) =>
        Assert.Equal((ExitCode.Usage, sentence), FailureReport.Explain(new InvalidRangeException(option, found, "1 to 1000")));

    [Theory]
    [InlineData("'Depth/Top.md' is there; found 'Skip'. Exclude it.")]
    [InlineData("Candidates and Root, or open the collection read-only.")]
    public void Explain_Message_IsLeftAsItIs(string message) =>
        Assert.Equal(message, FailureReport.Explain(new InvalidArgumentException(ErrorCodes.DocumentInvalid, message, "documents")).Message);

    [Fact]
    public void Explain_Cause_EndsWithItsRemedy()
    {
        var error = new StoreException(ErrorCodes.StoreDamaged, "The store is damaged.", "/c/store.db");
        Assert.Equal(
            (ExitCode.Unusable, "The store is damaged. `lodestone doctor -c DIR` says how far the collection is damaged."),
            FailureReport.Explain(error));
    }

    [Theory]
    [InlineData(ErrorCodes.CollectionReadOnly)]
    [InlineData(ErrorCodes.IndexReadOnly)]
    public void Explain_StateThatOnlyADefectLeadsTo_IsADefect(string code) =>
        Assert.Equal(ExitCode.Defect, FailureReport.Explain(new InvalidStateException(code, "x")).Code);

    [Fact]
    public void Explain_CodeOfAnotherLibrary_IsUnusable() =>
        Assert.Equal((ExitCode.Unusable, "Strange."), FailureReport.Explain(new ForeignException()));

    [Fact]
    public void Of_Problem_SaysWhichSwitchHelps()
    {
        var report = new IndexingReport
        {
            Added = 0,
            Replaced = 0,
            Unchanged = 0,
            Superseded = 0,
            Passages = 0,
            Embedded = 0,
            TokensDropped = 0,
            WithoutWords = [],
            Noted = [],
            Sequence = 0,
            Elapsed = TimeSpan.Zero,
            Problems =
            [
                new ReadProblem("a.txt", null, ReadProblemKind.TooLarge, "It is too large.") { Option = "MaxFileBytes" },
                new ReadProblem("b.txt", null, ReadProblemKind.TooLarge, "MaxFileBytes is in the text."),
            ],
        };
        Assert.Equal(
            ["It is too large. --max-file-bytes raises the limit.", "MaxFileBytes is in the text."],
            ErrorAdvice.Of(report).Problems.Select(p => p.Reason));
    }

    [Fact]
    public void Validate_FileThatDiffers_HasTheCodeForIt()
    {
        var error = Assert.Throws<ModelLoadException>(
            () => VerifyModelsCommand.Validate("/models", [new FileChecksum("m/model.onnx", "aa", "bb")]));
        Assert.Equal(ErrorCodes.ModelChecksumDiffers, error.Code);
    }

    private sealed class ForeignException() : LodestoneException("foreign-cause", "Strange.");
}
