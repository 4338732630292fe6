using System.Runtime.CompilerServices;
using System.Text;
using Lodestone.Encoders;
using Lodestone.TestSupport;
using Microsoft.Extensions.AI;

namespace Lodestone.Conformance.Tests;

public sealed class CrossEncoderConformanceTests : RerankerConformance
{
    protected override IReranker Create() => CrossEncoder.Load(TinyModels.CrossEncoder);
}

public sealed class WordRerankerConformanceTests : RerankerConformance
{
    protected override IReranker Create() => new WordReranker();
}

public sealed class BiEncoderConformanceTests : EmbedderConformance
{
    protected override IEmbeddingGenerator<string, Embedding<float>> Create() => BiEncoder.Load(TinyModels.OtherBiEncoder);
}

public sealed class HashingEmbedderConformanceTests : EmbedderConformance
{
    protected override IEmbeddingGenerator<string, Embedding<float>> Create() => new HashingEmbedder();
}

public sealed class ChunkerConformanceTests : ChunkerConformance, IDisposable
{
    private readonly BiEncoder _encoder = BiEncoder.Load(TinyModels.BiEncoder);

    public void Dispose() => _encoder.Dispose();

    protected override IChunker Create() => new Chunker(_encoder, new PassageOptions { MaxTokens = 64 });
}

public sealed class CountingChunkerConformanceTests : ChunkerConformance
{
    protected override IChunker Create() => new Chunker(new Characters(), new PassageOptions { MaxTokens = 100 });

    private sealed class Characters : ITokenCounter
    {
        public int CountTokens(string text) => (text.Length + 3) / 4;
    }
}

public sealed class LinesReaderConformanceTests : DocumentReaderConformance
{
    protected override byte[] Sample => Encoding.UTF8.GetBytes("first line\nsecond line\nGröße\n");

    protected override string Path => "notes/a.lines";

    protected override IDocumentReader Create() => new LinesReader();

    private sealed class LinesReader : IDocumentReader
    {
        public async IAsyncEnumerable<Document> ReadAsync(
            DocumentFile file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using var reader = new StreamReader(file.Content, leaveOpen: true);
            for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
                yield return new Document { Id = $"{file.Path}#{line}", Text = text };
        }
    }
}
