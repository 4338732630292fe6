using CsCheck;
using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IndexHit[] _expected;
    private readonly string[] _files;

    public KeywordDamageTests()
    {
        using (var index = KeywordIndex.Open(Original, new()))
        {
            for (var i = 0; i < 3; i++)
            {
                index.Add(Enumerable.Range(i * 40, 40).Select(k => new KeywordEntry(k, $"title {k % 7}", $"text about thing {k % 5} and {k}")));
                index.Commit(new Dictionary<string, string> { ["sequence"] = $"{i}" });
            }
            index.Remove([3, 50]);
            index.Commit(new Dictionary<string, string> { ["sequence"] = "9" });
        }
        _expected = Answers(Original);
        _files = [.. Directory.GetFiles(Original).Select(f => Path.GetFileName(f)).Where(f => f != "writer.lock").Order(StringComparer.Ordinal)];
    }

    private string Original => Path.Combine(_folder.Path, "original");

    [Fact]
    public void Open_AnyDamage_IsRefusedOrHarmless()
    {
        var refused = 0;
        Gen.Select(Gen.Int[0, _files.Length - 1], Gen.Double[0, 1], Gen.Int[0, 2], Gen.Int[1, 255]).Sample((file, place, kind, flip) =>
            refused += Damage(_files[file], place, kind, flip) ? 1 : 0, iter: 400, threads: 1);
        Assert.True(refused > 350, $"only {refused} of 400 were noticed");
    }

    [Fact]
    public void Open_EachFileDeletedOrEmpty_IsRefusedOrHarmless()
    {
        foreach (var file in _files.Where(f => f != "segments.gen")) // which nothing reads
        {
            Assert.True(Damage(file, 0, 2, 0), file);
            Assert.True(Damage(file, 0, 1, 0), file);
        }
    }

    [Fact]
    public void Open_ForeignFiles_IsRefused()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "foreign")).FullName;
        File.WriteAllText(Path.Combine(folder, "segments_1"), "not an index");
        var error = Assert.Throws<IndexFormatException>(() => KeywordIndex.Open(folder, new()));
        Assert.Equal(folder, error.Path);
    }

    public void Dispose() => _folder.Dispose();

    // Whether the damage was noticed.
    private bool Damage(string file, double place, int kind, int flip)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder.Path, "copy")).FullName;
        foreach (var name in _files)
            File.Copy(Path.Combine(Original, name), Path.Combine(copy, name));
        var path = Path.Combine(copy, file);
        var bytes = File.ReadAllBytes(path);
        var at = Math.Min((int)(place * bytes.Length), bytes.Length - 1);
        if (kind == 0)
            bytes[at] ^= (byte)flip;
        if (kind == 2)
            File.Delete(path);
        else
            File.WriteAllBytes(path, kind == 0 ? bytes : bytes[..at]);
        try
        {
            Assert.Equal(_expected, Answers(copy));
            return false;
        }
        catch (IndexFormatException e)
        {
            Assert.StartsWith(copy, e.Path, StringComparison.Ordinal);
            return true;
        }
        finally
        {
            Directory.Delete(copy, true);
        }
    }

    private static IndexHit[] Answers(string folder)
    {
        using var index = KeywordIndex.Open(folder, new());
        using var snapshot = index.Snapshot();
        return [.. snapshot.Find("thing text 3 title", 50).Hits];
    }
}
