using System.Text.RegularExpressions;

namespace Lodestone.ArchitectureTests;

/// <summary>The habits of the house that no compiler checks.</summary>
public sealed partial class HouseRulesTests
{
    // Tables made by a program have as many lines as there are facts.
    private static readonly IReadOnlyList<string> Written =
        [.. SourceTree.Files("src").Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal))];

    [Fact]
    public void Sources_Lengths_StayWithinTheHouse()
    {
        var lengths = Written.Select(f => (File: f, Lines: SourceTree.Read(f).Count(c => c == '\n'))).OrderBy(f => f.Lines).ToArray();
        Assert.DoesNotContain(lengths, f => f.Lines > 400);
        Assert.True(lengths[lengths.Length / 2].Lines <= 90, $"the median file has {lengths[lengths.Length / 2].Lines} lines");
        Assert.True(lengths[lengths.Length * 9 / 10].Lines <= 220,
            $"one in ten files has more than {lengths[lengths.Length * 9 / 10].Lines} lines");
    }

    [Fact]
    public void Sources_Lines_Have140ColumnsAtMost()
    {
        var found = Written
            .SelectMany(f => SourceTree.Read(f).Split('\n').Select((line, i) => (Place: $"{f}:{i + 1}", line.Length)))
            .Where(l => l.Length > 140)
            .Select(l => $"{l.Place} has {l.Length}")
            .ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    /// <summary>One public subject a file: the type the file is named after, with the small types that only it brings along.</summary>
    [Fact]
    public void Sources_PublicTypes_StandInAFileOfTheirSubject()
    {
        string[] strays =
        [
            .. Written.Select(f => (File: f, Types: PublicType().Matches(SourceTree.Read(f)).Select(m => m.Groups[1].Value).ToArray()))
                .Where(f => f.Types.Length > 0 && !f.Types.Contains(Path.GetFileNameWithoutExtension(f.File).Split('.')[0]))
                .Select(f => $"{f.File} has {string.Join(", ", f.Types)}, and none has its name"),
        ];
        Assert.True(strays.Length == 0, string.Join('\n', strays));
    }

    [Fact]
    public void Sources_Leftovers_AreNone() =>
        Assert.DoesNotContain(Written, f => Leftover().IsMatch(SourceTree.Read(f)));

    [Fact]
    public void Sources_Console_IsTheCommandLinesOwn() =>
        Assert.DoesNotContain(Written, f =>
            !f.StartsWith("src/Lodestone.Cli/", StringComparison.Ordinal) && ConsoleUse().IsMatch(SourceTree.Read(f)));

    [Fact]
    public void Folders_Names_AreCapabilities() =>
        Assert.DoesNotContain(Written, f =>
            f.Split('/').Skip(2).Any(p => p is "Helpers" or "Interfaces" or "Utils" or "Common" or "Services"));

    [GeneratedRegex(
        @"^public (?:sealed |static |abstract |partial |readonly |unsafe )*(?:class|record struct|record|struct|interface|enum) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|#region|NotImplementedException|catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\bConsole\.(Write|Read|Error|Out|In)")]
    private static partial Regex ConsoleUse();
}
