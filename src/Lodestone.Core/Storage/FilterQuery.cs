using Lodestone.Filtering;
using Lodestone.Indexing;

namespace Lodestone.Storage;

/// <summary>Evaluates a filter over a store's metadata.</summary>
/// <remarks>
/// Each comparison is one scan of the index of values, and sets of documents are combined as bitmaps, instead of generating one SQL
/// statement from the filter: the statements are fixed, values reach them as parameters only, and the cost is the sum over the different
/// comparisons whatever the filter's shape. Several range comparisons of a field share one scan. A field that no document has matches
/// nothing; the caller refuses or reports it (<see cref="FilterCheck"/>).
/// </remarks>
internal sealed class FilterQuery(
    Database database, IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> fields, Filter filter, FilterWork work)
{
    private static readonly MetadataKind[] IdKinds = [MetadataKind.Text];

    // 8 bytes each.
    private const int MostColumnDocuments = 8_000_000;
    private const int MostRememberedBytes = 64 << 20;

    private readonly Dictionary<(string Field, MetadataKind Kind), FilterColumn?> _columns = [];
    private readonly Dictionary<(string Field, MetadataKind? Kind, FilterOperator? How, FilterValue Value), DocumentBits> _remembered = [];
    private DocumentBits? _all;
    private long _rememberedBytes;

    public static IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> ReadFields(Database database)
    {
        var names = database.Prepare("SELECT field, name FROM fields");
        var fields = new SortedDictionary<string, IReadOnlyList<MetadataKind>>(StringComparer.Ordinal);
        while (names.Step())
        {
            var number = names.Long(0);
            MetadataKind[] kinds = [.. Enum.GetValues<MetadataKind>().Where(k =>
                database.Prepare("SELECT 1 FROM metadata WHERE field = ? AND kind = ? LIMIT 1")
                    .Bind(1, number).Bind(2, (long)k).RunForLong() is not null)];
            if (kinds.Length > 0)
                fields.Add(names.Text(1), kinds);
        }

        return fields;
    }

    /// <summary>The keys of the documents' passages in a space.</summary>
    public static KeySet KeysOf(Database database, long space, DocumentBits documents, FilterWork work)
    {
        return KeySet.Of(Keys());

        IEnumerable<long> Keys()
        {
            // One scan of all ranges costs about as much as a search for every twentieth document.
            var few = documents.Count < database.Long("SELECT documents FROM state") / 20;
            return few ? Sought() : Walked();
        }

        IEnumerable<long> Sought()
        {
            foreach (var number in documents.Numbers())
            {
                work.Did(1);
                var row = database.Prepare("SELECT first_key, passages FROM extents WHERE space = ? AND document = ?")
                    .Bind(1, space).Bind(2, number);
                var (first, past) = row.Step() ? (row.Long(0), row.Long(0) + row.Long(1)) : (0, 0);
                row.Reset();
                for (var key = first; key < past; key++)
                    yield return key;
            }
        }

        IEnumerable<long> Walked()
        {
            var rows = database.Prepare("SELECT document, first_key, passages FROM extents WHERE space = ?").Bind(1, space);
            while (rows.Step())
            {
                work.Did(1);
                if (!documents.Contains(rows.Long(0)))
                    continue;
                var past = rows.Long(1) + rows.Long(2);
                for (var key = rows.Long(1); key < past; key++)
                    yield return key;
            }
        }
    }

    public DocumentBits Match() => Match(filter.Node);

    private DocumentBits Match(FilterNode node)
    {
        var bits = Evaluate(node);
        // Combining a page of a bitmap takes about as long as reading a value.
        work.Did(1 + (int)(bits.Bytes >> 12));
        return bits;
    }

    private DocumentBits Evaluate(FilterNode node)
    {
        switch (node)
        {
            case FilterNode.All all:
                var both = Match(all.Parts[0]);
                foreach (var part in all.Parts.Skip(1))
                    both.IntersectWith(Match(part));
                return both;
            case FilterNode.Any any:
                var either = Match(any.Parts[0]);
                foreach (var part in any.Parts.Skip(1))
                    either.UnionWith(Match(part));
                return either;
            case FilterNode.Not not:
                return Match(not.Part).Complement(All());
            case FilterNode.Exists { Field: Filter.IdField }:
                return All().Copy();
            case FilterNode.Exists exists:
                return Once((exists.Field, null, null, default), () =>
                    Collect(database.Prepare("SELECT document FROM metadata WHERE field = ?").Bind(1, Field(exists.Field))));
            default:
                return Match((FilterNode.Test)node);
        }
    }

    private DocumentBits Match(FilterNode.Test test)
    {
        var isId = test.Field == Filter.IdField;
        var kinds = isId ? IdKinds : fields.GetValueOrDefault(test.Field, []);
        var field = isId ? -1 : Field(test.Field);
        var found = new DocumentBits();
        foreach (var value in test.Values)
        {
            var readings = kinds.Count == 0 ? kinds : FilterCheck.Readings(test, value, kinds);
            foreach (var kind in readings)
            {
                found.UnionWith(isId
                    ? Once((test.Field, kind, test.Operator, value), () => Collect(CompareId(test.Operator, value.Text!)))
                    : FilterColumn.IsRange(test.Operator) && Column(test.Field, field, kind) is { } column
                    ? column.Match(kind, test)
                    : Once((test.Field, kind, test.Operator, value), () => Collect(Compare(field, kind, test.Operator, value))));
            }
        }

        return test.Operator == FilterOperator.NotEqual ? found.Complement(All()) : found;
    }

    /// <summary>The column for a field's range comparisons; null when they are too few to pay off, or its values are too many.</summary>
    private FilterColumn? Column(string name, long field, MetadataKind kind)
    {
        if (_columns.TryGetValue((name, kind), out var known))
            return known;
        FilterNode.Test[] tests = [.. filter.Node.Tests().Where(t =>
            t.Field == name && FilterColumn.IsRange(t.Operator) && FilterCheck.Accepts(kind, t.Operator, t.Values[0]))];
        var left = MostColumnDocuments - _columns.Values.Sum(c => c?.Count ?? 0);
        var column = tests.Length < FilterColumn.LeastTests ? null : FilterColumn.Read(database, field, kind, tests, left, work);
        _columns.Add((name, kind), column);
        return column;
    }

    /// <summary>The documents of one comparison, as a copy; each comparison is evaluated once however often a filter has it.</summary>
    private DocumentBits Once(
        (string Field, MetadataKind? Kind, FilterOperator? How, FilterValue Value) comparison, Func<DocumentBits> evaluate)
    {
        if (!_remembered.TryGetValue(comparison, out var bits))
        {
            bits = evaluate();
            if (_rememberedBytes + bits.Bytes > MostRememberedBytes)
                return bits;
            _rememberedBytes += bits.Bytes;
            _remembered.Add(comparison, bits);
        }

        return bits.Copy();
    }

    private Statement Compare(long field, MetadataKind kind, FilterOperator how, FilterValue value)
    {
        if (kind == MetadataKind.Date)
        {
            // A day is a range, so that "after a day" is after its end and "the day" is all of it.
            var (first, last) = value.Moments!.Value;
            var (from, to) = how switch
            {
                FilterOperator.Less => (long.MinValue, first - 1),
                FilterOperator.AtMost => (long.MinValue, last),
                FilterOperator.Greater => (last + 1, long.MaxValue),
                FilterOperator.AtLeast => (first, long.MaxValue),
                _ => (first, last),
            };
            return database.Prepare("SELECT document FROM metadata WHERE field = ? AND kind = ? AND value BETWEEN ? AND ?")
                .Bind(1, field).Bind(2, (long)kind).Bind(3, from).Bind(4, to);
        }

        var statement = database.Prepare(how switch
        {
            FilterOperator.Less => "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value < ?",
            FilterOperator.AtMost => "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value <= ?",
            FilterOperator.Greater => "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value > ?",
            FilterOperator.AtLeast => "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value >= ?",
            _ => "SELECT document FROM metadata WHERE field = ? AND kind = ? AND value = ?",
        }).Bind(1, field).Bind(2, (long)kind);
        return kind switch
        {
            MetadataKind.Number => statement.BindNumber(3, value.WholeNumber, value.Number!.Value),
            MetadataKind.Boolean => statement.Bind(3, value.Boolean!.Value ? 1L : 0L),
            _ => statement.Bind(3, value.Text!),
        };
    }

    private Statement CompareId(FilterOperator how, string id) => database.Prepare(how switch
    {
        FilterOperator.Less => "SELECT document FROM documents WHERE id < ?",
        FilterOperator.AtMost => "SELECT document FROM documents WHERE id <= ?",
        FilterOperator.Greater => "SELECT document FROM documents WHERE id > ?",
        FilterOperator.AtLeast => "SELECT document FROM documents WHERE id >= ?",
        _ => "SELECT document FROM documents WHERE id = ?",
    }).Bind(1, id);

    private long Field(string name) =>
        database.Prepare("SELECT field FROM fields WHERE name = ?").Bind(1, name).RunForLong() ?? -1;

    private DocumentBits All() => _all ??= Collect(database.Prepare("SELECT document FROM documents"));

    private DocumentBits Collect(Statement rows)
    {
        var bits = new DocumentBits();
        while (rows.Step())
        {
            work.Did(1);
            bits.Add(rows.Long(0));
        }

        return bits;
    }
}
