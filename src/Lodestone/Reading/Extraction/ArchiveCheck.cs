using System.IO.Compression;

namespace Lodestone;

/// <summary>Unpacks an archive's XML without keeping it, so that no parser meets more than a document may have.</summary>
/// <remarks>Sizes that an archive declares are not believed. Costs a second inflation, which is small beside parsing.</remarks>
internal static class ArchiveCheck
{
    private const int MaxEntries = 10_000;

    public static void Demand(Stream archive, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxEntries)
            throw TooLarge(FormattableString.Invariant($"{zip.Entries.Count} parts; accepted are {MaxEntries}"));
        var scratch = new byte[64 * 1024];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            if (Path.GetExtension(entry.Name).ToLowerInvariant() is not (".xml" or ".rels"))
                continue;
            using var content = entry.Open();
            while (content.Read(scratch) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((total += read) > ReadDefaults.MaxUnpackedBytes)
                    throw TooLarge(FormattableString.Invariant($"over {ReadDefaults.MaxUnpackedBytes} bytes when unpacked, the limit"));
            }
        }
    }

    private static UnreadableException TooLarge(string found) => new(ReadProblemKind.TooLarge, $"It has {found}. Split it, or exclude it.");
}
