using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lodestone.Encoders.Checking;

namespace Lodestone.Encoders.Reranking;

/// <summary>Measures the scale of a cross-encoder's logits, and writes it into the model's check file.</summary>
/// <remarks>
/// Offset and scale map the mean logit of answers and the mean logit of other questions' answers to those of ms-marco-minilm-l12-v2, on
/// which the rules that read logits were fitted. Both means follow any scale and offset of the logits, so a model whose logits are doubled
/// or shifted has the same logits on the common scale.
/// </remarks>
internal static class Calibration
{
    // The means of ms-marco-minilm-l12-v2 over these pairs.
    private const double AnswerMean = 8.394;
    private const double OtherMean = -11.1975;

    // A scale far below this, against the offset, would be rounding.
    private const double LeastDifference = 1e-3;
    private const double Tolerance = 1.0;
    private const int Kept = 2;

    // A question's own answer, and those of two others.
    private static readonly int[] Steps = [0, 1, 5];

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Question, string Answer)[] Answers =
    [
        ("Does the free plan include API access?", "API access is available on every plan, including the free tier."),
        ("When does the ferry leave?", "The ferry leaves the harbour at seven in the morning and returns at noon."),
        ("How do I reset my password?",
            "To reset your password, choose Forgot password on the sign-in page and follow the link in the mail."),
        ("Who wrote the novel Middlemarch?", "Middlemarch, a study of provincial life, was written by George Eliot and appeared in 1871."),
        ("What is the boiling point of water at sea level?", "At sea level, water boils at 100 degrees Celsius."),
        ("How many seats does the small hall have?", "The small hall seats 120 people, the large hall 640."),
        ("Why does bread rise?", "Bread rises because yeast turns sugar into carbon dioxide, which the dough holds as bubbles."),
        ("Can I return an opened item?", "Opened items can be returned within fourteen days if all parts are complete."),
        ("What does a cross-encoder do?", "A cross-encoder reads a query and a passage together and scores how well they match."),
        ("Where is the central station?", "The central station is in Bridge Street, five minutes on foot from the town hall."),
        ("How long is the warranty on the battery?", "The battery has a warranty of three years or 500 charging cycles."),
        ("What causes tides?", "Tides are caused by the pull of the moon and the sun on the oceans."),
    ];

    public static async Task<ModelCalibration> RunAsync(string model, CancellationToken cancellationToken)
    {
        using var encoder = CrossEncoder.LoadUnchecked(model);
        var pairs = Pairs();
        var scores = await encoder.ScoreAsync(pairs, null, cancellationToken).ConfigureAwait(false);
        double[] logits = [.. scores.Select(s => (double)s.Logit!.Value)];
        var answers = logits[..Answers.Length].Average();
        var others = logits[Answers.Length..].Average();
        var scale = Scale(encoder, answers, others);
        var file = Path.Combine(encoder.Description.Folder, CheckFile.FileName);
        Write(file, encoder, pairs, logits, scale);
        return new ModelCalibration(encoder.Name, file, scale, pairs.Length);
    }

    // Every question with its own answer, then with two others'.
    private static (string Query, string Passage)[] Pairs() =>
    [
        .. Steps.SelectMany(step => Answers.Select((a, i) => (a.Question, Answers[(i + step) % Answers.Length].Answer))),
    ];

    private static LogitScale Scale(CrossEncoder encoder, double answers, double others)
    {
        var factor = (answers - others) / (AnswerMean - OtherMean);
        var scale = new LogitScale(Rounded(answers - (AnswerMean * factor)), Rounded(factor));
        return factor > LeastDifference && scale.IsUsable ? scale : throw new ModelLoadException(
            ErrorCodes.ModelCheckFailed,
            string.Create(CultureInfo.InvariantCulture,
                $"Model '{encoder.Name}' in '{encoder.Description.Folder}' cannot be calibrated: answers have a mean logit of ") +
            string.Create(CultureInfo.InvariantCulture, $"{answers:F3}, other passages {others:F3}. A reranker scores answers higher."),
            encoder.Description.Folder, "a higher mean logit of answers", string.Create(CultureInfo.InvariantCulture, $"{answers:F3}"));
    }

    // Five significant digits: more would differ between processors.
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Write(
        string path, CrossEncoder encoder, (string Query, string Passage)[] pairs, double[] logits, LogitScale scale)
    {
        int[] kept = [.. Enumerable.Range(0, Kept), .. Enumerable.Range(Answers.Length, Kept)];
        var content = new JsonObject
        {
            ["tolerance"] = Rounded(Tolerance * scale.Scale),
            ["logits"] = new JsonObject { ["offset"] = scale.Offset, ["scale"] = scale.Scale },
            ["pairs"] = new JsonArray([.. kept.Select(i => (JsonNode)new JsonObject
            {
                ["query"] = pairs[i].Query,
                ["passage"] = pairs[i].Passage,
                ["logit"] = Rounded(logits[i]),
            })]),
        };
        var room = path + ".new";
        try
        {
            File.WriteAllText(room, content.ToJsonString(Layout) + "\n");
            File.Move(room, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFileUnreadable,
                $"'{path}' cannot be written: {failure.Message} Calibrate a copy of the model folder that may be changed.",
                path, "a folder that may be written", failure.Message, failure);
        }
    }
}
