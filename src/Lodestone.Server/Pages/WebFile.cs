using System.Buffers;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Pages;

/// <summary>A file of the pages or of a model, ready to be sent.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Modified">When it was written.</param>
/// <param name="Tag">Changes when its content does.</param>
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

    // In no file's name that the build or a model has; on Windows some are other names of a file, or of a part of it.
    private static readonly SearchValues<char> Odd = SearchValues.Create("\0\\:*?\"<>|");

    public string ContentType => Types.TryGetContentType(Path, out var type) ? type : "application/octet-stream";

    /// <summary>A file below a folder; null when there is none, when it would lie outside, and when the path is a folder's.</summary>
    public static WebFile? Find(string folder, string path)
    {
        if (path.AsSpan().ContainsAny(Odd))
            return null;
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)) + System.IO.Path.DirectorySeparatorChar;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, path.TrimStart('/')));
        // A file with a separator after it is found, and then cannot be opened.
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
