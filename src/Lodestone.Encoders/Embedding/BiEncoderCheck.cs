using System.Globalization;
using Lodestone.Encoders.Checking;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Embedding;

/// <summary>Checks at load that a bi-encoder works.</summary>
internal static class BiEncoderCheck
{
    // Two texts for which every working text encoder has different vectors.
    private const string One = "The ferry leaves the harbour at seven.";
    private const string Other = "Invoices are paid within thirty days.";

    /// <summary>Two vectors above this cosine differ by rounding only: the model does not read its input.</summary>
    private const double SameCosine = 0.999999;

    public static SelfCheckReport Run(BiEncoder model, ModelFolder folder) =>
        CheckFile.Find(folder) is { } file
            ? new SelfCheckReport(CheckFile.FileName, Own(model, folder, file))
            : new SelfCheckReport("general", [General(model, folder)]);

    private static List<string> Own(BiEncoder model, ModelFolder folder, CheckFile file)
    {
        var findings = new List<string>();
        var least = file.Bound("minCosine");
        foreach (var (text, role, expected) in file.Texts())
        {
            var found = CheckFailure.Guard(folder, () => model.EmbedAsync(text, role)).Span;
            if (expected.Length != found.Length)
            {
                throw CheckFailure.Refuse(folder, $"\"{text}\"", $"{found.Length} dimensions", $"{expected.Length} ({CheckFile.FileName})");
            }

            var cosine = BiEncoder.Similarity(found, expected);
            var finding = string.Create(CultureInfo.InvariantCulture, $"cosine {cosine:F4} to the expected embedding");
            var bound = string.Create(CultureInfo.InvariantCulture, $"{least} or more");
            if (!(cosine >= least))
                throw CheckFailure.Refuse(folder, $"\"{text}\"", finding, $"{bound} ({CheckFile.FileName})");
            findings.Add($"\"{text}\": {finding} ({bound})");
        }

        return findings;
    }

    private static string General(BiEncoder model, ModelFolder folder)
    {
        var pair = CheckFailure.Guard(folder, () => model.EmbedAsync([One, Other], EmbeddingRole.Document));
        var cosine = BiEncoder.Similarity(pair[0].Span, pair[1].Span);
        if (!(cosine < SameCosine))
        {
            throw CheckFailure.Refuse(folder, "two unlike sentences",
                string.Create(CultureInfo.InvariantCulture, $"the same vector (cosine {cosine})"), "different vectors");
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"two unlike sentences have finite, different vectors of {model.Dimensions} numbers (cosine {cosine:F4})");
    }
}
