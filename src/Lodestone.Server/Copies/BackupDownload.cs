using System.Formats.Tar;
using Lodestone.Server.Collections;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lodestone.Server.Copies;

/// <summary>Sends a backup as a tar archive, from a copy in the data folder.</summary>
/// <remarks>One at a time, because a copy takes the room of the collection and the disk's time.</remarks>
internal sealed class BackupDownload(DataFolder data)
{
    public const string ContentType = "application/x-tar";

    private const int RetrySeconds = 30;
    private int _running;

    /// <summary>Makes the copy, sends it, and deletes it, however the request ends.</summary>
    /// <exception cref="RequestException">Another backup is being made or sent.</exception>
    public async Task RunAsync(HttpContext context, string name, OpenCollections collections, CancellationToken cancellationToken)
    {
        CollectionName.Validate(name);
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new RequestException(ErrorTable.Describe(
                HttpErrorCodes.Overloaded,
                FormattableString.Invariant(
                    $"Another backup is being made or sent, and one may be at a time. Ask again in {RetrySeconds} s.")) with
            {
                RetryAfterSeconds = RetrySeconds,
            });
        }

        var folder = data.NewBackup();
        try
        {
            // The collection is released before it is sent: a slow client does not delay its deletion.
            using (var use = await collections.UseAsync(name, cancellationToken).ConfigureAwait(false))
                await use.Collection.BackupAsync(folder, null, cancellationToken).ConfigureAwait(false);
            await SendAsync(context, name, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            data.DeleteBackups();
            Volatile.Write(ref _running, 0);
        }
    }

    private static async Task SendAsync(HttpContext context, string name, string folder, CancellationToken cancellationToken)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.tar\"";
        var archive = new TarWriter(context.Response.Body, TarEntryFormat.Pax, leaveOpen: true);
        await using (archive.ConfigureAwait(false))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var file = new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
                await using (file.ConfigureAwait(false))
                {
                    // Without the owner, who concerns no other machine.
                    var entry = new PaxTarEntry(
                        TarEntryType.RegularFile, $"{name}/{Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')}")
                    {
                        DataStream = file,
                        ModificationTime = File.GetLastWriteTimeUtc(path),
                    };
                    await archive.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
