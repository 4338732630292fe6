using System.Text;

namespace Lodestone.Ingestion.Listing.Ignoring;

/// <summary>The ignore files that apply within a folder: its own, and those of the folders above.</summary>
/// <remarks>
/// A file decides for the entries below its folder, and a deeper one comes first. <c>.lodestoneignore</c> comes before every
/// <c>.gitignore</c>, so that it may take in a file that Git ignores. The folder that the caller names is read even if a rule above it
/// ignores it. Rules for one machine (<c>.git/info/exclude</c>, <c>core.excludesFile</c>) do not apply: the same folder has the same
/// documents everywhere.
/// </remarks>
internal sealed class IgnoreScope
{
    private const string Git = ".gitignore";
    private const string Own = ".lodestoneignore";

    private readonly IgnoreScope? _above;
    private readonly string _folder;
    private readonly string _root;
    private readonly int _bytes;
    private readonly IgnoreFile? _git;
    private readonly IgnoreFile? _own;

    private IgnoreScope(IgnoreScope? above, string folder)
    {
        _above = above;
        _folder = folder;
        _root = above?._root ?? folder;
        _bytes = Bytes(folder).Length is > 0 and var length ? length + 1 : 0;
        _git = Read(Path.Combine(folder, Git));
        _own = Read(Path.Combine(folder, Own));
    }

    /// <summary>Whether a file of the name has rules.</summary>
    public static bool IsIgnoreFile(string name) => name is Git or Own;

    /// <summary>The scope, and those of the folders above.</summary>
    public IEnumerable<IgnoreScope> WithThoseAbove => _above is null ? [this] : _above.WithThoseAbove.Append(this);

    /// <summary>The patterns of this folder's files that were given up, each with the full path of its file.</summary>
    public IEnumerable<(string File, string Pattern)> TooCostly
    {
        get
        {
            if (_git?.TooCostly is { } git)
                yield return (Path.Combine(_folder, Git), git);
            if (_own?.TooCostly is { } own)
                yield return (Path.Combine(_folder, Own), own);
        }
    }

    /// <summary>The scope of a folder that the caller names: with the files above it, up to the root of its Git repository.</summary>
    /// <exception cref="IOException">An ignore file cannot be read, or is too large.</exception>
    public static IgnoreScope Of(string folder)
    {
        var above = new Stack<string>();
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            above.Push(at);
            if (!Path.Exists(Path.Combine(at, ".git")))
                continue;
            IgnoreScope? scope = null;
            while (above.TryPop(out var next))
                scope = new IgnoreScope(scope, next);
            return scope!;
        }

        return new IgnoreScope(null, folder);
    }

    /// <summary>The scope of a folder within this one's.</summary>
    /// <exception cref="IOException">An ignore file cannot be read, or is too large.</exception>
    public IgnoreScope Within(string folder) => new(this, folder);

    /// <summary>Whether an entry of the scope's folder is ignored.</summary>
    /// <param name="fullPath">Its full path.</param>
    /// <param name="isFolder">Whether it is a folder; a link to one is not.</param>
    public bool Ignores(string fullPath, bool isFolder)
    {
        var path = Bytes(fullPath);
        return Decide(s => s._own) ?? Decide(s => s._git) ?? false;

        bool? Decide(Func<IgnoreScope, IgnoreFile?> file)
        {
            for (var scope = this; scope is not null; scope = scope._above)
            {
                if (file(scope)?.Decide(path.AsSpan(scope._bytes), isFolder) is { } decided)
                    return decided;
            }

            return null;
        }
    }

    private byte[] Bytes(string path) => Encoding.UTF8.GetBytes(
        path.Length == _root.Length ? ""
        : path[(Path.EndsInDirectorySeparator(_root) ? _root.Length : _root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/'));

    private static IgnoreFile? Read(string path)
    {
        var file = new FileInfo(path);
        // As Git, which follows no link here. Without a length it may be a pipe, whose opening never ends.
        if (!file.Exists || file.LinkTarget is not null || file.Length == 0)
            return null;
        if (file.Length > IgnoreFile.MostBytes)
        {
            throw new IOException(FormattableString.Invariant(
                $"its '{file.Name}' has {file.Length} bytes; at most {IgnoreFile.MostBytes} are accepted."));
        }

        return IgnoreFile.Parse(File.ReadAllBytes(path));
    }
}
