using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Server.Compatibility;
using Lodestone.Server.Errors;
using Lodestone.Server.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Errors;

public sealed class ErrorTableTests
{
    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new ArgumentException("Bad.", "top"), 422, "invalid-value" },
        { new ArgumentOutOfRangeException("top", 3, "Bad."), 422, "invalid-value" },
        { new ArgumentNullException("top"), 500, "internal" },
        { new ModelLoadException(ErrorCodes.ModelFileMalformed, "Bad.", "x", "y", "z"), 503, "model-unusable" },
        { new StoreException(ErrorCodes.DiskFull, "Full.", "x"), 507, "disk-full" },
        { new StoreException(ErrorCodes.CollectionInUse, "Held.", "x"), 503, "collection-in-use" },
        { new StoreException(ErrorCodes.CollectionNotFound, "Gone.", "x"), 404, "collection-not-found" },
        { new StoreException(ErrorCodes.NotPermitted, "No.", "x"), 503, "not-permitted" },
        { new StoreException(ErrorCodes.StoreDamaged, "Bad.", "x"), 503, "collection-unusable" },
        { new IndexFormatException(ErrorCodes.IndexDamaged, "Bad.", "x", "y", "z"), 503, "index-unusable" },
        { new BadHttpRequestException("Too slow. See MinRequestBodyDataRate.", 408), 408, "request-too-slow" },
        { new InvalidOperationException("A secret."), 500, "internal" },
    };

    private static readonly string[] StoreCodes =
    [
        ErrorCodes.CollectionInUse, ErrorCodes.StoreForeign, ErrorCodes.StoreVersionUnknown, ErrorCodes.StoreDamaged, ErrorCodes.DiskFull,
        ErrorCodes.NotPermitted, ErrorCodes.InputOutput,
    ];

    public static TheoryData<Exception> Files =>
    [
        .. StoreCodes.Select(code => new StoreException(code, "'/srv/data/store.db' failed.", "/srv/data/store.db", "all", "'/srv/data/store.db'")),
        new IndexFormatException(ErrorCodes.IndexDamaged, "'/srv/data/vectors' is cut off.", "/srv/data/vectors", "more", "less"),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Of_Failure_IsItsKind(Exception failure, int status, string kind)
    {
        var problem = ErrorTable.Of(failure, "trace-1");
        Assert.Equal((status, "urn:lodestone:error:" + kind), (problem.Status, problem.Type));
        Assert.Equal(status == 500 ? "trace-1" : null, problem.TraceId);
    }

    /// <summary>A code without a status would be a defect at the moment in which a client is told of its mistake.</summary>
    [Fact]
    public void Describe_EveryCodeOfHttp_HasAStatusAndATitle()
    {
        string[] codes = [.. typeof(HttpErrorCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!)];
        Assert.True(codes.Length > 30, $"{codes.Length} codes");
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, code =>
        {
            var problem = ErrorTable.Describe(code, "Why.");
            Assert.InRange(problem.Status, 400, 599);
            Assert.Equal(("urn:lodestone:error:" + code, "Why."), (problem.Type, problem.Detail));
            Assert.NotEmpty(problem.Title);
        });
    }

    [Fact]
    public void Create_TextTooLong_NamesItsPlace()
    {
        var problem = TextTooLong.Create("inputs[1]", 600, 510, "m").Problem;
        Assert.Equal((413, "input-too-long", "inputs[1]"), (problem.Status, problem.Kind, problem.Field));
    }

    [Fact]
    public void Of_SlowBody_IsSaidWithoutTheHostsSettings()
    {
        var problem = ErrorTable.Of(new BadHttpRequestException("Too slow. See MinRequestBodyDataRate.", 408), "trace-1");
        Assert.DoesNotContain("MinRequestBodyDataRate", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("240 bytes a second", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void Explain_FilesThatFail_AnswerNamesTheCollectionAndTheLogThePath(Exception failure)
    {
        using var logs = new CapturedLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var handler = new LodestoneExceptionHandler(loggers);
        var context = new DefaultHttpContext();
        context.Request.RouteValues["name"] = "help";
        var detail = handler.Explain(context, failure).Detail;
        Assert.Contains("the collection 'help'", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("/srv/data", detail, StringComparison.Ordinal);
        Assert.Contains("/srv/data", logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no config.json", true)]
    [InlineData("'/srv/models/x/onnx' is cut off", false)]
    public void Of_ModelThatCannotBeUsed_IsSaidWithoutItsPlace(string found, bool isSaid)
    {
        var failure = new ModelLoadException(
            ErrorCodes.ModelFileMissing, "'/srv/models/x' is none.", "/srv/models/x", "config.json", found);
        var problem = ErrorTable.Of(failure, "trace-1");
        Assert.DoesNotContain("/srv", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(isSaid, problem.Detail.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Defect_TellsNothingButTheTrace()
    {
        var problem = ErrorTable.Of(new InvalidOperationException("A secret."), "trace-1");
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("trace-1", problem.Detail, StringComparison.Ordinal);
    }
}
