using Microsoft.Extensions.FileSystemGlobbing;

namespace Lodestone.Ingestion.Listing;

/// <summary>Selects relative paths by the caller's patterns.</summary>
/// <remarks>A pattern without a slash matches at any depth, as in ignore files; the library would match the top folder only.</remarks>
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
                $"A list of patterns has '{pattern}', which matches no name. Use patterns such as '*.md' or 'drafts/**'.", option);
        }

        var anywhere = folder.Contains('/', StringComparison.Ordinal) ? folder : $"**/{folder}";
        if (plain.Length == folder.Length)
            add(anywhere);
        add($"{anywhere}/**");
    }
}
