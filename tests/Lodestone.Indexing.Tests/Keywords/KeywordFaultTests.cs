using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

/// <summary>What the machine does to an index is no fault of the index, and is not said to be one: whoever reads that deletes it.</summary>
public sealed class KeywordFaultTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_FolderWhereTheLockIs_IsNoFormatError()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "writer.lock"));
        var error = Assert.Throws<UnauthorizedAccessException>(() => KeywordIndex.Open(_folder.Path, new()));
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest", false)]
    [InlineData("manifest", true)]
    [InlineData("_0.si", false)]
    [InlineData("segments_2", true)]
    public void Open_FolderWhereAFileIs_IsNoFormatError(string file, bool readOnly)
    {
        Fill().Dispose();
        File.Delete(Path.Combine(_folder.Path, file));
        Directory.CreateDirectory(Path.Combine(_folder.Path, file));
        var error = Assert.Throws<UnauthorizedAccessException>(() => Open(readOnly));
        Assert.Contains("not found at fault", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest", false)]
    [InlineData("_0.si", false)]
    [InlineData("_0.si", true)]
    public void Open_FileThatCannotBeReached_IsNoFormatErrorAndLeavesTheIndex(string file, bool readOnly)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes links only with a right of its own.");
        Fill().Dispose();
        var path = Path.Combine(_folder.Path, file);
        var kept = File.ReadAllBytes(path);
        File.Delete(path);
        File.CreateSymbolicLink(path, path); // a link to itself
        Assert.Throws<IOException>(() => Open(readOnly));
        File.Delete(path);
        File.WriteAllBytes(path, kept);
        Open(readOnly).Dispose();
    }

    [Fact]
    public void Commit_DiskFull_LeavesTheCommitBeforeInForceUntilThereIsRoom()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        var full = Path.Combine(_folder.Path, "manifest.new");
        using (var index = Fill())
        {
            File.CreateSymbolicLink(full, "/dev/full");
            index.Add([new(2, "", "two")]);
            Assert.Throws<IOException>(() => index.Commit(None));
            Assert.Equal(1, Committed());
            File.Delete(full);
            index.Commit(None);
            Assert.Equal(2, Committed());
        }

        int Committed()
        {
            using var reader = Open(readOnly: true);
            using var snapshot = reader.Snapshot();
            return snapshot.Count;
        }
    }

    [Fact]
    public void Open_LockThatCannotBeOpened_IsNotSaidToBeHeld()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes links only with a right of its own.");
        var path = Path.Combine(_folder.Path, "writer.lock");
        File.CreateSymbolicLink(path, path); // cannot be opened, and nobody holds it
        var error = Assert.Throws<IOException>(() => Open(readOnly: false));
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UncommittedFilesOfADeadWriter_AreNotSeen()
    {
        Fill().Dispose();
        File.WriteAllText(Path.Combine(_folder.Path, "segments_9"), "half a commit");
        File.WriteAllText(Path.Combine(_folder.Path, "_1.doc"), "half a segment");
        File.WriteAllText(Path.Combine(_folder.Path, "manifest.new"), "half a manifest");
        using (var reader = Open(readOnly: true))
            Assert.Equal("1", reader.Labels["sequence"]);
        using (var writer = Open(readOnly: false))
        {
            writer.Add([new(2, "", "two")]);
            writer.Commit(None);
        }
        using var again = Open(readOnly: true);
        using var snapshot = again.Snapshot();
        Assert.Equal(2, snapshot.Count);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "segments_9")));
    }

    [Fact]
    public void Open_WholeFileOfAnotherIndex_IsRefused()
    {
        Fill().Dispose();
        var other = Path.Combine(_folder.Path, "other");
        using (var index = KeywordIndex.Open(other, new()))
        {
            index.Add([new(5, "", "uno")]);
            index.Commit(new Dictionary<string, string> { ["sequence"] = "7" });
        }
        foreach (var path in Directory.GetFiles(other).Where(f => Path.GetFileName(f) is not "writer.lock" and not "segments.gen"))
        {
            var copy = Path.Combine(_folder.Path, "copy");
            Directory.CreateDirectory(copy);
            foreach (var file in Directory.GetFiles(_folder.Path))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), true);
            var replaced = Path.Combine(copy, Path.GetFileName(path));
            var differs = !File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(replaced));
            File.Copy(path, replaced, true);
            if (differs)
                Assert.Throws<IndexFormatException>(() => KeywordIndex.OpenReadOnly(copy, new()));
            Directory.Delete(copy, true);
        }
    }

    [Fact]
    public void Refresh_IndexBuiltAnew_GoesOverToIt()
    {
        Fill().Dispose();
        using var reader = Open(readOnly: true);
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
        using (var index = Open(readOnly: false))
        {
            index.Add([new(3, "", "other")]);
            index.Commit(None);
        }
        Assert.True(reader.Refresh());
        using var snapshot = reader.Snapshot();
        Assert.Equal([3L], snapshot.Find("other", 5).Hits.Select(h => h.Key));
        Assert.Empty(snapshot.Find("one", 5).Hits);
    }

    public void Dispose() => _folder.Dispose();

    private KeywordIndex Fill()
    {
        var index = Open(readOnly: false);
        index.Add([new(1, "", "one")]);
        index.Commit(new Dictionary<string, string> { ["sequence"] = "1" });
        return index;
    }

    private KeywordIndex Open(bool readOnly) =>
        readOnly ? KeywordIndex.OpenReadOnly(_folder.Path, new()) : KeywordIndex.Open(_folder.Path, new());
}
