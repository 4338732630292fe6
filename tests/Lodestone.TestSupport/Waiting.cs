using System.Runtime.CompilerServices;

namespace Lodestone.TestSupport;

/// <summary>The two ways in which a test may wait for time to pass; all other waits are for an event, a gate or a counter.</summary>
public static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // So that a hang fails. A state that comes at all comes long before.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Waits for a state that nothing announces: of another process, or behind an interface that has no event for it.</summary>
    /// <param name="holds">Reads the state.</param>
    /// <param name="what">The expression, for the message. Default: that of <paramref name="holds"/>.</param>
    public static Task UntilAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        UntilAsync(() => Task.FromResult(holds()), what);

    /// <summary>Waits for a state that nothing announces: of another process, or behind an interface that has no event for it.</summary>
    /// <param name="holds">Reads the state.</param>
    /// <param name="what">The expression, for the message. Default: that of <paramref name="holds"/>.</param>
    public static async Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        for (var left = Limit; !await holds(); left -= Pause)
        {
            Assert.True(left > TimeSpan.Zero, $"It never came to this state: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets a time pass that was drawn from a seed, to strike at a random moment. No outcome depends on its length.</summary>
    public static Task RandomMomentAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);
}
