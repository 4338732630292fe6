namespace Lodestone.Contracts.Client;

/// <summary>The limits of a <see cref="LodestoneClient"/>: of its patience, and of the answers that it reads.</summary>
public sealed record LodestoneClientOptions
{
    /// <summary>
    /// How often a call that only reads, or that can be repeated without a difference, is sent again after status 429 or 503 with
    /// <c>Retry-After</c>. Default: 2. 0: never.
    /// </summary>
    /// <remarks>
    /// Deletions and uploads are never sent again, nor is a call whose answer did not arrive: the caller knows whether it may have had an
    /// effect.
    /// </remarks>
    public int MaxRetries { get; init; } = 2;

    /// <summary>The longest pause that <c>Retry-After</c> may ask for; a longer one is not waited for. Default: 30 seconds.</summary>
    public TimeSpan MaxRetryPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time in which a call has its whole answer, each time that it is sent. Default: 10 minutes, as long as a server works for a
    /// request. An upload has no limit.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The maximum size of an answer, or of one part of a stream, in bytes. Default: 256 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 256 << 20;

    /// <summary>The clock for pauses and times. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <exception cref="InvalidRangeException">A value is out of range.</exception>
    internal void Validate()
    {
        if (MaxRetries is < 0 or > 100)
            throw new InvalidRangeException(nameof(MaxRetries), MaxRetries, "0 to 100");
        if (MaxRetryPause < TimeSpan.Zero || MaxRetryPause > TimeSpan.FromDays(1))
            throw new InvalidRangeException(nameof(MaxRetryPause), MaxRetryPause, "0 to 1 day");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
            throw new InvalidRangeException(nameof(Timeout), Timeout, "more than 0, to 1 day");
        if (MaxResponseBytes < 1)
            throw new InvalidRangeException(nameof(MaxResponseBytes), MaxResponseBytes, "1 or more");
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
