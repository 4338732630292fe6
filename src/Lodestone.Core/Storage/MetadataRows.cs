namespace Lodestone.Storage;

/// <summary>Metadata as rows: one for each value, and for a list one for each string.</summary>
internal static class MetadataRows
{
    // An empty list is a row with this ordinal and no value, so that the field exists.
    private const int EmptyList = -1;

    public static void Write(Database database, long document, long field, MetadataValue value)
    {
        if (value.Kind != MetadataKind.TextList)
        {
            WriteRow(database, document, field, 0, value.Kind, value, null);
            return;
        }

        if (value.TextList.Count == 0)
            WriteRow(database, document, field, EmptyList, value.Kind, value, null);
        for (var i = 0; i < value.TextList.Count; i++)
            WriteRow(database, document, field, i, value.Kind, value, value.TextList[i]);
    }

    public static Dictionary<string, MetadataValue> Read(Database database, long document)
    {
        var rows = database.Prepare("""
            SELECT f.name, m.kind, m.ordinal, m.value, m.offset FROM metadata m JOIN fields f USING (field)
            WHERE m.document = ? ORDER BY m.field, m.ordinal
            """).Bind(1, document);
        var metadata = new Dictionary<string, MetadataValue>(StringComparer.Ordinal);
        string? listName = null;
        List<string> list = [];
        while (rows.Step())
        {
            var name = rows.Text(0);
            if (listName is not null && listName != name)
                Finish();
            if ((MetadataKind)rows.Long(1) == MetadataKind.TextList)
            {
                listName = name;
                if (rows.Long(2) != EmptyList)
                    list.Add(rows.Text(3));
            }
            else
            {
                metadata[name] = ReadValue(rows, database.Path, 1, 3, 4);
            }
        }

        if (listName is not null)
            Finish();
        return metadata;

        void Finish()
        {
            metadata[listName] = MetadataValue.Of(list);
            list.Clear();
            listName = null;
        }
    }

    private static void WriteRow(
        Database database, long document, long field, int ordinal, MetadataKind kind, MetadataValue value, string? item)
    {
        var row = database.Prepare("INSERT INTO metadata(document, field, ordinal, kind, value, offset) VALUES (?, ?, ?, ?, ?, ?)")
            .Bind(1, document).Bind(2, field).Bind(3, ordinal).Bind(4, (long)kind)
            .Bind(6, kind == MetadataKind.Date ? value.Date.TotalOffsetMinutes : 0);
        _ = kind switch
        {
            MetadataKind.Text => row.Bind(5, value.Text),
            MetadataKind.Number => row.BindNumber(5, value.WholeNumber, value.Number),
            MetadataKind.Boolean => row.Bind(5, value.Boolean ? 1L : 0L),
            MetadataKind.Date => row.Bind(5, value.Date.UtcTicks),
            _ => item is null ? row.BindNull(5) : row.Bind(5, item),
        };
        row.Run();
    }

    /// <summary>The value of a row; of a list, one string.</summary>
    /// <param name="row">A row of kind, value, any column, and offset.</param>
    /// <param name="path">The store, for errors.</param>
    public static MetadataValue ReadItem(Statement row, string path) =>
        (MetadataKind)row.Long(0) == MetadataKind.TextList ? MetadataValue.Of(row.Text(1)) : ReadValue(row, path, 0, 1, 3);

    private static MetadataValue ReadValue(Statement row, string path, int kindColumn, int value, int offset)
    {
        var kind = (MetadataKind)row.Long(kindColumn);
        try
        {
            return kind switch
            {
                MetadataKind.Text => MetadataValue.Of(row.Text(value)),
                MetadataKind.Number => row.IsInteger(value) ? MetadataValue.Of(row.Long(value)) : MetadataValue.Of(row.Real(value)),
                MetadataKind.Boolean => MetadataValue.Of(row.Long(value) != 0),
                MetadataKind.Date => MetadataValue.Of(
                    new DateTimeOffset(row.Long(value), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(row.Long(offset)))),
                _ => throw StoreErrors.Damaged(path, $"a metadata value of kind {(long)kind}"),
            };
        }
        catch (ArgumentException error)
        {
            throw StoreErrors.Damaged(path, "a metadata value out of its range", error);
        }
    }
}
