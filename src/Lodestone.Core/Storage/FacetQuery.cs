namespace Lodestone.Storage;

/// <summary>Counts the values of one field: one scan of the index of values, in which equal values are neighbours.</summary>
internal static class FacetQuery
{
    /// <param name="database">The store.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="kinds">The kinds that the field has.</param>
    /// <param name="among">The documents to count. Null: all.</param>
    /// <param name="most">The number of values to keep.</param>
    /// <param name="work">Is told of every value that is read.</param>
    public static (IReadOnlyList<FacetValue> Values, int Distinct) Count(
        Database database, string field, IReadOnlyList<MetadataKind> kinds, DocumentBits? among, int most, FilterWork work)
    {
        // The least frequent is first to go; of equals, the last in order.
        var kept = new PriorityQueue<FacetValue, (long Documents, int Order)>();
        var distinct = 0;
        MetadataValue? value = null;
        var (count, last) = (0L, -1L);
        var number = database.Prepare("SELECT field FROM fields WHERE name = ?").Bind(1, field).RunForLong() ?? -1;
        foreach (var kind in kinds.Where(k => k != MetadataKind.TextList || !kinds.Contains(MetadataKind.Text)))
        {
            var rows = Rows(kind);
            while (rows.Step())
                Add(rows);
            Keep();
        }

        var values = new FacetValue[kept.Count];
        for (var place = values.Length - 1; place >= 0; place--)
            values[place] = kept.Dequeue();
        return (values, distinct);

        // A filter finds a string and a list with the string alike, so they are one value. Only a field with both is sorted.
        Statement Rows(MetadataKind kind) => kind == MetadataKind.Text && kinds.Contains(MetadataKind.TextList)
            ? database.Prepare("""
                SELECT kind, value, document, offset FROM metadata WHERE field = ? AND (kind = ? OR kind = ?) AND value IS NOT NULL
                ORDER BY value, document
                """).Bind(1, number).Bind(2, (long)kind).Bind(3, (long)MetadataKind.TextList)
            : database.Prepare("""
                SELECT kind, value, document, offset FROM metadata WHERE field = ? AND kind = ? AND value IS NOT NULL
                ORDER BY value, document
                """).Bind(1, number).Bind(2, (long)kind);

        void Add(Statement row)
        {
            work.Did(1);
            var document = row.Long(2);
            if (among is not null && !among.Contains(document))
                return;
            var read = MetadataRows.ReadItem(row, database.Path);
            if (!read.Equals(value))
            {
                Keep();
                value = read;
            }

            if (document != last)
                (count, last) = (count + 1, document);
        }

        void Keep()
        {
            if (value is null)
                return;
            kept.Enqueue(new FacetValue(value, count), (count, -distinct++));
            if (kept.Count > most)
                kept.Dequeue();
            (value, count, last) = (null, 0, -1);
        }
    }
}
