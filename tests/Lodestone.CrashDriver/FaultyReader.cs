using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;
using UglyToad.PdfPig;

namespace Lodestone.CrashDriver;

/// <summary>A parser that fails as the file's name asks; the file's guards are not there, as if none had thought of it.</summary>
internal sealed class FaultyReader : FormatReader
{
    private const int Piece = 1 << 20;

    /// <summary>Takes memory outside of the managed heap.</summary>
    private static readonly List<nint> Native = [];

    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        switch (file.Stem)
        {
            case "process":
                yield return Item(file, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                break;
            case "loop":
                yield return Item(file, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                for (var i = 0L; i >= 0; i = (i + 1) & long.MaxValue)
                    cancellationToken.ThrowIfCancellationRequested();
                break;
            case "stack":
                yield return Item(file, await ParserThread.RunAsync(() => Depth(0), cancellationToken));
                break;
            case "heap":
                var kept = new List<byte[]>();
                while (kept.Count < 100_000)
                    kept.Add(GC.AllocateUninitializedArray<byte>(Piece));
                yield return Item(file, $"{kept.Count}");
                break;
            case "native":
                while (Native.Count < 100_000)
                    Native.Add(Filled());
                break;
            case "exit":
                Environment.Exit(3);
                break;
            case "throw":
                throw new InvalidOperationException("A parser's own mistake.");
            case "output":
                while (true)
                    yield return Item(file, new string('x', Piece));
            case "other":
                yield return Item(file, "words") with { Document = new Document { Id = "another.html", Text = "words" } };
                break;
            case "garbage":
                await using (var output = Console.OpenStandardOutput())
                    output.Write("these are words and no message"u8);
                break;
            case "errors":
                await Console.Error.WriteAsync(new string('x', 4 * Piece));
                Console.WriteLine("words on the console");
                yield return Item(file, "words");
                break;
            case "reach":
                yield return Item(file, string.Join('\n', Reached()));
                break;
            case "pdf":
                yield return Item(file, await ParserThread.RunAsync(() => Letters(stream), cancellationToken));
                break;
            default:
                yield return Item(file, "words");
                break;
        }
    }

    private static ReadItem Item(SourceFile file, string text) =>
        new() { Path = file.Path, Document = new Document { Id = file.Path, Text = text } };

    private static string Depth(int depth) => depth < 0 ? "" : Depth(depth + 1) + (char)('a' + (depth % 26));

    private static unsafe nint Filled()
    {
        var piece = (nint)NativeMemory.Alloc(Piece);
        new Span<byte>((void*)piece, Piece).Fill(1);
        return piece;
    }

    private static string Letters(Stream stream)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        using var pdf = PdfDocument.Open(content.ToArray());
        return string.Concat(pdf.GetPages().Select(p => new StringBuilder().AppendJoin("", p.Letters.Select(l => l.Value)).ToString()));
    }

    /// <summary>What a parser could do beside parsing, and whether it could.</summary>
    private static IEnumerable<string> Reached()
    {
        var place = Path.Combine(Path.GetTempPath(), $"lodestone-reach-{Environment.ProcessId}");
        yield return $"write {Can(() => File.WriteAllText(place, "x"))}";
        yield return $"folder {Can(() => Directory.CreateDirectory(place))}";
        yield return $"socket {Can(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose())}";
        yield return $"process {Can(() => Process.Start("/bin/true").Dispose())}";
        yield return $"read {Can(() => File.ReadAllBytes(typeof(FaultyReader).Assembly.Location))}";
        yield return $"thread {Can(() => new Thread(() => { }).Start())}";
        yield return $"secret {Environment.GetEnvironmentVariable("LODESTONE_SECRET") ?? "none"}";
    }

    private static bool Can(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or SocketException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
