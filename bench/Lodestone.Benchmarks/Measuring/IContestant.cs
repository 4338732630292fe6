namespace Lodestone.Benchmarks;

/// <summary>A system that does a job.</summary>
/// <typeparam name="TAnswer">The type of the job's result.</typeparam>
internal interface IContestant<TAnswer>
{
    /// <summary>A short name for figures, such as 'lodestone'.</summary>
    string Key { get; }

    /// <summary>A description for the reader.</summary>
    string Description { get; }

    /// <summary>Runs the first items of the job and returns its own time, without preparation and unpacking.</summary>
    Task<TimeSpan> RunAsync(int items);

    /// <summary>The result of the last run.</summary>
    Task<TAnswer> AnswerAsync();
}
