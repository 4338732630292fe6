using Lodestone.Storage;

namespace Lodestone.Core.Tests.Storage;

/// <summary>A folder for a store, gone with the test.</summary>
internal sealed class TempStore : IDisposable
{
    public const int Dimensions = 8;

    public static readonly VectorSpaceDefinition Space = new("model", "abc", Dimensions, "256 tokens");

    public string Folder { get; } = Directory.CreateTempSubdirectory("lodestone-store-").FullName;

    public string File => Path.Combine(Folder, Schema.FileName);

    public DocumentStore Open(Durability durability = Durability.Fast)
    {
        var store = DocumentStore.Open(Folder, durability);
        using var batch = store.BeginBatch();
        if (store.Snapshot() is var snapshot && snapshot.ActiveSpace is null)
            batch.CreateSpace(Space);
        snapshot.Dispose();
        batch.Commit();
        return store;
    }

    public static Document Doc(string id, string text = "some words", params (string, MetadataValue)[] metadata) => new()
    {
        Id = id,
        Text = text,
        Metadata = metadata.ToDictionary(m => m.Item1, m => m.Item2, StringComparer.Ordinal),
    };

    /// <summary>Passages of up to five characters, with vectors made from the text.</summary>
    public static IReadOnlyList<NewPassage> Cut(Document document) =>
        [.. document.Text.Chunk(5).Select((c, i) => Passage(i * 5, (i * 5) + c.Length, new string(c)))];

    public static NewPassage Passage(int start, int end, string text) =>
        new(start, end, "A > B", new[] { 0, 127, 128, 30_521, int.MaxValue }, InputHash.Of(text), Vector(text));

    public static float[] Vector(string text) =>
        [.. Enumerable.Range(0, Dimensions).Select(i => (float)((text.Sum(c => c) % 97) + i))];

    public static DocumentResult Put(DocumentStore store, Document document)
    {
        using var batch = store.BeginBatch();
        var result = batch.Upsert(document, Cut(document));
        batch.Commit();
        return result;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
