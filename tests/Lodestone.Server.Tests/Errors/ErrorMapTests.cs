using Lodestone.Indexing;
using Lodestone.Models;

namespace Lodestone.Server.Tests;

public sealed class ErrorMapTests
{
    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new ArgumentException("Bad.", "top"), 422, "invalid-value" },
        { new ArgumentOutOfRangeException("top", 3, "Bad."), 422, "invalid-value" },
        { new ArgumentNullException("top"), 500, "internal" },
        { new ModelLoadException("Bad.", "x", "y", "z"), 503, "model-unusable" },
        { new StoreException(StoreFailure.DiskFull, "Full.", "x"), 507, "disk-full" },
        { new StoreException(StoreFailure.InUse, "Held.", "x"), 503, "collection-in-use" },
        { new StoreException(StoreFailure.Missing, "Gone.", "x"), 404, "collection-not-found" },
        { new StoreException(StoreFailure.NotPermitted, "No.", "x"), 503, "not-permitted" },
        { new StoreException(StoreFailure.Damaged, "Bad.", "x"), 503, "collection-unusable" },
        { new InvalidOperationException("A secret."), 500, "internal" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Of_Failure_IsItsKind(Exception failure, int status, string kind)
    {
        var problem = ErrorMap.Of(failure, "trace-1");
        Assert.Equal((status, "urn:lodestone:error:" + kind), (problem.Status, problem.Type));
        Assert.Equal(status == 500 ? "trace-1" : null, problem.TraceId);
    }

    [Fact]
    public void Of_Defect_TellsNothingButTheTrace()
    {
        var problem = ErrorMap.Of(new InvalidOperationException("A secret."), "trace-1");
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("trace-1", problem.Detail, StringComparison.Ordinal);
    }
}
