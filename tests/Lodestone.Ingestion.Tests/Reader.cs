using System.Text;

namespace Lodestone.Ingestion.Tests;

/// <summary>Reads to the end, as most tests want it.</summary>
internal static class Reader
{
    /// <summary>Reads by workers and in this process, which give the same.</summary>
    public static async Task<List<ReadItem>> AllAsync(string[] paths, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var items = await ReadAsync(paths, options);
        if (!options.Extraction.InProcess)
            AssertSame(await ReadAsync(paths, options with { Extraction = new ExtractionOptions { InProcess = true } }), items);
        Assert.All(items, i => Assert.True(i.Document is null != i.Problem is null));
        Assert.All(items, i => Assert.InRange(i.BytesRead, 0, i.TotalBytes));
        return items;
    }

    /// <summary>Every field is equal, in every bit.</summary>
    public static void AssertSame(IReadOnlyList<ReadItem> expected, IReadOnlyList<ReadItem> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => AssertSame(pair.First, pair.Second));
    }

    public static void AssertSame(ReadItem expected, ReadItem actual)
    {
        Assert.Equal(expected.Notes, actual.Notes);
        Assert.Equal(expected with { Document = null, Notes = [] }, actual with { Document = null, Notes = [] });
        Assert.Equal(expected.Document is null, actual.Document is null);
        if ((expected.Document, actual.Document) is not ({ } one, { } other))
            return;
        Assert.Equal((one.Id, one.Title, one.Text), (other.Id, other.Title, other.Text));
        Assert.Equal(one.Headings, other.Headings);
        Assert.Equal(one.Metadata.AsEnumerable(), other.Metadata.AsEnumerable());
    }

    private static async Task<List<ReadItem>> ReadAsync(string[] paths, ReadOptions options)
    {
        var items = new List<ReadItem>();
        await foreach (var item in DocumentSource.ReadAsync(paths, options, TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }

    public static Task<List<ReadItem>> AllAsync(string name, string content, ReadOptions? options = null) =>
        AllAsync(name, Encoding.UTF8.GetBytes(content), options);

    public static async Task<List<ReadItem>> AllAsync(string name, byte[] content, ReadOptions? options = null)
    {
        using var files = new TemporaryFiles();
        return await AllAsync([files.Add(name, content)], options);
    }

    public static async Task<ReadItem> OneAsync(string name, string content, ReadOptions? options = null) =>
        Assert.Single(await AllAsync(name, content, options));

    public static async Task<ReadItem> OneAsync(string name, byte[] content, ReadOptions? options = null) =>
        Assert.Single(await AllAsync(name, content, options));

    /// <summary>Every heading stands where it says.</summary>
    public static void AssertHeadingsStand(Document document) => Assert.All(document.Headings, h =>
        Assert.StartsWith(h.Text, string.Join(' ', document.Text[h.Start..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
}
