using System.Text.RegularExpressions;
using Lodestone.TestSupport;

namespace Lodestone.ArchitectureTests;

/// <summary>The repository's own files.</summary>
internal static partial class SourceTree
{
    private static readonly Dictionary<string, Dictionary<string, string>> Folders = new(StringComparer.Ordinal);

    public static string Root => Repository.Root;

    public static IEnumerable<string> Projects =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories);

    /// <summary>Source files below a folder, as paths from the root with forward slashes, without what builds leave behind.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*.cs") =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) &&
                !f.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The folder of a project in which a type is declared; empty for the project's own. A partial type's first file counts.</summary>
    public static string FolderOf(string project, string type) => Declared(project).GetValueOrDefault(type) ??
        throw new InvalidOperationException($"No file of '{project}' declares '{type}'.");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static Dictionary<string, string> Declared(string project)
    {
        lock (Folders)
        {
            if (Folders.TryGetValue(project, out var known))
                return known;
            var root = $"src/{project}";
            var folders = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in Files(root))
            {
                var folder = Path.GetDirectoryName(file)![root.Length..].TrimStart('/');
                foreach (Match match in Declaration().Matches(Read(file)))
                    folders.TryAdd(match.Groups[1].Value, folder);
            }

            return Folders[project] = folders;
        }
    }

    [GeneratedRegex(@"^(?:\w+ )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
