using System.Reflection;
using Lodestone.Contracts;
using Lodestone.Encoders;
using Lodestone.Indexing;

namespace Lodestone.Server.Tests.Wire;

/// <summary>The contracts know no library, so this is where their words and limits are held against the library's.</summary>
public sealed class ContractsTests
{
    /// <summary>The server turns the one into the other by its number.</summary>
    [Theory]
    [InlineData(typeof(RetrievalMode), typeof(SearchRetrieval))]
    [InlineData(typeof(FusionMethod), typeof(FusionFormula))]
    [InlineData(typeof(LongPassages), typeof(LongPassageReading))]
    [InlineData(typeof(PassageState), typeof(PassageScoring))]
    [InlineData(typeof(RerankOutcome), typeof(HitOutcome))]
    [InlineData(typeof(SearchPath), typeof(VectorSearchPath))]
    [InlineData(typeof(ModelKind), typeof(EncoderKind))]
    public void Enumerations_OfTheContracts_AreTheLibrarys(Type library, Type contract) => Assert.Equal(
        Enum.GetNames(library).Select(n => (n, (int)Enum.Parse(library, n))),
        Enum.GetNames(contract).Select(n => (n, (int)Enum.Parse(contract, n))));

    [Fact]
    public void Limits_OfRequests_AreTheLibrarys()
    {
        Assert.Equal(RequestLimits.MaxQueryLength, OfTheLibrary("SearchOptions", "MaxQueryLength"));
        Assert.Equal(RequestLimits.MaxCandidates, OfTheLibrary("SearchOptions", "MaxCandidates"));
        Assert.Equal(RequestLimits.MaxBatchDocuments, OfTheLibrary("Writing.IndexingRun", "BatchDocuments"));

        static int OfTheLibrary(string type, string name) => (int)typeof(Collection).Assembly.GetType("Lodestone." + type)!
            .GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetRawConstantValue()!;
    }
}
