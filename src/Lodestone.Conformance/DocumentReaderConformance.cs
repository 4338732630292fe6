namespace Lodestone.Conformance;

/// <summary>What the reading of files relies on of an <see cref="IDocumentReader"/>.</summary>
public abstract class DocumentReaderConformance : ConformanceSuite
{
    private const int Minutes = 5 * 60 * 1_000;

    /// <summary>Makes the reader.</summary>
    protected abstract IDocumentReader Create();

    /// <summary>A file of the format, with one document or more.</summary>
    protected abstract byte[] Sample { get; }

    /// <summary>The name of <see cref="Sample"/>, such as <c>folder/mail.eml</c>.</summary>
    protected abstract string Path { get; }

    /// <summary>The media type of the format; null if it has none. Default: null.</summary>
    protected virtual string? MediaType => null;

    [Fact]
    public async Task ReadAsync_Sample_HasDocumentsThatCanBeStored()
    {
        var documents = await ReadAsync(Sample);
        Assert.NotEmpty(documents);
        Assert.All(documents, d => Assert.Null(d.FindProblem()));
    }

    [Fact]
    public async Task ReadAsync_Sample_HasDifferentIds()
    {
        var documents = await ReadAsync(Sample);
        Assert.Equal(documents.Count, documents.Select(d => d.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task ReadAsync_SampleTwice_HasTheSameDocuments()
    {
        var (first, second) = (await ReadAsync(Sample), await ReadAsync(Sample));
        Assert.Equal(first.Select(d => (d.Id, d.Title, d.Text)), second.Select(d => (d.Id, d.Title, d.Text)));
    }

    [Fact]
    public async Task ReadAsync_ManyAtOnce_HaveTheDocumentsOfOne()
    {
        var reader = Create();
        var one = await ReadAsync(Sample);
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(Sample, reader)));
        Assert.All(many, d => Assert.Equal(one.Select(o => (o.Id, o.Text)), d.Select(o => (o.Id, o.Text))));
    }

    [Fact]
    public async Task ReadAsync_StreamThatGivesLittleAtOnce_HasTheSameDocuments()
    {
        using var content = new SlowStream(Sample);
        var documents = await ReadAsync(new DocumentFile(Path, content, MediaType), Create());
        Assert.Equal((await ReadAsync(Sample)).Select(d => (d.Id, d.Text)), documents.Select(d => (d.Id, d.Text)));
    }

    [Fact(Timeout = Minutes)]
    public async Task ReadAsync_DamagedFile_Ends()
    {
        foreach (var damaged in Damaged())
        {
            try
            {
                await ReadAsync(damaged);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // An exception is a problem of the file; what counts is that the reading ends.
                Assert.NotNull(error.Message);
            }
        }
    }

    [Fact]
    public async Task ReadAsync_CancelledToken_IsHonoured() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var content = new MemoryStream(Sample);
            await foreach (var _ in Create().ReadAsync(new DocumentFile(Path, content, MediaType), Cancelled).WithCancellation(Cancelled))
                Cancelled.ThrowIfCancellationRequested();
            Cancelled.ThrowIfCancellationRequested();
        });

    private IEnumerable<byte[]> Damaged()
    {
        yield return [];
        yield return [0];
        yield return new byte[10_000];
        for (var length = 1; length < Sample.Length; length += Math.Max(1, Sample.Length / 20))
            yield return Sample[..length];
        for (var at = 0; at < Sample.Length; at += Math.Max(1, Sample.Length / 20))
        {
            var flipped = (byte[])Sample.Clone();
            flipped[at] ^= 0xFF;
            yield return flipped;
        }
    }

    private async Task<IReadOnlyList<Document>> ReadAsync(byte[] bytes, IDocumentReader? reader = null)
    {
        using var content = new MemoryStream(bytes, writable: false);
        return await ReadAsync(new DocumentFile(Path, content, MediaType), reader ?? Create());
    }

    private static async Task<IReadOnlyList<Document>> ReadAsync(DocumentFile file, IDocumentReader reader)
    {
        var documents = new List<Document>();
        await foreach (var document in reader.ReadAsync(file, Token).WithCancellation(Token))
            documents.Add(document);
        return documents;
    }

    /// <summary>Gives one to three bytes a call, as a network may.</summary>
    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Few(count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Few(buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Few(buffer.Length)], cancellationToken);

        private int Few(int count) => Math.Min(count, 1 + (int)(Position % 3));
    }
}
