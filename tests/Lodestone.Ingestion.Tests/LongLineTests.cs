using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

[Collection(nameof(RunsAloneCollection))]
public sealed class LongLineTests
{
    [Fact]
    public async Task ReadAsync_LineOfAHundredMegabytes_IsRefusedWithoutBeingHeld()
    {
        using var files = new TemporaryFiles();
        var path = Path.Combine(files.Folder, "a.jsonl");
        await using (var file = File.Create(path))
        {
            await file.WriteAsync("{\"text\": \""u8.ToArray(), TestContext.Current.CancellationToken);
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)'a');
            for (var i = 0; i < 100; i++)
                await file.WriteAsync(block, TestContext.Current.CancellationToken);
            await file.WriteAsync("\"}\n{\"text\": \"last\"}"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var items = await DocumentSource.ReadAsync([path], cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1L, ReadProblemKind.TooLarge), (items[0].Problem!.Line!.Value, items[0].Problem!.Kind));
        Assert.Contains("16777216", items[0].Problem!.Reason, StringComparison.Ordinal);
        Assert.Equal(("last", 2L), (items[1].Document!.Text, items[1].Line!.Value));
        // The buffer doubles up to twice the limit: 64 MiB over its life.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 95L * 1024 * 1024);
    }
}
