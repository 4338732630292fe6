namespace Lodestone.Storage;

/// <summary>
/// The work of evaluating one filter, after every few thousand values of which somebody looks whether it may go on: a filter of a thousand
/// comparisons over a large collection takes long, and its search may be cancelled or have spent its budget by then.
/// </summary>
/// <param name="look">Throws when the evaluation is to end.</param>
/// <remarks>
/// No statement of <see cref="FilterQuery"/> runs long without giving a row, since each is a range of an index. So looking between rows is
/// enough, and SQLite need not be interrupted, which would be a hazard to whoever uses the connection next.
/// </remarks>
internal sealed class FilterWork(Action look)
{
    /// <summary>Values between two looks: about a millisecond.</summary>
    public const int Stride = 4_096;

    private int _since;

    public FilterWork(CancellationToken cancellationToken)
        : this(cancellationToken.ThrowIfCancellationRequested)
    {
    }

    /// <summary>Takes in that so many values were read.</summary>
    public void Did(int values)
    {
        _since += values;
        if (_since < Stride)
            return;
        _since = 0;
        look();
    }
}
