namespace Lodestone.Storage;

/// <summary>
/// The work of evaluating one filter, with a check every few thousand values: a filter of a thousand comparisons over a large collection
/// takes long, and meanwhile its search may be cancelled or spend its budget.
/// </summary>
/// <param name="look">The check, which throws when the evaluation must end.</param>
/// <remarks>
/// No statement of <see cref="FilterQuery"/> runs long without returning a row, since each is a range of an index. So checking between
/// rows is enough, and SQLite need not be interrupted, which would endanger the next use of the connection.
/// </remarks>
internal sealed class FilterWork(Action look)
{
    /// <summary>The number of values between two checks: about a millisecond.</summary>
    public const int Stride = 4_096;

    private int _since;

    public FilterWork(CancellationToken cancellationToken)
        : this(cancellationToken.ThrowIfCancellationRequested)
    {
    }

    /// <summary>Counts values that were read.</summary>
    public void Did(int values)
    {
        _since += values;
        if (_since < Stride)
            return;
        _since = 0;
        look();
    }
}
