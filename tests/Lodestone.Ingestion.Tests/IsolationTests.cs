using System.Globalization;
using System.Reflection;
using System.Text;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Isolation.Wire;
using Lodestone.Ingestion.Isolation.Worker;
using Lodestone.Ingestion.Listing;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

/// <summary>What passes between this process and its workers. That both read alike is what <see cref="Reader"/> compares in all tests.</summary>
public sealed class IsolationTests
{
    private static readonly ReadItem Full = new()
    {
        Path = "a/ü.pdf",
        Line = 7,
        TitleSource = TitleSource.Properties,
        Encoding = "utf-8",
        Notes = [new(ReadNoteKind.OutOfOrder, "note"), new(ReadNoteKind.Encoding, "")],
        Document = new Document
        {
            Id = "a/ü.pdf",
            Title = "half \ud800 of a pair",
            Text = "text \0 and \uffff",
            Headings = [new(0, 1, "text"), new(3, 2, "")],
            Metadata =
            {
                ["text"] = "t", ["whole"] = long.MaxValue, ["double"] = 0.1, ["zero"] = -0.0, ["small"] = double.Epsilon, ["yes"] = true,
                ["date"] = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromMinutes(-90)), ["list"] = new[] { "a", "" }, [""] = "unnamed",
            },
        },
    };

    [Fact]
    public void Item_WrittenAndRead_IsEqual()
    {
        Reader.AssertSame(Full, ItemMessage.Read(ItemMessage.Write(Full).ToArray()));
        var problem = new ReadItem
        {
            Path = "a.md",
            Problem = new ReadProblem("a.md", null, ReadProblemKind.Encrypted, "why") { Code = "code", Option = "option" },
        };
        Reader.AssertSame(problem, ItemMessage.Read(ItemMessage.Write(problem).ToArray()));
    }

    [Fact]
    public void Refusal_WrittenAndRead_IsEqual()
    {
        var why = new UnreadableException(ReadProblemKind.TooLarge, "why") { Option = "option", Line = 3, Code = "code" };
        var read = ItemMessage.ReadRefusal(ItemMessage.Write(why).ToArray());
        Assert.Equal((why.Kind, why.Message, why.Option, why.Line, why.Code), (read.Kind, read.Message, read.Option, read.Line, read.Code));
    }

    /// <summary>A worker may have been taken over: no message makes the host do more than refuse it.</summary>
    [Fact]
    public void Item_DamagedMessages_AreRefusedOrRead()
    {
        var message = ItemMessage.Write(Full).ToArray();
        var (random, refused) = (new Random(1), 0);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = message[..(i % 2 == 0 ? message.Length : random.Next(message.Length))];
            for (var times = random.Next(1, 4); times > 0 && damaged.Length > 0; times--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                _ = ItemMessage.Read(damaged);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    [Theory]
    [InlineData(new byte[] { 3, 0, 0, 0, 9 })]
    [InlineData(new byte[] { 3, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 99, 1, 0, 0, 0, 1 })]
    public async Task Frame_OfUnknownKindOrLength_IsRefused(byte[] bytes) => await Assert.ThrowsAsync<InvalidDataException>(
        async () => await Frame.ReadAsync(new MemoryStream(bytes), 1024, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 3, 2, 0 })]
    [InlineData(new byte[] { 3, 2, 0, 0, 0, 1 })]
    public async Task Frame_CutOff_IsTheEnd(byte[] bytes) =>
        Assert.Null(await Frame.ReadAsync(new MemoryStream(bytes), 1024, TestContext.Current.CancellationToken));

    /// <summary>An option that a reader looks at, and that is not sent, would be read by a worker as its default.</summary>
    [Fact]
    public void Request_EveryOption_IsSentOrKeptByTheHost()
    {
        var options = new ReadOptions
        {
            Format = FileFormat.Csv, Encoding = Encoding.Latin1, IdField = "i", TitleField = "t", TextFields = ["x", "y"], StringFields = ["s"],
            NumberFields = ["n"],
            Delimiter = ';', MaxFileBytes = 11, MaxRecordLength = 12,
        };
        var file = new SourceFile("/folder/a.b.md", "folder/a.b.md", new FileStamp(5, 0), Named: true);
        var request = ReadRequest.Read(new ReadRequest(file, FileFormat.Markdown, options, 5).Write().ToArray());
        Assert.Equal((file.Path, file.Stem, file.Length, file.Named), (request.File.Path, request.File.Stem, request.File.Length, request.File.Named));
        Assert.Equal((FileFormat.Markdown, 5L), (request.Format, request.Length));
        var (defaults, sent) = (new ReadOptions(), 0);
        foreach (var option in typeof(ReadOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (ReadRequest.KeptByHost.Contains(option.Name))
                continue;
            Assert.Equal(Shown(option, options), Shown(option, request.Options));
            Assert.True(Shown(option, options) != Shown(option, defaults), $"{option.Name} has to have another value here.");
            sent++;
        }

        Assert.InRange(sent, 9, 100);
        Assert.All(ReadRequest.KeptByHost, name => Assert.NotNull(typeof(ReadOptions).GetProperty(name)));
    }

    [Fact]
    public void Request_StrictEncoding_StaysStrict()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var request = new ReadRequest(new SourceFile("a", "a", default, Named: true), FileFormat.Html, new ReadOptions { Encoding = strict }, 0);
        Assert.Throws<DecoderFallbackException>(() => ReadRequest.Read(request.Write().ToArray()).Options.Encoding!.GetString([0xFF]));
    }

    [Fact]
    public async Task ReadAsync_StrictOrUnusualEncoding_IsReadAlike()
    {
        _ = await Reader.OneAsync("a.html", [.. "<p>caf"u8, 0xE9], new ReadOptions { Encoding = Encoding.Latin1 });
        _ = await Reader.OneAsync("a.html", [.. "<p>caf"u8, 0xE9], new ReadOptions { Encoding = CodePagesEncodingProvider.Instance.GetEncoding(852) });
        _ = await Reader.OneAsync("a.md", [.. "caf"u8, 0xE9], new ReadOptions { Encoding = new UTF8Encoding(false, throwOnInvalidBytes: true) });
    }

    [Fact]
    public async Task ReadAsync_FormatsOfOthers_AreReadByAWorkerAndOwnOnesAreNot()
    {
        var workers = WorkerPool.Shared;
        _ = await Reader.OneAsync("a.txt", "words");
        _ = await Reader.OneAsync("a.html", "<p>words");
        Assert.InRange(workers.PeakResidentBytes, 1, 1L << 30);
        var unavailable = new ReadOptions { Encoding = new OwnEncoding() };
        Assert.Null((await Reader.OneAsync("a.txt", "words", unavailable)).Problem);
        using var files = new TemporaryFiles();
        files.Add("a.html", "<p>words");
        await foreach (var item in DocumentSource.ReadAsync([files.Folder], unavailable, TestContext.Current.CancellationToken))
            Assert.Equal((ErrorCodes.ExtractionUnavailable, "a.html"), (item.Problem!.Code, item.Problem.Path));
    }

    [Fact]
    public async Task ReadAsync_SeveralAtOnce_EachHasItsOwnText()
    {
        using var files = new TemporaryFiles();
        for (var i = 0; i < 40; i++)
            files.Add($"{i:d2}.html", $"<p>words {i}");
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => files.ReadAsync()));
        Assert.All(all, items => Assert.Equal(Enumerable.Range(0, 40).Select(i => $"words {i}"), items.Select(i => i.Document!.Text)));
    }

    [Fact]
    public async Task Return_IdleForAWhile_EndsTheWorkers()
    {
        var time = new ManualTimers();
        var workers = new WorkerPool(WorkerCommand.OfApplication, time);
        var worker = await workers.TakeAsync(256L << 20, fresh: false, TestContext.Current.CancellationToken);
        workers.Return(worker);
        Assert.Equal(1, workers.Idle);
        Assert.Same(worker, await workers.TakeAsync(256L << 20, fresh: false, TestContext.Current.CancellationToken));
        workers.Return(worker);
        time.Advance(WorkerPool.IdleTime);
        Assert.Equal((0, 0L), (workers.Idle, worker.ResidentBytes));
    }

    [Theory]
    [InlineData(System.Runtime.InteropServices.Architecture.X64, 317)]
    [InlineData(System.Runtime.InteropServices.Architecture.Arm64, 277)]
    public void SeccompFilter_OfAProcessor_EndsInAllowAndFitsTheKernel(System.Runtime.InteropServices.Architecture processor, long number)
    {
        var filter = SeccompFilter.OfProcessor(processor)!;
        Assert.Equal(number, filter.SeccompNumber);
        Assert.InRange(filter.Program.Length, 50, 4096);
        Assert.Equal(0x7fff0000UL << 32 | 6, filter.Program[^1]);
        Assert.Null(SeccompFilter.OfProcessor(System.Runtime.InteropServices.Architecture.Wasm));
    }

    [Theory]
    [InlineData(1L << 20, 60.0)]
    [InlineData(1L << 40, 60.0)]
    [InlineData(1L << 30, 0.5)]
    [InlineData(1L << 30, 100_000.0)]
    public async Task ReadAsync_BoundOutOfRange_IsRefused(long memory, double seconds)
    {
        var bounds = new ExtractionOptions { MaxMemoryBytes = memory, MaxTime = TimeSpan.FromSeconds(seconds) };
        await Assert.ThrowsAsync<InvalidRangeException>(() => Reader.OneAsync("a.md", "words", new ReadOptions { Extraction = bounds }));
    }

    private static string Shown(PropertyInfo option, ReadOptions options) => option.GetValue(options) switch
    {
        IEnumerable<string> list => string.Join('|', list),
        Encoding encoding => encoding.WebName,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private sealed class OwnEncoding : Encoding
    {
        public override string WebName => "x-own";

        public override int CodePage => 65_535;

        public override int GetByteCount(char[] chars, int index, int count) => count;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => charCount;

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        {
            for (var i = 0; i < byteCount; i++)
                chars[charIndex + i] = (char)bytes[byteIndex + i];
            return byteCount;
        }

        public override int GetMaxByteCount(int charCount) => charCount;

        public override int GetMaxCharCount(int byteCount) => byteCount;
    }
}
