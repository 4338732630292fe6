using System.Runtime.CompilerServices;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

/// <summary>Readers of the application, beside and instead of the built-in ones.</summary>
public sealed class ApplicationReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".eml")]
    [InlineData(".EML")]
    public async Task ReadAsync_OwnExtension_IsReadByTheReader(string key)
    {
        Write("a.eml", "first\nsecond");
        Write("b.txt", "plain");
        var items = await ReadAsync(key, new Lines());
        Assert.Equal(["a.eml#1", "a.eml#2", "b.txt"], items.Select(i => i.Document?.Id));
        Assert.Equal(["a.eml", "a.eml", "b.txt"], items.Select(i => i.Path));
        Assert.Equal(items[^1].TotalBytes, items[^1].BytesRead);
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData("text/plain")]
    [InlineData("Text/Plain")]
    public async Task ReadAsync_OwnReaderForABuiltInFormat_ReplacesIt(string key)
    {
        Write("b.txt", "one\ntwo");
        Assert.Equal(["b.txt#1", "b.txt#2"], (await ReadAsync(key, new Lines())).Select(i => i.Document?.Id));
    }

    [Fact]
    public async Task ReadAsync_ReaderThatThrowsHalfWay_KeepsWhatItReadAndReadsOtherFiles()
    {
        Write("a.eml", "one\nthrow\nthree");
        Write("b.eml", "four");
        var items = await ReadAsync(".eml", new Lines());
        Assert.Equal(["a.eml#1", null, "b.eml#1"], items.Select(i => i.Document?.Id));
        Assert.Equal((ErrorCodes.ReaderFailed, ReadProblemKind.Malformed, "a.eml"), Facts(items[1]));
        Assert.Contains("a defect", items[1].Problem!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", ErrorCodes.ReaderOutputInvalid)]
    [InlineData("doubled", ErrorCodes.IdDuplicate)]
    [InlineData("no id", ErrorCodes.DocumentIdInvalid)]
    [InlineData("huge", ErrorCodes.DocumentInvalid)]
    public async Task ReadAsync_DocumentThatCannotBe_IsAProblemAndTheNextIsRead(string kind, string code)
    {
        Write("a.eml", $"one\n{kind}\nthree");
        var items = await ReadAsync(".eml", new Lines());
        Assert.Equal(["a.eml#1", null, "a.eml#3"], items.Select(i => i.Document?.Id));
        Assert.Equal((code, "a.eml"), (items[1].Problem!.Code, items[1].Problem!.Path));
    }

    [Fact]
    public async Task ReadAsync_ReaderThatCannotBegin_IsAProblemOfTheFile()
    {
        Write("a.eml", "one");
        var item = Assert.Single(await ReadAsync(".eml", new Throwing()));
        Assert.Equal((ErrorCodes.ReaderFailed, ReadProblemKind.Malformed, "a.eml"), Facts(item));
    }

    [Fact]
    public async Task ReadAsync_FileOverTheLimit_IsNotGivenToTheReader()
    {
        Write("a.eml", new string('x', 101));
        var options = Options(".eml", new Throwing()) with { MaxFileBytes = 100 };
        var items = await DocumentSource.ReadAsync([_folder.Path], options, Token).ToListAsync(Token);
        Assert.Equal(ReadProblemKind.TooLarge, Assert.Single(items).Problem!.Kind);
    }

    [Fact]
    public async Task ReadAsync_ReaderThatNeverReturns_IsLeftWhenCancelled()
    {
        Write("a.eml", "one");
        using var stop = new CancellationTokenSource();
        var never = new Never();
        var reading = DocumentSource.ReadAsync([_folder.Path], Options(".eml", never), stop.Token).ToListAsync(stop.Token).AsTask();
        await never.Asked.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        never.Release();
    }

    [Fact]
    public async Task ReadAsync_ReaderThatClosesItsStream_IsReadToTheEnd()
    {
        Write("a.eml", "one\ntwo");
        Write("b.eml", "three");
        var items = await ReadAsync(".eml", new Closing());
        Assert.Equal(["a.eml", "b.eml"], items.Select(i => i.Document?.Id));
    }

    [Theory]
    [InlineData("mail", "message/rfc822; charset=utf-8", "mail#1")]
    [InlineData("mail.txt", "message/rfc822", "mail.txt#1")]
    [InlineData("page", "text/markdown", "page")]
    [InlineData("mail", null, "mail")]
    public async Task ReadAsync_Stream_IsReadByItsMediaTypeOrExtension(string path, string? mediaType, string id)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("one"));
        var options = Options("message/rfc822", new Lines());
        var items = await DocumentSource.ReadAsync(new DocumentFile(path, content, mediaType), options, Token).ToListAsync(Token);
        Assert.Equal(id, Assert.Single(items).Document!.Id);
        Assert.True(content.CanRead);
    }

    [Theory]
    [InlineData("", 1_000, ReadProblemKind.NoText)]
    [InlineData("longer than ten bytes", 10, ReadProblemKind.TooLarge)]
    public async Task ReadAsync_StreamThatIsEmptyOrTooLong_IsAProblem(string text, int most, ReadProblemKind kind)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var options = new ReadOptions { MaxFileBytes = most };
        var items = await DocumentSource.ReadAsync(new DocumentFile("a.txt", content), options, Token).ToListAsync(Token);
        Assert.Equal(kind, Assert.Single(items).Problem!.Kind);
    }

    [Theory]
    [InlineData("eml")]
    [InlineData("")]
    [InlineData(".")]
    public void ReadAsync_KeyThatIsNoExtensionAndNoMediaType_IsRefused(string key) =>
        Assert.Throws<InvalidRangeException>(() => DocumentSource.ReadAsync([_folder.Path], Options(key, new Lines()), Token));

    private static (string?, ReadProblemKind, string) Facts(ReadItem item) => (item.Problem!.Code, item.Problem.Kind, item.Problem.Path);

    private static ReadOptions Options(string key, IDocumentReader reader) =>
        new() { Readers = new Dictionary<string, IDocumentReader> { [key] = reader } };

    private async Task<List<ReadItem>> ReadAsync(string key, IDocumentReader reader) =>
        await DocumentSource.ReadAsync([_folder.Path], Options(key, reader), Token).ToListAsync(Token);

    private void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(_folder.Path, name), text);

    /// <summary>A document a line.</summary>
    private sealed class Lines : IDocumentReader
    {
        public async IAsyncEnumerable<Document> ReadAsync(
            DocumentFile file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using var reader = new StreamReader(file.Content, leaveOpen: true);
            for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
            {
                yield return text switch
                {
                    "throw" => throw new InvalidOperationException("a defect"),
                    "null" => null!,
                    "doubled" => new Document { Id = $"{file.Path}#1", Text = text },
                    "no id" => new Document { Id = "", Text = text },
                    "huge" => new Document { Id = "huge", Text = new string('x', Document.MaxTextLength + 1) },
                    _ => new Document { Id = $"{file.Path}#{line}", Text = text },
                };
            }
        }
    }

    private sealed class Throwing : IDocumentReader
    {
        public IAsyncEnumerable<Document> ReadAsync(DocumentFile file, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a defect");
    }

    private sealed class Closing : IDocumentReader
    {
        public async IAsyncEnumerable<Document> ReadAsync(
            DocumentFile file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using var reader = new StreamReader(file.Content);
            var text = await reader.ReadToEndAsync(cancellationToken);
            reader.Close();
            yield return new Document { Id = file.Path, Text = text };
        }
    }

    private sealed class Never : IDocumentReader
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _never = new();

        public Task Asked => _asked.Task;

        public void Release() => _never.SetCanceled();

        public async IAsyncEnumerable<Document> ReadAsync(
            DocumentFile file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            _asked.SetResult();
            await _never.Task;
            yield break;
        }
    }
}
