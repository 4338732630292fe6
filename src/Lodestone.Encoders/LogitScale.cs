namespace Lodestone.Encoders;

/// <summary>
/// The scale of a cross-encoder's logits. Rules that read logits as numbers, not as an order alone, read
/// <c>(logit - Offset) / Scale</c>, which means the same for every calibrated model.
/// </summary>
/// <param name="Offset">The logit that counts as 0. 0 for ms-marco-minilm-l12-v2.</param>
/// <param name="Scale">The difference of two logits that counts as 1, above 0. 1 for ms-marco-minilm-l12-v2.</param>
public sealed record LogitScale(double Offset, double Scale)
{
    /// <summary>The logit on the common scale, where 0 is as likely an answer as not.</summary>
    /// <param name="logit">A logit of the model.</param>
    public double Normalize(double logit) => (logit - Offset) / Scale;

    internal bool IsUsable => double.IsFinite(Offset) && double.IsFinite(Scale) && Scale > 0 && Math.Abs(Offset / Scale) <= MostOffset;

    // Beyond this a float has no digits left for differences of one unit.
    private const double MostOffset = 1e5;
}

/// <summary>The result of calibrating a cross-encoder.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="File">The file that was written: the model's lodestone.check.json.</param>
/// <param name="Logits">The measured scale of its logits.</param>
/// <param name="Pairs">The number of pairs that were scored.</param>
public sealed record ModelCalibration(string Model, string File, LogitScale Logits, int Pairs);
