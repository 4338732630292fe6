using System.Text;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Wire;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Isolation.Worker;

/// <summary>Reads the files that the host sends, one after another, until the host closes the pipe or is gone.</summary>
internal sealed class WorkerLoop(Stream input, Stream output, Func<FileFormat, ReadOptions, FormatReader> readerOf)
{
    // Longer than any path and any list of fields; the content is no message.
    private const int MaxRequestLength = 4 * 1024 * 1024;

    public void Run()
    {
        Await(Frame.WriteAsync(output, FrameKind.Hello, Encoding.UTF8.GetBytes(Frame.Greeting), CancellationToken.None).AsTask());
        // This thread goes on waiting for the pipe's end while a file is read, so that no parser outlives the host.
        while (Await(Frame.ReadAsync(input, MaxRequestLength, CancellationToken.None).AsTask()) is { Kind: FrameKind.Request } frame)
        {
            var request = ReadRequest.Read(frame.Message);
            var content = new byte[request.Length];
            input.ReadExactly(content);
            // On a thread of its own: what is not expected there ends the process, and the host says so of the file.
            new Thread(() => Await(AnswerAsync(request, content))) { IsBackground = true, Name = "lodestone answer" }.Start();
        }
    }

    private static T Await<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Await(Task task) => task.GetAwaiter().GetResult();

    private async Task AnswerAsync(ReadRequest request, byte[] content)
    {
        var (kind, last) = (FrameKind.End, ReadOnlyMemory<byte>.Empty);
        try
        {
            await foreach (var item in readerOf(request.Format, request.Options)
                .ReadAsync(request.File, new MemoryStream(content, writable: false), CancellationToken.None).ConfigureAwait(false))
            {
                await Frame.WriteAsync(output, FrameKind.Item, ItemMessage.Write(item), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exhausted) when (exhausted is OutOfMemoryException or { InnerException: OutOfMemoryException })
        {
            kind = FrameKind.OutOfMemory;
        }
        catch (UnreadableException why)
        {
            (kind, last) = (FrameKind.Unreadable, ItemMessage.Write(why));
        }

        await Frame.WriteAsync(output, kind, last, CancellationToken.None).ConfigureAwait(false);
    }
}
