namespace Lodestone.Storage;

/// <summary>The tables of a store, as docs/formats/store.md describes them.</summary>
internal static class Schema
{
    /// <summary>The file in the collection's folder; its presence marks a collection.</summary>
    public const string FileName = "lodestone.db";

    /// <summary>"Lode" in the file's header, which identifies a store to <c>file</c> and to Lodestone.</summary>
    public const int ApplicationId = 0x4C6F6465;

    /// <summary>The version of stores that are written; docs/formats/README.md has the policy.</summary>
    public const int Version = 3;

    /// <summary>The oldest version that is read, and upgraded by opening it for writing.</summary>
    public const int OldestVersion = 1;

    /// <summary>
    /// From version 1 to 2. Whole numbers, which version 1 wrote as doubles, need no change: both forms compare by value, and a document
    /// has the new one when it is written again.
    /// </summary>
    public const string UpgradeFrom1 = """
        ALTER TABLE spaces ADD COLUMN embedder INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE spaces ADD COLUMN provider TEXT NOT NULL DEFAULT '';
        """;

    /// <summary>From version 2 to 3: no document has an origin until it is read again.</summary>
    public const string UpgradeFrom2 = Origins;

    /// <summary>
    /// Pages of 8 KiB hold five vectors of 384 floats in 94% of their bytes; pages of 4 KiB hold two in 75%. Larger pages would write more
    /// than a small batch needs.
    /// </summary>
    public const int PageSize = 8192;

    /// <summary>The number of commits whose removals are kept, so that an older index can catch up instead of being rebuilt.</summary>
    public const int KeptCommits = 100_000;

    /// <summary>Where a document was read from, which a mirror needs. Documents of an application have no row.</summary>
    /// <remarks>
    /// Apart from `documents`, whose content hash and sequence are of the document alone: a file that is read from another root is the same
    /// document.
    /// </remarks>
    private const string Origins = """
        CREATE TABLE roots(root INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE origins(document INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL) STRICT;
        CREATE INDEX origins_by_root ON origins(root, path);
        """ + "\n";

    // Texts and vectors have tables of their own, so that scans of documents, passages or ranges of keys do not page through them. No
    // foreign keys are declared: a check on every deleted row would need an index on every child. `StoreSnapshot.Check` finds orphans.
    public const string Tables = Origins + """
        CREATE TABLE state(
            one INTEGER PRIMARY KEY CHECK (one = 1), store TEXT NOT NULL, sequence INTEGER NOT NULL, next_key INTEGER NOT NULL,
            documents INTEGER NOT NULL) STRICT;
        CREATE TABLE spaces(
            space INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, checksum TEXT NOT NULL, dimensions INTEGER NOT NULL,
            settings TEXT NOT NULL, state INTEGER NOT NULL, complete_since INTEGER NOT NULL, documents INTEGER NOT NULL,
            passages INTEGER NOT NULL, embedder INTEGER NOT NULL DEFAULT 0, provider TEXT NOT NULL DEFAULT '') STRICT;
        CREATE TABLE documents(
            document INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, sequence INTEGER NOT NULL) STRICT;
        CREATE TABLE texts(
            document INTEGER PRIMARY KEY, title TEXT NOT NULL, headings BLOB NOT NULL, text TEXT NOT NULL) STRICT;
        CREATE TABLE fields(field INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE metadata(
            document INTEGER NOT NULL, field INTEGER NOT NULL, ordinal INTEGER NOT NULL, kind INTEGER NOT NULL, value ANY,
            offset INTEGER NOT NULL, PRIMARY KEY (document, field, ordinal)) STRICT, WITHOUT ROWID;
        CREATE INDEX metadata_by_value ON metadata(field, kind, value, document);
        CREATE TABLE extents(
            space INTEGER NOT NULL, document INTEGER NOT NULL, first_key INTEGER NOT NULL, passages INTEGER NOT NULL,
            PRIMARY KEY (space, document)) STRICT, WITHOUT ROWID;
        CREATE TABLE passages(
            key INTEGER PRIMARY KEY, space INTEGER NOT NULL, document INTEGER NOT NULL, ordinal INTEGER NOT NULL,
            first INTEGER NOT NULL, past INTEGER NOT NULL, heading TEXT NOT NULL, input BLOB NOT NULL, tokens BLOB NOT NULL) STRICT;
        CREATE INDEX passages_by_input ON passages(space, input);
        CREATE TABLE vectors(key INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
        CREATE TABLE commits(sequence INTEGER PRIMARY KEY, next_key INTEGER NOT NULL) STRICT;
        CREATE TABLE removals(
            sequence INTEGER NOT NULL, space INTEGER NOT NULL, first_key INTEGER NOT NULL, passages INTEGER NOT NULL,
            PRIMARY KEY (sequence, space, first_key)) STRICT, WITHOUT ROWID;
        INSERT INTO commits VALUES (0, 1);
        """;
}
