using System.Globalization;
using System.Runtime.InteropServices;

namespace Lodestone.Storage;

/// <content>The checks of `doctor` for damage in the store.</content>
internal sealed partial class StoreSnapshot
{
    private const int SampledHashes = 1_000;

    // Each query counts rows that should not exist. The names are shown to the user.
    private static readonly (string Found, string Sql)[] Contradictions =
    [
        ("documents without a text", "SELECT count(*) FROM documents d LEFT JOIN texts t USING (document) WHERE t.document IS NULL"),
        ("texts without a document", "SELECT count(*) FROM texts t LEFT JOIN documents d USING (document) WHERE d.document IS NULL"),
        ("metadata values without a document",
            "SELECT count(*) FROM metadata m LEFT JOIN documents d USING (document) WHERE d.document IS NULL"),
        ("metadata values without a field", "SELECT count(*) FROM metadata m LEFT JOIN fields f USING (field) WHERE f.field IS NULL"),
        ("ranges of keys without a document",
            "SELECT count(*) FROM extents e LEFT JOIN documents d USING (document) JOIN spaces s USING (space) " +
            "WHERE d.document IS NULL AND s.state <> 2"),
        ("documents without passages in the active space",
            "SELECT count(*) FROM documents d JOIN spaces s ON s.state = 1 LEFT JOIN extents e ON e.space = s.space AND " +
            "e.document = d.document WHERE e.document IS NULL"),
        ("passages outside their document's range of keys",
            "SELECT count(*) FROM passages p LEFT JOIN extents e USING (space, document) " +
            "WHERE e.document IS NULL OR p.key < e.first_key OR p.key >= e.first_key + e.passages"),
        ("passages without a vector", "SELECT count(*) FROM passages p LEFT JOIN vectors v USING (key) WHERE v.key IS NULL"),
        ("vectors without a passage", "SELECT count(*) FROM vectors v LEFT JOIN passages p USING (key) WHERE p.key IS NULL"),
        ("vectors of another length than their space's",
            "SELECT count(*) FROM passages p JOIN spaces s USING (space) JOIN vectors v USING (key) " +
            "WHERE length(v.vector) <> 4 * s.dimensions"),
        ("keys that were never given out", "SELECT count(*) FROM passages WHERE key >= (SELECT next_key FROM state)"),
        ("a wrong number of documents", "SELECT count(*) FROM state WHERE documents <> (SELECT count(*) FROM documents)"),
        ("vector spaces with a wrong number of passages",
            "SELECT count(*) FROM spaces s WHERE passages <> (SELECT count(*) FROM passages p WHERE p.space = s.space)"),
        ("active vector spaces beyond one", "SELECT max(0, count(*) - 1) FROM spaces WHERE state = 1"),
    ];

    private static readonly (string Found, string Sql)[] ContradictionsSince3 =
    [
        ("origins without a document", "SELECT count(*) FROM origins o LEFT JOIN documents d USING (document) WHERE d.document IS NULL"),
        ("origins without a root", "SELECT count(*) FROM origins o LEFT JOIN roots r USING (root) WHERE r.root IS NULL"),
    ];

    internal IReadOnlyList<string> Check(bool full, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        try
        {
            using (var rows = Database.Fresh(full ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)"))
            {
                while (rows.Step())
                {
                    if (rows.Text(0) is var line and not "ok")
                        found.Add(line);
                }
            }

            foreach (var (what, sql) in StoreFile.Version(Database) < 3 ? Contradictions : [.. Contradictions, .. ContradictionsSince3])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Database.Long(sql) is > 0 and var count)
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {count}"));
            }

            CheckVectors(found, cancellationToken);
            CheckHashes(found, full, cancellationToken);
        }
        catch (StoreException error) when (error.Code == ErrorCodes.StoreDamaged)
        {
            found.Add(error.Found ?? error.Message);
        }

        return found;
    }

    private void CheckVectors(List<string> found, CancellationToken cancellationToken)
    {
        using var rows = Database.Fresh("SELECT key, vector FROM vectors ORDER BY key");
        for (var i = 0; rows.Step(); i++)
        {
            if ((i & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            foreach (var value in MemoryMarshal.Cast<byte, float>(rows.Blob(1)))
            {
                if (float.IsFinite(value))
                    continue;
                found.Add(string.Create(CultureInfo.InvariantCulture, $"the vector of passage {rows.Long(0)} holds {value}"));
                break;
            }
        }
    }

    // The quick form samples documents evenly over the numbers.
    private void CheckHashes(List<string> found, bool full, CancellationToken cancellationToken)
    {
        var step = full ? 1 : Math.Max(1, Documents / SampledHashes);
        using var rows = Database.Fresh("SELECT document, hash FROM documents WHERE document % ? = 0").Bind(1, step);
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(rows.Long(0)) is { } document && !rows.Blob(1).SequenceEqual(ContentHash.Of(document.Document)))
                found.Add($"document '{document.Document.Id}' is not what was written: its content hash differs");
        }
    }
}
