using System.Text.Json;
using Lodestone.Encoders;

namespace Lodestone.Web.Tests.Comparing;

/// <summary>What the library makes of the same passages, with the same models.</summary>
internal static class Library
{
    // Products of bytes are exact in both, but sums of floats are added in another order, and a number that was near the middle of two
    // bytes then becomes the other one. Seen with AVX2: .49 in a logit, .011 in a cosine; with VNNI .38 in a logit (docs/decisions/0014).
    // The bounds are half as much again, and twice that.
    private const double LogitTolerance = .75;
    private const double CosineTolerance = .022;

    // Passages may change places only where the library has them nearer to each other than one score may be off.
    private const double LogitsAlike = LogitTolerance;
    private const double CosinesAlike = .011;

    private static readonly Lazy<EncoderComparer> Comparer = new(() =>
        new EncoderComparer(BiEncoder.Load("bge-small-en-v1.5"), CrossEncoder.Load("ms-marco-minilm-l12-v2")));

    public static Task<EncoderComparison> CompareAsync(string query, IReadOnlyList<string> passages) =>
        Comparer.Value.CompareAsync(query, passages, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>That a result copied from the page is of these texts, and has the library's scores and order.</summary>
    /// <returns>How far apart the logits are, passage by passage.</returns>
    public static async Task<IReadOnlyList<double>> AgreesAsync(string query, IReadOnlyList<string> passages, JsonElement page)
    {
        Assert.Equal(query, page.GetProperty("query").GetString());
        var expected = (await CompareAsync(query, passages)).Passages.ToDictionary(p => p.Index);
        var actual = page.GetProperty("passages").EnumerateArray().ToArray();
        Assert.Equal(expected.Keys.Order(), actual.Select(Index).Order());
        Assert.Equal(Enumerable.Range(1, actual.Length), actual.Select(p => Cross(p).GetProperty("rank").GetInt32()));
        InOrder(actual.Select(p => expected[Index(p)].Score.Logit), LogitsAlike);
        var byCosine = actual.OrderBy(p => Bi(p).GetProperty("rank").GetInt32());
        InOrder(byCosine.Select(p => expected[Index(p)].Similarity), CosinesAlike);
        return [.. actual.Select(found => Agrees(expected[Index(found)], found))];
    }

    public static JsonElement Bi(JsonElement passage) => passage.GetProperty("biEncoder");

    public static JsonElement Cross(JsonElement passage) => passage.GetProperty("crossEncoder");

    private static double Agrees(ComparedPassage passage, JsonElement found)
    {
        Assert.Equal(passage.Text, found.GetProperty("text").GetString());
        Assert.Equal(passage.Usage.Tokens, Bi(found).GetProperty("tokens").GetInt32());
        Assert.Equal(passage.Score.Tokens, Cross(found).GetProperty("tokens").GetInt32());
        Assert.Equal(passage.Score.DroppedTokens, Cross(found).GetProperty("droppedTokens").GetInt32());
        Near(passage.Similarity, Bi(found).GetProperty("similarity"), CosineTolerance);
        return Near(passage.Score.Logit, Cross(found).GetProperty("logit"), LogitTolerance);
    }

    private static int Index(JsonElement passage) => passage.GetProperty("index").GetInt32();

    private static void InOrder(IEnumerable<float?> scores, double alike)
    {
        var least = float.PositiveInfinity;
        foreach (var score in scores.Select(s => s ?? float.NegativeInfinity))
        {
            Assert.True(score <= least + alike, $"A passage with {score} comes after one with {least}, though more than {alike} above it.");
            least = Math.Min(least, score);
        }
    }

    private static double Near(float? expected, JsonElement actual, double tolerance)
    {
        if (expected is null)
        {
            Assert.Equal(JsonValueKind.Null, actual.ValueKind);
            return 0;
        }

        var difference = Math.Abs(expected.Value - actual.GetDouble());
        Assert.True(difference <= tolerance, $"The library gives {expected}, the page {actual}: more than {tolerance} apart.");
        return difference;
    }
}
