using System.Globalization;
using Lodestone.TestSupport;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Lodestone.Walks;

/// <summary>How large the sources under src/ are; tables that a program wrote (*.g.cs) are left out.</summary>
/// <param name="Files">The files.</param>
/// <param name="Median">Lines of the median file.</param>
/// <param name="NineInTen">Lines that nine in ten files do not exceed.</param>
/// <param name="Longest">Lines of the longest file.</param>
/// <param name="Dust">Files under <see cref="DustLines"/> lines.</param>
/// <param name="Types">Types that someone wrote, public or not.</param>
/// <param name="PublicTypes">Types that users see, without those of Lodestone.Contracts.</param>
public sealed record HouseSize(int Files, int Median, int NineInTen, int Longest, int Dust, int Types, int PublicTypes)
{
    /// <summary>A file with fewer lines is dust.</summary>
    public const int DustLines = 15;

    /// <summary>Reads the sources, and the assemblies beside this one.</summary>
    public static HouseSize Measure()
    {
        int[] lines = [.. Sources().Select(f => File.ReadAllText(f).Count(c => c == '\n')).Order()];
        int types = 0, shown = 0;
        foreach (var project in Directory.EnumerateDirectories(Repository.PathOf("src")).Select(f => Path.GetFileName(f)!))
        {
            using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
            TypeDefinition[] written = [.. assembly.MainModule.GetAllTypes().Where(IsWritten)];
            types += written.Length;
            shown += project == "Lodestone.Contracts" ? 0 : written.Count(IsShown);
        }

        return new HouseSize(
            lines.Length, lines[lines.Length / 2], lines[lines.Length * 9 / 10], lines[^1], lines.Count(l => l < DustLines), types, shown);
    }

    /// <summary>The numbers in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Files} files: median {Median} lines, nine in ten up to {NineInTen}, longest {Longest}, {Dust} under {DustLines}; " +
        $"{Types} types, {PublicTypes} of them public.");

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Select(f => f.Replace('\\', '/'))
            .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal));

    // What the compiler and source generators add has a name that no author can give, or a namespace that is not ours.
    private static bool IsWritten(TypeDefinition type) =>
        !type.FullName.Contains('<', StringComparison.Ordinal) && type.FullName.StartsWith("Lodestone.", StringComparison.Ordinal);

    private static bool IsShown(TypeDefinition type) =>
        type.DeclaringType is { } outer ? type.IsNestedPublic && IsShown(outer) : type.IsPublic;
}
