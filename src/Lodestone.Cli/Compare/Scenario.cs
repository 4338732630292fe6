using Lodestone.Cli.Input;

namespace Lodestone.Cli.Compare;

/// <summary>A query and passages to compare encoders on.</summary>
/// <param name="Query">The query.</param>
/// <param name="Passages">The passages.</param>
/// <param name="Note">Their source; null for the caller's own.</param>
/// <param name="Answer">The id of the passage that answers; null when it is not known.</param>
internal sealed record Scenario(string Query, IReadOnlyList<InputText> Passages, string? Note = null, string? Answer = null)
{
    /// <summary>The scenario that is shown first without arguments; the demo page opens on it, chosen there by a rule.</summary>
    public static Scenario Moving { get; } = new(
        "how tall was the man who first climbed Everest",
        [
            new InputText("The first people climbed Everest in 1953.", "A"),
            new InputText("The tallest man who climbed Everest used bottled oxygen.", "B"),
            new InputText("Mount Everest is 8,849 metres tall.", "C"),
            new InputText("Edmund Hillary stood 1.96 metres tall and reached the summit in 1953.", "D"),
        ],
        "Of the demo page's examples, the one in which most moves.",
        "D");

    /// <summary>The scenario that follows, in which the encoders agree.</summary>
    public static Scenario Pricing { get; } = new(
        "Does the free plan include API access?",
        [
            new InputText("Our pricing has free, pro and enterprise plans, billed monthly.", "A"),
            new InputText("API access is available on every plan, including the free tier.", "B"),
        ]);
}
