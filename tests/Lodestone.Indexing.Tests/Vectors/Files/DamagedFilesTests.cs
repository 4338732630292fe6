using System.IO.Hashing;

namespace Lodestone.Indexing.Tests.Vectors.Files;

/// <summary>A file that is not what was saved is refused before it is used: whichever byte differs, and wherever it ends.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Dimensions = 20;

    // Rows of 88 bytes after a header of 64.
    private const int UsedFloats = 64 + 300 * 88;
    private readonly TempFolder _saved = new();
    private readonly TempFolder _damaged = new();

    public DamagedFilesTests() => Save(_saved, seed: 1);

    [Fact]
    public void Open_AnyByteOfTheIndexChanged_IsRefused()
    {
        var original = File.ReadAllBytes(_saved.Index);
        var random = new Random(11);
        // Every byte of the head, where the meaning changes from byte to byte; spread over the rest, where blocks are alike.
        foreach (var at in Enumerable.Range(0, 260).Concat(Enumerable.Range(0, 400).Select(_ => random.Next(original.Length))))
        {
            var bytes = (byte[])original.Clone();
            bytes[at] ^= (byte)(1 << random.Next(8));
            Refused(bytes, $"byte {at} of {original.Length}");
        }
    }

    [Fact]
    public void Open_IndexCutOrGrown_IsRefused()
    {
        var original = File.ReadAllBytes(_saved.Index);
        var random = new Random(12);
        foreach (var length in Enumerable.Range(0, 200).Concat(Enumerable.Range(0, 100).Select(_ => random.Next(original.Length))))
            Refused(original[..length], $"the first {length} bytes");
        Refused([.. original, 0], "one byte more");
        Refused([.. original, .. original], "twice");
    }

    [Fact]
    public void Open_RegionsOverwritten_IsRefused()
    {
        var original = File.ReadAllBytes(_saved.Index);
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])original.Clone();
            var start = random.Next(bytes.Length);
            var region = bytes.AsSpan(start, Math.Min(1 + random.Next(4_096), bytes.Length - start));
            switch (round % 3)
            {
                case 0: region.Clear(); break;
                case 1: region.Fill(0xFF); break;
                default: random.NextBytes(region); break;
            }

            if (!bytes.AsSpan().SequenceEqual(original))
                Refused(bytes, $"region at {start}");
        }
    }

    [Fact]
    public void Open_AnyRowOfFloatsChangedOrCut_IsRefused()
    {
        var original = File.ReadAllBytes(_saved.Floats);
        const int Used = UsedFloats;
        var random = new Random(14);
        _saved.CopyTo(_damaged);
        foreach (var at in Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 300).Select(_ => random.Next(Used))))
        {
            var bytes = (byte[])original.Clone();
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_damaged.Floats, bytes);
            Assert.Equal(_damaged.Floats, Assert.Throws<IndexFormatException>(() => VectorIndex.Open(_damaged.Path).Dispose()).Path);
        }

        foreach (var length in (ReadOnlySpan<int>)[0, 10, 64, 65, 2_000, Used - 1])
        {
            File.WriteAllBytes(_damaged.Floats, original[..length]);
            Assert.Throws<IndexFormatException>(() => VectorIndex.Open(_damaged.Path).Dispose());
        }

        File.WriteAllBytes(_damaged.Floats, original[..Used]);
        VectorIndex.Open(_damaged.Path).Dispose();
    }

    [Fact]
    public void Open_FilesOfAnotherIndex_AreRefused()
    {
        using var other = new TempFolder();
        Save(other, seed: 2);
        _saved.CopyTo(_damaged);
        // The other's floats, under this one's name: the right shape, every row whole.
        File.Copy(other.Floats, _damaged.Floats, overwrite: true);
        Refused(_damaged);
        _saved.CopyTo(_damaged);
        File.Copy(other.Index, _damaged.Index, overwrite: true);
        Refused(_damaged);
        _saved.CopyTo(_damaged);
        File.Delete(_damaged.Floats);
        Refused(_damaged);
        _saved.CopyTo(_damaged);
        File.Delete(_damaged.Index);
        Refused(_damaged);
        Assert.Throws<IndexFormatException>(() => VectorIndex.ReadInfo(Path.Combine(_damaged.Path, "nowhere")));
    }

    [Fact]
    public void Open_AnEarlierSaveOfTheSameIndex_IsWholeOrRefused()
    {
        using var earlier = new TempFolder();
        _saved.CopyTo(earlier);
        using (var index = VectorIndex.Open(_saved.Path))
        {
            index.Remove(SomeVectors.Keys(50));
            index.Repair();
            index.Save(new Dictionary<string, string>());
        }

        // The earlier index beside the later floats, of which some have been overwritten with zeros.
        File.Copy(earlier.Index, _saved.Index, overwrite: true);
        Refused(_saved);
    }

    [Fact]
    public void Open_OtherVersion_SaysWhich()
    {
        var bytes = File.ReadAllBytes(_saved.Index);
        bytes[8] = 9;
        File.WriteAllBytes(_saved.Index, bytes);
        var error = Assert.Throws<IndexFormatException>(() => VectorIndex.Open(_saved.Path));
        Assert.Equal(ErrorCodes.IndexVersionUnknown, error.Code);
        Assert.Equal((_saved.Index, "2", "9"), (error.Path, error.Accepted, error.Found));
        Assert.Contains("build the index again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HeaderForgedWithARightChecksum_IsRefusedBeforeAllocating()
    {
        var original = File.ReadAllBytes(_saved.Index);
        var length = BitConverter.ToInt32(original, 12);
        var random = new Random(15);
        for (var round = 0; round < 600; round++)
        {
            var bytes = (byte[])original.Clone();
            var at = 16 + random.Next(length - 3);
            BitConverter.TryWriteBytes(bytes.AsSpan(at), round % 2 == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-2, 300));
            XxHash128.Hash(bytes.AsSpan(0, 16 + length)).CopyTo(bytes, 16 + length);
            Write(bytes);
            try
            {
                // What is not checked by anything else, such as the seed or a label, may be anything.
                using var index = VectorIndex.Open(_damaged.Path);
                index.Search(new float[Dimensions]);
            }
            catch (IndexFormatException refused)
            {
                Assert.StartsWith(_damaged.Path, refused.Path, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose()
    {
        _saved.Dispose();
        _damaged.Dispose();
    }

    private static void Save(TempFolder folder, int seed)
    {
        using var index = HnswIndex.Create(folder.Path, Dimensions);
        index.Add(SomeVectors.Keys(300), SomeVectors.Clustered(300, Dimensions, seed));
        index.Save(new Dictionary<string, string> { ["sequence"] = "7" });
        index.Dispose();
        // It grows in portions of megabytes; the tests copy what is used.
        using var floats = new FileStream(folder.Floats, FileMode.Open);
        floats.SetLength(UsedFloats);
    }

    private void Refused(byte[] bytes, string what)
    {
        Write(bytes);
        try
        {
            VectorIndex.Open(_damaged.Path).Dispose();
        }
        catch (IndexFormatException refused)
        {
            Assert.Contains(refused.Code, new[] { ErrorCodes.IndexDamaged, ErrorCodes.IndexVersionUnknown });
            Assert.Equal(_damaged.Index, refused.Path);
            Assert.NotEmpty(refused.Accepted!);
            Assert.NotEmpty(refused.Found!);
            return;
        }

        Assert.Fail($"An index with {what} was opened.");
    }

    private static void Refused(TempFolder folder) => Assert.Throws<IndexFormatException>(() => VectorIndex.Open(folder.Path).Dispose());

    private void Write(byte[] bytes)
    {
        _saved.CopyTo(_damaged);
        File.WriteAllBytes(_damaged.Index, bytes);
    }
}
