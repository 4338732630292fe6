using System.Globalization;
using Lodestone.Encoders.Checking;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Reranking;

/// <summary>Checks at load that a cross-encoder works.</summary>
internal static class CrossEncoderCheck
{
    private const string Query = "When does the ferry leave?";
    private const string One = "The ferry leaves the harbour at seven.";
    private const string Other = "Invoices are paid within thirty days.";

    public static SelfCheckReport Run(CrossEncoder model, ModelFolder folder, CheckFile? check) =>
        check is { } file
            ? new SelfCheckReport(CheckFile.FileName, Own(model, folder, file))
            : new SelfCheckReport("general", [General(model, folder)]);

    private static List<string> Own(CrossEncoder model, ModelFolder folder, CheckFile file)
    {
        var tolerance = file.Bound("tolerance");
        var expected = file.Pairs().ToList();
        var found = CheckFailure.Guard(folder, () => model.ScoreAsync([.. expected.Select(e => (e.Query, e.Passage))]));
        return [.. expected.Zip(found, (e, f) =>
        {
            var bound = string.Create(CultureInfo.InvariantCulture, $"{e.Expected} within {tolerance}");
            var logit = string.Create(CultureInfo.InvariantCulture, $"logit {f.Logit:F3}");
            return Math.Abs((f.Logit ?? float.NaN) - e.Expected) <= tolerance
                ? $"\"{e.Query}\" with \"{e.Passage}\": {logit} ({bound})"
                : throw CheckFailure.Refuse(folder, $"\"{e.Query}\" with \"{e.Passage}\"", logit, $"{bound} ({CheckFile.FileName})");
        })];
    }

    private static string General(CrossEncoder model, ModelFolder folder)
    {
        var scores = CheckFailure.Guard(folder, () => model.ScoreAsync([(Query, One), (Query, Other)]));
        var (first, second) = (scores[0].Logit, scores[1].Logit);
        if (first == second)
        {
            throw CheckFailure.Refuse(folder, "one query with two unlike passages",
                string.Create(CultureInfo.InvariantCulture, $"the same logit {first}"), "different logits");
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"one query with two unlike passages has finite, different logits ({first:F3} and {second:F3})");
    }
}
