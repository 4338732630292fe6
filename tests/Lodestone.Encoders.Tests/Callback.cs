namespace Lodestone.Encoders.Tests;

/// <summary>Progress that is told at once, on the thread that reports; Progress&lt;T&gt; posts it to a later moment.</summary>
internal sealed class Callback<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
