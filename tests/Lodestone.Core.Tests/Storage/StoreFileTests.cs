using System.Diagnostics;
using Lodestone.Storage;
using Microsoft.Data.Sqlite;

namespace Lodestone.Core.Tests.Storage;

/// <summary>What is done with files that are not what they should be, and with those that others use.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TempStore _temp = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_SecondWriter_IsToldWhatToDo()
    {
        using var store = _temp.Open();
        var error = Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder));
        Assert.Equal(ErrorCodes.CollectionInUse, error.Code);
        Assert.Equal(ErrorCodes.CollectionInUse, error.Code);
    }

    [Fact]
    public void Open_AfterTheWriterEnded_Works()
    {
        _temp.Open().Dispose();
        Assert.True(File.Exists(Path.Combine(_temp.Folder, WriterLock.FileName)));
        using var again = _temp.Open();
        TempStore.Put(again, TempStore.Doc("a"));
    }

    [Fact]
    public void Open_LockHeldByAnotherProcess_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock") || File.Exists("/bin/flock"), "needs the flock program");
        string[] arguments = [Path.Combine(_temp.Folder, WriterLock.FileName), "sh", "-c", "echo held; read x"];
        using var flock = Process.Start(new ProcessStartInfo("flock", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", flock.StandardOutput.ReadLine());
        Assert.Equal(ErrorCodes.CollectionInUse, Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder)).Code);
        flock.StandardInput.WriteLine();
        flock.WaitForExit();
        _temp.Open().Dispose();
    }

    [Fact]
    public void OpenReadOnly_BesideTheWriter_SeesCommittedState()
    {
        using var store = _temp.Open();
        using var reader = DocumentStore.OpenReadOnly(_temp.Folder);
        Assert.True(reader.IsReadOnly);
        Assert.Equal(ErrorCodes.CollectionReadOnly, Assert.Throws<InvalidStateException>(() => reader.BeginBatch(Token)).Code);
        using (var batch = store.BeginBatch(Token))
        {
            batch.Upsert(TempStore.Doc("a"), TempStore.Cut(TempStore.Doc("a")));
            using (var before = reader.Snapshot())
                Assert.Null(before.Find("a"));
            batch.Commit();
        }

        using var after = reader.Snapshot();
        Assert.NotNull(after.Find("a"));
        Assert.Equal(store.Id, reader.Id);
    }

    [Fact]
    public void OpenReadOnly_NothingThere_IsMissing() =>
        Assert.Equal(ErrorCodes.CollectionNotFound, Assert.Throws<StoreException>(() => DocumentStore.OpenReadOnly(_temp.Folder)).Code);

    [Fact]
    public void OpenReadOnly_ReadOnlyFolder_Reads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "permissions do not hold for this user");
        if (OperatingSystem.IsWindows())
            return;
        using (var store = _temp.Open())
            TempStore.Put(store, TempStore.Doc("a"));
        var mode = File.GetUnixFileMode(_temp.Folder);
        File.SetUnixFileMode(_temp.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var reader = DocumentStore.OpenReadOnly(_temp.Folder);
            using var snapshot = reader.Snapshot();
            Assert.NotNull(snapshot.Find("a"));
        }
        finally
        {
            File.SetUnixFileMode(_temp.Folder, mode);
        }
    }

    [Fact]
    public void OpenForReading_Immutable_NeedsNoFilesBesideIt()
    {
        using (var store = _temp.Open())
            TempStore.Put(store, TempStore.Doc("a"));
        Assert.False(File.Exists(_temp.File + "-wal"));
        using var database = Database.OpenForReading(_temp.File, immutable: true);
        Assert.Equal(1, database.Long("SELECT count(*) FROM documents"));
        Assert.False(File.Exists(_temp.File + "-shm"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(8192)]
    [InlineData(20_000)]
    public void Open_TruncatedFile_IsDamaged(int length)
    {
        using (var store = _temp.Open())
            TempStore.Put(store, TempStore.Doc("a"));
        using (var file = new FileStream(_temp.File, FileMode.Open))
            file.SetLength(length);
        Assert.Equal(ErrorCodes.StoreDamaged, Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder)).Code);
        Assert.Equal(ErrorCodes.StoreDamaged, Assert.Throws<StoreException>(() => DocumentStore.OpenReadOnly(_temp.Folder)).Code);
        Assert.Equal(length, new FileInfo(_temp.File).Length);
    }

    [Fact]
    public void Open_OtherFile_IsForeignAndLeftAlone()
    {
        var bytes = new byte[10_000];
        File.WriteAllBytes(_temp.File, bytes);
        Assert.Equal(ErrorCodes.StoreForeign, Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder)).Code);
        Assert.Equal(bytes, File.ReadAllBytes(_temp.File));
    }

    [Fact]
    public void Open_OtherDatabase_IsForeign()
    {
        Change("CREATE TABLE t(x); PRAGMA user_version=1; PRAGMA page_size=8192; VACUUM");
        Assert.Equal(ErrorCodes.StoreForeign, Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Open_OtherVersion_SaysWhichIsReadAndWhatToDo(int version)
    {
        _temp.Open().Dispose();
        Change($"PRAGMA user_version={version}");
        var error = Assert.Throws<StoreException>(() => DocumentStore.Open(_temp.Folder));
        Assert.Equal(ErrorCodes.StoreVersionUnknown, error.Code);
        Assert.Equal(("format version 1 to 3", $"format version {version}"), (error.Accepted, error.Found));
        Assert.Equal(version > 3, error.Message.Contains("update this one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DELETE FROM vectors WHERE key = 1", "passages without a vector: 1")]
    [InlineData("UPDATE vectors SET vector = x'0000' WHERE key = 1", "vectors of another length than their space's: 1")]
    [InlineData("UPDATE vectors SET vector = CAST(x'0000C07F' || substr(vector, 5) AS BLOB) WHERE key = 2",
        "the vector of passage 2 holds NaN")]
    [InlineData("DELETE FROM texts", "documents without a text: 1")]
    [InlineData("UPDATE texts SET title = 'x'", "document 'a' is not what was written: its content hash differs")]
    [InlineData("UPDATE state SET documents = 7", "a wrong number of documents: 1")]
    [InlineData("DELETE FROM fields", "metadata values without a field: 1")]
    public void Check_RowsThatContradict_AreNamed(string sql, string expected)
    {
        using (var store = _temp.Open())
        {
            TempStore.Put(store, TempStore.Doc("a", "some words", ("n", MetadataValue.Of(1))));
            Assert.Empty(store.Check(full: true, Token));
        }

        Change(sql);
        using var again = DocumentStore.OpenReadOnly(_temp.Folder);
        Assert.Contains(expected, again.Check(full: true, Token));
    }

    [Fact]
    public void Open_AnyByteChanged_WorksOrFailsAsAStore()
    {
        using (var store = _temp.Open())
        {
            for (var i = 0; i < 40; i++)
                TempStore.Put(store, TempStore.Doc($"d{i}", $"words of {i}", ("n", MetadataValue.Of(i)),
                    ("t", MetadataValue.Of(["a", "b"]))));
        }

        var whole = File.ReadAllBytes(_temp.File);
        var random = new Random(5);
        for (var round = 0; round < 150; round++)
        {
            var bytes = (byte[])whole.Clone();
            var at = random.Next(round % 3 == 0 ? 100 : bytes.Length);
            for (var i = at; i < Math.Min(at + 40, bytes.Length); i++)
                bytes[i] = (byte)random.Next(256);
            File.WriteAllBytes(_temp.File, bytes);
            File.Delete(_temp.File + "-wal");
            File.Delete(_temp.File + "-shm");
            try
            {
                using var store = DocumentStore.OpenReadOnly(_temp.Folder);
                store.Check(full: true, Token);
                using var snapshot = store.Snapshot();
                _ = snapshot.Stream().Count();
                if (snapshot.ActiveSpace is { } space)
                    _ = snapshot.ReadPassages([.. snapshot.AddedSince(space, 0).Select(p => p.Key)]);
                _ = snapshot.Match(Filter.Parse("n > 3"), Token).Count;
            }
            catch (Exception error) when (error is StoreException or FilterException)
            {
                Assert.NotEmpty(error.Message);
            }
        }
    }

    [Fact]
    public void Batch_NoRoom_SaysSoAndWorksAgainWithRoom()
    {
        using var store = _temp.Open();
        TempStore.Put(store, TempStore.Doc("a", "kept"));
        var limit = store.Sizes().Pages + 10;
        store.LimitPages(limit);
        var big = TempStore.Doc("big", new string('x', 1_000_000));
        using (var batch = store.BeginBatch(Token))
        {
            batch.Delete("a");
            var error = Assert.Throws<StoreException>(() => batch.Upsert(big, []));
            Assert.Equal(ErrorCodes.DiskFull, error.Code);
            Assert.Contains("Make room", error.Message, StringComparison.Ordinal);
        }

        using (var snapshot = store.Snapshot())
            Assert.Equal("kept", snapshot.Find("a")!.Document.Text);
        TempStore.Put(store, TempStore.Doc("b", "small"));
        store.LimitPages(1_000_000);
        TempStore.Put(store, big with { Text = new string('y', 1_000_000) });
        Assert.Empty(store.Check(full: true, Token));
    }

    [Fact]
    public void Compact_AfterDeletes_GivesSpaceBack()
    {
        using var store = _temp.Open();
        using (var batch = store.BeginBatch(Token))
        {
            for (var i = 0; i < 200; i++)
                batch.Upsert(TempStore.Doc($"d{i}", new string('x', 20_000)), []);
            batch.Commit();
        }

        store.Compact(cancellationToken: Token);
        var before = store.Sizes();
        using (var batch = store.BeginBatch(Token))
        {
            for (var i = 0; i < 190; i++)
                batch.Delete($"d{i}");
            batch.Commit();
        }

        store.Compact(cancellationToken: Token);
        var after = store.Sizes();
        Assert.True(after.DatabaseBytes < before.DatabaseBytes / 5, $"{before} became {after}");
        Assert.Equal(0, after.LogBytes);
    }

    [Fact]
    public void Delete_Text_IsOverwrittenInTheFile()
    {
        using (var store = _temp.Open())
        {
            TempStore.Put(store, TempStore.Doc("a", "a secret that nobody may read: Xyzzy42"));
            TempStore.Put(store, TempStore.Doc("b"));
            using var batch = store.BeginBatch(Token);
            batch.Delete("a");
            batch.Commit();
        }

        Assert.Equal(-1, File.ReadAllBytes(_temp.File).AsSpan().IndexOf("Xyzzy42"u8));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_temp.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
