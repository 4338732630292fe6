using System.Globalization;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Reranking;

/// <summary>A cross-encoder's last step: the output that is the logit, and its activation.</summary>
internal sealed record ScoreHead(int Labels, int Index, bool IsSigmoid)
{
    /// <summary>The scale of the logits; null when the model has none.</summary>
    public LogitScale? Scale { get; init; }

    public static ScoreHead Decide(LoadedEncoder model, int? scoreIndex)
    {
        var signature = model.Graph.Signature;
        var output = signature.Find(OutputKind.Logits) ?? throw new ModelLoadException(
            ErrorCodes.ModelKindMismatch,
            $"Model '{model.Name}' in '{model.Folder.FolderPath}' has the output {signature.Describe()}; a cross-encoder has logits " +
            "[1, labels]. It may be a bi-encoder, or exported without its classification head. Name a cross-encoder, or export it " +
            "again with its head.",
            model.Graph.File, "logits", signature.Describe());
        var declared = model.Folder.Labels;
        var labels = output.Width > 0 ? output.Width : declared;
        if (labels != declared && model.Folder.Config.At("id2label").ValueKind != System.Text.Json.JsonValueKind.Undefined)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFilesDiffer,
                $"Model '{model.Name}': its graph has {labels} scores per pair and its config.json names {declared} labels. " +
                "The graph belongs to another model; take both from one release.",
                model.Graph.File, $"{declared} labels", $"{labels} scores");
        }

        if (labels != 1 && scoreIndex is null)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelScoreAmbiguous,
                $"Model '{model.Name}' in '{model.Folder.FolderPath}' gives {labels} scores per pair; a reranker needs 1. Use a model " +
                $"with one label, or set {nameof(CrossEncoderOptions)}.{nameof(CrossEncoderOptions.ScoreIndex)} to the label that means " +
                "relevant.",
                model.Graph.File, "1 score per pair", $"{labels} scores per pair");
        }

        if (scoreIndex is { } index && (index < 0 || index >= labels))
        {
            throw new InvalidRangeException("ScoreIndex", index, FormattableString.Invariant(
                $"0 to {labels - 1}, because model '{model.Name}' has {labels} scores per pair"));
        }

        model.Graph.Read(output, labels, model.MaxTokens);
        model.Folder.Note("labels", labels.ToString(CultureInfo.InvariantCulture), "the graph's output 'logits'");
        return new ScoreHead(labels, scoreIndex ?? 0, DecideSigmoid(model.Folder, labels));
    }

    public double Probability(ReadOnlySpan<float> logits)
    {
        if (Labels == 1)
            return RerankScore.Sigmoid(Scale is null ? logits[0] : (float)Scale.Normalize(logits[0]));
        double total = 0;
        foreach (var logit in logits)
            total += Math.Exp((double)logit - logits[Index]);
        return 1 / total;
    }

    public double Activate(float logit) => IsSigmoid ? RerankScore.Sigmoid(logit) : logit;

    private static bool DecideSigmoid(ModelFolder folder, int labels)
    {
        var (name, why) = folder.Config.Text("sentence_transformers", "activation_fn") is { } newer
            ? (newer, "config.json's sentence_transformers.activation_fn")
            : folder.Config.Text("sbert_ce_default_activation_function") is { } older
                ? (older, "config.json's sbert_ce_default_activation_function")
                : (labels == 1 ? "Sigmoid" : "Identity", $"no file names one; the default for {labels} label{(labels == 1 ? "" : "s")}");
        var isSigmoid = name.Split('.')[^1] switch
        {
            "Identity" => false,
            "Sigmoid" => true,
            var other => throw new ModelLoadException(
                ErrorCodes.ModelUnsupported,
                $"Model '{folder.Name}' names the activation '{other}' ({why}). Accepted: Identity, Sigmoid. Use another model, or " +
                "correct config.json if the name is a mistake.",
                folder.Config.Path, "Identity or Sigmoid", other),
        };
        folder.Note("activation", isSigmoid ? "Sigmoid" : "Identity", why);
        return isSigmoid;
    }
}
