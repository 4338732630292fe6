namespace Lodestone.Evaluation;

/// <summary>Where a mean probably lies.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Confidence">How often such an interval is meant to hold the truth, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Confidence);
