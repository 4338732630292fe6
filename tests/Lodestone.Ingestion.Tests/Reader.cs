using System.Text;

namespace Lodestone.Ingestion.Tests;

/// <summary>Reads to the end, as most tests want it.</summary>
internal static class Reader
{
    public static async Task<List<ReadItem>> AllAsync(string[] paths, ReadOptions? options = null)
    {
        var items = new List<ReadItem>();
        await foreach (var item in DocumentSource.ReadAsync(paths, options, TestContext.Current.CancellationToken))
            items.Add(item);
        Assert.All(items, i => Assert.True(i.Document is null != i.Problem is null));
        Assert.All(items, i => Assert.InRange(i.BytesRead, 0, i.TotalBytes));
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
