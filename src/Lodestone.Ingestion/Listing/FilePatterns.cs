using Microsoft.Extensions.FileSystemGlobbing;

namespace Lodestone.Ingestion.Listing;

/// <summary>Which relative paths a caller's patterns let through.</summary>
/// <remarks>A pattern without a slash holds at any depth, as people know it from ignore files; the library means the top folder.</remarks>
internal sealed class FilePatterns
{
    private readonly Matcher? _matcher;

    public FilePatterns(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        if (include.Count == 0 && exclude.Count == 0)
            return;
        _matcher = new Matcher(StringComparison.Ordinal);
        foreach (var pattern in include.Count == 0 ? ["**/*"] : include)
            Add(pattern, nameof(ReadOptions.Include), p => _matcher.AddInclude(p));
        foreach (var pattern in exclude)
            Add(pattern, nameof(ReadOptions.Exclude), p => _matcher.AddExclude(p));
    }

    public bool Match(string relativePath) => _matcher is null || _matcher.Match(relativePath).HasMatches;

    private static void Add(string pattern, string option, Action<string> add)
    {
        var plain = pattern.Replace('\\', '/').TrimStart('/');
        var folder = plain.TrimEnd('/');
        if (folder.Length == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.PatternInvalid,
                $"A list of patterns has '{pattern}', which names nothing. Give patterns such as '*.md' or 'drafts/**'.", option);
        }

        var anywhere = folder.Contains('/', StringComparison.Ordinal) ? folder : $"**/{folder}";
        if (plain.Length == folder.Length)
            add(anywhere);
        add($"{anywhere}/**");
    }
}
