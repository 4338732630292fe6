using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders;

/// <summary>How the model runs of this process are shared between kinds of work (<see cref="WorkPriority"/>).</summary>
/// <remarks>Thread-safe. A process has one set of workers for all models, so its settings are the process's too.</remarks>
public static class ModelRuns
{
    /// <summary>
    /// The share of bulk work: one model run in this many while interactive work waits. Default: 8. A larger number makes searches faster
    /// and indexing beside them slower.
    /// </summary>
    /// <value>2 or more; it applies from the next run.</value>
    /// <exception cref="ArgumentException">The value is less than 2.</exception>
    public static int BulkInterval
    {
        get => RunScheduler.Shared.BulkInterval;
        set
        {
            InvalidRangeException.ThrowIfLess(value, 2, nameof(BulkInterval));
            RunScheduler.Shared.BulkInterval = value;
        }
    }
}
