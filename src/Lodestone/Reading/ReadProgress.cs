namespace Lodestone;

/// <summary>How far reading has come, for a share, a rate and the remaining time.</summary>
/// <param name="BytesRead">
/// Bytes of files taken so far, skipped and refused files included. Files of records are read ahead by a buffer, so that the count runs
/// up to 128 KiB before the item.
/// </param>
/// <param name="TotalBytes">Bytes of all files when they were listed. A file that grows meanwhile does not change it.</param>
/// <param name="FilesRead">Files read to their end.</param>
/// <param name="TotalFiles">Files to read.</param>
public readonly record struct ReadProgress(long BytesRead, long TotalBytes, int FilesRead, int TotalFiles);
