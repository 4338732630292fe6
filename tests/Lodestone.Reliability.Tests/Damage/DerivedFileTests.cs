using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Damage;

/// <summary>
/// Every file that is derived from the store, damaged in every way: it is told before it is used, built anew with a notice, and the
/// answers are the same to the last bit.
/// </summary>
public sealed class DerivedFileTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private const int Documents = 120;
    private static readonly string[] Queries = [Workload.CommonWord, "silver river", Workload.Mark("d7", 1), "winter market of the island"];

    // A lock and a hint for network drives: whatever becomes of them, the index is whole without.
    private static readonly string[] WithoutContent = ["writer.lock", "segments.gen"];

    [Theory]
    [InlineData("flipped", ModelsFixture.ExactUpTo)]
    [InlineData("truncated", ModelsFixture.ExactUpTo)]
    [InlineData("deleted", ModelsFixture.ExactUpTo)]
    [InlineData("swapped", ModelsFixture.ExactUpTo)]
    [InlineData("emptied", ModelsFixture.ExactUpTo)]
    [InlineData("flipped", 50)]
    [InlineData("truncated", 50)]
    [InlineData("deleted", 50)]
    [InlineData("swapped", 50)]
    public async Task OpenAsync_DerivedFileDamaged_IsBuiltAnewWithTheSameAnswers(string damage, int exactUpTo)
    {
        using var folder = new TemporaryFolder();
        var (whole, other) = (folder["whole"], folder["other"]);
        var expected = await MakeAsync(whole, "d", exactUpTo);
        await MakeAsync(other, "e", exactUpTo);
        var files = Files(whole);
        var others = Files(other);
        Assert.True(files.Length >= 8, string.Join(' ', files));
        foreach (var file in files)
        {
            var copy = folder["copy"];
            Copy(whole, copy);
            var place = Path.Combine(copy, file);
            var partner = others.FirstOrDefault(o => o == file) ??
                others.FirstOrDefault(o => Kind(o) == Kind(file) && !files.Contains(o)) ?? others.First(o => Kind(o) == Kind(file));
            var changed = Damage(damage, place, Path.Combine(other, partner));
            await using (var opened = await models.OpenAsync(copy, exactUpTo))
            {
                Assert.True(!changed || opened.Notices.Count > 0, $"{file} was {damage}, and nobody noticed.");
                Assert.All(opened.Notices, n => Assert.Contains("rebuilt", n, StringComparison.Ordinal));
                Assert.Equal(expected, await AnswersAsync(opened));
                Assert.Empty((await opened.CheckAsync(cancellationToken: TestContext.Current.CancellationToken)).Problems);
            }

            await using (var again = await models.OpenAsync(copy, exactUpTo))
            {
                Assert.Empty(again.Notices);
                Assert.Equal(expected, await AnswersAsync(again));
            }

            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task OpenAsync_IndexFolderSwappedOrGone_IsBuiltAnew()
    {
        using var folder = new TemporaryFolder();
        var (whole, other) = (folder["whole"], folder["other"]);
        var expected = await MakeAsync(whole, "d", 50);
        await MakeAsync(other, "e", 50);
        foreach (var part in new[] { "", "1", "1/vectors", "1/keywords" })
        {
            foreach (var swap in new[] { true, false })
            {
                var copy = folder["copy"];
                Copy(whole, copy);
                Directory.Delete(Path.Combine(copy, "indexes", part), recursive: true);
                if (swap)
                    Copy(Path.Combine(other, "indexes", part), Path.Combine(copy, "indexes", part));
                await using (var reader = await models.OpenAsync(copy, 50, readOnly: true))
                    Assert.Equal(expected, await AnswersAsync(reader));
                await using (var opened = await models.OpenAsync(copy, 50))
                {
                    Assert.Equal(swap, opened.Notices.Count > 0);
                    Assert.Equal(expected, await AnswersAsync(opened));
                }

                Directory.Delete(copy, recursive: true);
            }
        }
    }

    [Fact]
    public async Task OpenAsync_StoreSetBackToAnOlderCopy_IndexesAreBuiltAnew()
    {
        using var folder = new TemporaryFolder();
        var cancel = TestContext.Current.CancellationToken;
        await MakeAsync(folder["collection"], "d", 50);
        File.Copy(Path.Combine(folder["collection"], "lodestone.db"), folder["older.db"]);
        await using (var newer = await models.OpenAsync(folder["collection"], 50))
        {
            for (var version = 2; version < 5; version++)
                await newer.UpsertAsync([Workload.Document("d1", version), Workload.Document("new", version)], cancellationToken: cancel);
        }

        File.Copy(folder["older.db"], Path.Combine(folder["collection"], "lodestone.db"), overwrite: true);
        await using (var older = await models.OpenAsync(folder["collection"], 50))
        {
            Assert.Contains(older.Notices, n => n.Contains("can no longer be told", StringComparison.Ordinal));
            var state = Enumerable.Range(0, Documents).ToDictionary(i => $"d{i}", _ => 1);
            await StateOracle.AssertAsync(older, state, [("new", 4), ("d1", 4)], new Random(1));
        }
    }

    [Fact]
    public async Task OpenAsync_StoreDamaged_IsSaidAndNotTouched()
    {
        using var folder = new TemporaryFolder();
        await MakeAsync(folder["collection"], "d", 50);
        var store = Path.Combine(folder["collection"], "lodestone.db");
        var bytes = await File.ReadAllBytesAsync(store, TestContext.Current.CancellationToken);
        bytes.AsSpan(0, 64).Fill(0x5A);
        await File.WriteAllBytesAsync(store, bytes, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<StoreException>(() => models.OpenAsync(folder["collection"]));
        Assert.Equal(ErrorCodes.StoreForeign, error.Code);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(store, TestContext.Current.CancellationToken));
    }

    private async Task<string[]> MakeAsync(string folder, string prefix, int exactUpTo)
    {
        await using (var collection = await models.CreateAsync(folder, exactUpTo))
        {
            var documents = Enumerable.Range(0, Documents).Select(i => Workload.Document($"{prefix}{i}", 1)).ToArray();
            await collection.UpsertAsync(documents, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var opened = await models.OpenAsync(folder, exactUpTo);
        Assert.Empty(opened.Notices);
        return await AnswersAsync(opened);
    }

    // Exact, because a graph that is built anew may be another one.
    private static async Task<string[]> AnswersAsync(Collection collection)
    {
        var answers = new List<string>();
        foreach (var query in Queries)
        {
            var options = new SearchOptions { Top = 30, Exact = true, Rerank = new SearchRerankOptions { Depth = 5 } };
            var result = await collection.SearchAsync(query, options, TestContext.Current.CancellationToken);
            Assert.False(result.Trace.Degraded);
            answers.AddRange(result.Hits.Select(h => $"{query}: {h.Rank} {h.DocumentId} {h.FinalScore:R} {h.Bm25} {h.Similarity} {h.Logit}"));
        }

        return [.. answers];
    }

    // Files of two collections may be the same to the letter: then nothing was changed.
    private static bool Damage(string damage, string file, string other)
    {
        var bytes = File.ReadAllBytes(file);
        // A file of floats is longer than what is in it.
        var inside = Math.Min(bytes.Length / 2, 5_000);
        switch (damage)
        {
            case "flipped":
                bytes[inside] ^= 0x10;
                File.WriteAllBytes(file, bytes);
                break;
            case "truncated":
                File.WriteAllBytes(file, bytes[..inside]);
                break;
            case "emptied":
                File.WriteAllBytes(file, []);
                break;
            case "deleted":
                File.Delete(file);
                break;
            default:
                File.Copy(other, file, overwrite: true);
                return !bytes.AsSpan().SequenceEqual(File.ReadAllBytes(other));
        }

        return true;
    }

    private static string[] Files(string collection)
    {
        var root = Path.Combine(collection, "indexes");
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => !WithoutContent.Contains(Path.GetFileName(f)))
            .Select(f => Path.GetRelativePath(collection, f)).Order(StringComparer.Ordinal)];
    }

    private static string Kind(string file) => Path.GetDirectoryName(file) + "/" +
        (file.Contains("floats-", StringComparison.Ordinal) ? "floats" : Path.GetFileName(file).StartsWith("segments", StringComparison.Ordinal)
            ? "segments" : Path.GetExtension(file));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
