using System.Buffers.Binary;
using System.IO.Hashing;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Tests.Vectors.Files;

/// <summary>Files whose checksums are right and whose numbers are not: what a walk follows without looking must be looked at before.</summary>
public sealed class ForgedLinksTests
{
    private const int Dimensions = 64;
    private const int Count = 200;

    [Fact]
    public void Open_AnyNumberForged_IsRefusedOrHarmless()
    {
        using var saved = new TempFolder();
        using (var index = HnswIndex.Create(saved.Path, Dimensions, options: new HnswOptions { M = 4 }))
        {
            index.Add(SomeVectors.Keys(Count), SomeVectors.Clustered(Count, Dimensions));
            index.Remove(SomeVectors.Keys(20));
            index.Save(new Dictionary<string, string>());
        }

        var original = File.ReadAllBytes(saved.Index);
        var headerEnd = 16 + BitConverter.ToInt32(original, 12) + 16;
        // All sections are smaller than a block: facts, scales, codes, places, links of the lowest level, links above.
        int[] lengths = [Count * 32, Count * 4, Count * 64, Count * 4, Count * 32];
        int[] lasts = [.. lengths, original.Length - headerEnd - lengths.Sum() - 6 * 8];
        var save = BitConverter.ToUInt64(original, 16 + 20);
        var random = new Random(17);
        var refused = 0;
        for (var round = 0; round < 500; round++)
        {
            var section = random.Next(6);
            if (lasts[section] < 4)
                continue;
            var bytes = (byte[])original.Clone();
            var start = headerEnd + lasts[..section].Sum() + section * 8;
            var at = start + random.Next(lasts[section] / 4) * 4;
            BitConverter.TryWriteBytes(bytes.AsSpan(at), round % 2 == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-2, 300));
            var hash = XxHash3.HashToUInt64(
                bytes.AsSpan(start, lasts[section]), (long)SplitMix.Mix(save ^ ((ulong)(section + 1) << 32)));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(start + lasts[section]), hash);
            File.WriteAllBytes(saved.Index, bytes);
            try
            {
                // Read only, so that nothing of the folder changes between the rounds.
                using var index = VectorIndex.Open(saved.Path, readOnly: true);
                index.Search(new float[Dimensions], new VectorQuery { EfSearch = 5, Top = 2 });
                index.Examine(sample: 3);
            }
            catch (IndexFormatException)
            {
                refused++;
            }
        }

        // Were the checksums of the test wrong, all would be refused; were nothing checked, none.
        Assert.InRange(refused, 50, 450);
    }
}
