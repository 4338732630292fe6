namespace Lodestone;

/// <summary>What a store takes on disk, in bytes and pages.</summary>
internal sealed record StoreSizes(long DatabaseBytes, long LogBytes, long PageSize, long Pages, long FreePages);
