namespace Lodestone.Cli;

/// <summary>Passes a library's report after each item on at once; <see cref="Progress{T}"/> would queue it.</summary>
internal sealed class EachItem<T>(WorkProgress progress, double amount) : IProgress<T>
{
    public void Report(T value) => progress.Add(1, amount);
}
