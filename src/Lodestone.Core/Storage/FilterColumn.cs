using Lodestone.Filtering;

namespace Lodestone.Storage;

/// <summary>
/// The documents that have a field of one kind, in the order of its values, and where in it each bound of a filter falls. It is read once
/// for all comparisons of that field by size, each of which is a run of it then.
/// </summary>
/// <remarks>
/// Not for lists: a document comes once. SQLite finds where a bound falls, so that the order of values is its own.
/// </remarks>
internal sealed class FilterColumn
{
    /// <summary>To read the field's values once costs about as much as two comparisons.</summary>
    public const int LeastTests = 4;

    // Marking a document is that much cheaper than reading it.
    private const int MarksPerValue = 32;

    private readonly List<long> _documents = [];
    private readonly Dictionary<Bound, int> _places = [];
    private readonly FilterWork _work;

    private FilterColumn(FilterWork work) => _work = work;

    /// <summary>Reads the column; null when it has more documents than may be held.</summary>
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

    /// <summary>Number of documents.</summary>
    public int Count => _documents.Count;

    /// <summary>Whether a comparison is one by size.</summary>
    public static bool IsRange(FilterOperator how) =>
        how is FilterOperator.Less or FilterOperator.AtMost or FilterOperator.Greater or FilterOperator.AtLeast;

    /// <summary>The documents for which one of the comparisons that the column was read for holds.</summary>
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

    /// <summary>Where the comparison's run begins, and the first place past it; null: where the column does.</summary>
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

    /// <summary>The first place at a value or past it.</summary>
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
                MetadataKind.Number => row.Bind(3, Value.Number!.Value),
                _ => row.Bind(3, Value.Text!),
            }).RunForLong();
        }
    }
}
