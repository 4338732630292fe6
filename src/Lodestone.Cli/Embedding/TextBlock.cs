namespace Lodestone.Cli;

/// <summary>Texts that are embedded together.</summary>
/// <param name="Texts">The texts, at least one.</param>
/// <param name="Amount">How much of the source they are: its bytes, or their number.</param>
internal sealed record TextBlock(IReadOnlyList<InputText> Texts, double Amount);
