namespace Lodestone.Models;

/// <summary>What one run gave; not done when the budget was spent before it.</summary>
internal readonly record struct RunOutcome(bool Done, float Logit, double Probability, int Tokens);
