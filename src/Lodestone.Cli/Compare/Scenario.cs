using System.Text.Json;
using Lodestone.Cli.Input;

namespace Lodestone.Cli.Compare;

/// <summary>A query and passages to compare encoders on.</summary>
/// <param name="Query">The query.</param>
/// <param name="Passages">The passages.</param>
/// <param name="Note">Their source; null for the caller's own.</param>
internal sealed record Scenario(string Query, IReadOnlyList<InputText> Passages, string? Note = null)
{
    /// <summary>The scenario that is shown without arguments.</summary>
    public static Scenario Pricing { get; } = new(
        "Does the free plan include API access?",
        [
            new InputText("Our pricing has free, pro and enterprise plans, billed monthly.", "A"),
            new InputText("API access is available on every plan, including the free tier.", "B"),
        ]);

    /// <summary>Passages of a help centre on which the two encoders differ most.</summary>
    public static Scenario HelpCentre()
    {
        using var file = typeof(Scenario).Assembly.GetManifestResourceStream("scenario.json")!;
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        return new Scenario(
            root.GetProperty("query").GetString()!,
            [.. root.GetProperty("passages").EnumerateArray().Select(p =>
                new InputText(p.GetProperty("text").GetString()!, p.GetProperty("id").GetString()))],
            root.GetProperty("note").GetString());
    }
}
