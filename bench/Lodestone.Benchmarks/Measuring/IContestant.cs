namespace Lodestone.Benchmarks;

/// <summary>One system that does a job.</summary>
/// <typeparam name="TAnswer">What the job gives.</typeparam>
internal interface IContestant<TAnswer>
{
    /// <summary>A short name for figures, such as 'lodestone'.</summary>
    string Key { get; }

    /// <summary>What it is, for the reader.</summary>
    string Description { get; }

    /// <summary>Does the first so many items of the job. It times itself: preparing and unpacking are nobody's figures.</summary>
    Task<TimeSpan> RunAsync(int items);

    /// <summary>What the last run gave.</summary>
    Task<TAnswer> AnswerAsync();
}
