using Lodestone.Filtering;

namespace Lodestone.Storage;

/// <summary>
/// The documents that have a field of one kind, in the order of its values, with the position of each bound of a filter. The column is
/// read once for all range comparisons of that field; each comparison is then a range of positions.
/// </summary>
/// <remarks>
/// Lists are not supported, because a document has one position. SQLite finds the positions, so that the order of values is its own.
/// </remarks>
internal sealed class FilterColumn
{
    /// <summary>The minimum number of comparisons: reading the column once costs about as much as two of them.</summary>
    public const int LeastTests = 4;

    // Marking a document is this many times cheaper than reading it.
    private const int MarksPerValue = 32;

    private readonly List<long> _documents = [];
    private readonly Dictionary<Bound, int> _places = [];
    private readonly FilterWork _work;

    private FilterColumn(FilterWork work) => _work = work;

    /// <summary>Reads the column; null when it has more documents than the limit.</summary>
    public static FilterColumn? Read(
        Database database, long field, MetadataKind kind, IEnumerable<FilterNode.Test> tests, int mostDocuments, FilterWork work)
    {
        var column = new FilterColumn(work);
        var first = new Dictionary<long, List<Bound>>();
        foreach (var bound in tests.SelectMany(t => Bounds(kind, t)).OfType<Bound>().Distinct())
        {
            work.Did(1);
            if (bound.First(database, field, kind) is not { } document)
                column._places[bound] = int.MaxValue;
            else if (first.TryGetValue(document, out var others))
                others.Add(bound);
            else
                first[document] = [bound];
        }

        var rows = database.Prepare("SELECT document FROM metadata WHERE field = ? AND kind = ? ORDER BY value, document")
            .Bind(1, field).Bind(2, (long)kind);
        while (rows.Step())
        {
            work.Did(1);
            if (column._documents.Count == mostDocuments)
            {
                rows.Reset();
                return null;
            }

            foreach (var bound in first.GetValueOrDefault(rows.Long(0)) ?? [])
                column._places[bound] = column._documents.Count;
            column._documents.Add(rows.Long(0));
        }

        return column;
    }

    /// <summary>The number of documents.</summary>
    public int Count => _documents.Count;

    /// <summary>Whether an operator compares a range of values.</summary>
    public static bool IsRange(FilterOperator how) =>
        how is FilterOperator.Less or FilterOperator.AtMost or FilterOperator.Greater or FilterOperator.AtLeast;

    /// <summary>The documents that match one of the comparisons that the column was read for.</summary>
    public DocumentBits Match(MetadataKind kind, FilterNode.Test test)
    {
        var bounds = Bounds(kind, test);
        var (from, past) = (bounds[0] is { } low ? _places[low] : 0, bounds[1] is { } high ? _places[high] : int.MaxValue);
        var found = new DocumentBits();
        for (var i = from; i < Math.Min(past, _documents.Count); i++)
        {
            if (i % MarksPerValue == 0)
                _work.Did(1);
            found.Add(_documents[i]);
        }

        return found;
    }

    /// <summary>The first position of the comparison's range and the position after it; null means the column's own end.</summary>
    private static Bound?[] Bounds(MetadataKind kind, FilterNode.Test test)
    {
        var value = test.Values[0];
        // A day is a range, so that "after a day" is after its end.
        var (first, last) = kind == MetadataKind.Date ? value.Moments!.Value : default;
        return test.Operator switch
        {
            FilterOperator.Less => [null, new Bound(value, first, IsAfter: false)],
            FilterOperator.AtMost => [null, new Bound(value, last, IsAfter: true)],
            FilterOperator.Greater => [new Bound(value, last, IsAfter: true), null],
            _ => [new Bound(value, first, IsAfter: false), null],
        };
    }

    /// <summary>The first position at or after a value.</summary>
    private sealed record Bound(FilterValue Value, long Ticks, bool IsAfter)
    {
        public long? First(Database database, long field, MetadataKind kind)
        {
            var row = database.Prepare(IsAfter
                ? "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value > ? ORDER BY value, document LIMIT 1"
                : "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value >= ? ORDER BY value, document LIMIT 1")
                .Bind(1, field).Bind(2, (long)kind);
            return (kind switch
            {
                MetadataKind.Date => row.Bind(3, Ticks),
                MetadataKind.Number => row.BindNumber(3, Value.WholeNumber, Value.Number!.Value),
                _ => row.Bind(3, Value.Text!),
            }).RunForLong();
        }
    }
}
