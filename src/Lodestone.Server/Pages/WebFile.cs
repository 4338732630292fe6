using System.Buffers;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Pages;

/// <summary>A file of the pages or of a model.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Modified">The time of its last change.</param>
/// <param name="Tag">A tag that changes with its content.</param>
internal sealed record WebFile(string Path, DateTimeOffset Modified, EntityTagHeaderValue Tag)
{
    private static readonly FileExtensionContentTypeProvider Types = new(new FileExtensionContentTypeProvider().Mappings)
    {
        Mappings =
        {
            [".js"] = "text/javascript; charset=utf-8",
            [".mjs"] = "text/javascript; charset=utf-8",
            [".css"] = "text/css; charset=utf-8",
            [".html"] = "text/html; charset=utf-8",
            [".json"] = "application/json",
            [".jsonl"] = "application/x-ndjson",
            [".onnx"] = "application/octet-stream",
            [".wasm"] = "application/wasm",
            [".webmanifest"] = "application/manifest+json",
        },
    };

    // No file of the build or of a model has these in its name; on Windows some are other names of a file, or of a part of it.
    private static readonly SearchValues<char> Odd = SearchValues.Create("\0\\:*?\"<>|");

    public string ContentType => Types.TryGetContentType(Path, out var type) ? type : "application/octet-stream";

    /// <summary>Returns a file below a folder; null when it does not exist, would lie outside, or is a folder.</summary>
    public static WebFile? Find(string folder, string path)
    {
        if (path.AsSpan().ContainsAny(Odd))
            return null;
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)) + System.IO.Path.DirectorySeparatorChar;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, path.TrimStart('/')));
        // The system finds a file with a separator after its name, and then cannot open it.
        if (!full.StartsWith(root, StringComparison.Ordinal) || System.IO.Path.EndsInDirectorySeparator(full))
            return null;
        var file = new FileInfo(full);
        if (!file.Exists)
            return null;
        var modified = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        return new WebFile(full, modified, Tagged(FormattableString.Invariant($"{modified.UtcTicks:x}-{file.Length:x}")));
    }

    public static EntityTagHeaderValue Tagged(string content) => new($"\"{content}\"");
}
