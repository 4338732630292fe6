using System.Text.RegularExpressions;
using Lodestone.Walks;

namespace Lodestone.ArchitectureTests;

/// <summary>The habits of the house that no compiler checks.</summary>
public sealed partial class HouseRulesTests
{
    private const int MostTypes = 1191;
    private const int MostPublicTypes = 185;

    private static readonly HouseSize Size = HouseSize.Measure();

    // Tables made by a program have as many lines as there are facts.
    private static readonly IReadOnlyList<string> Written =
        [.. SourceTree.Files("src").Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal))];

    [Fact]
    public void Sources_Lengths_StayWithinTheHouse()
    {
        Assert.InRange(Size.Median, 45, 90);
        Assert.InRange(Size.NineInTen, 1, 220);
        Assert.InRange(Size.Longest, 1, 400);
        Assert.InRange(Size.Dust, 0, Size.Files / 10);
    }

    [Fact]
    public void Types_Number_StaysWithinTheHouse() => Assert.InRange(Size.Types, 1, MostTypes);

    [Fact]
    public void PublicTypes_Number_StaysWithinTheHouse() => Assert.InRange(Size.PublicTypes, 1, MostPublicTypes);

    /// <summary>The generator writes several classes in another order each time (dotnet/runtime#119587).</summary>
    [Fact]
    public void LogEntries_OfOneProject_AreInOneClass()
    {
        string[] several =
        [
            .. SourceTree.Files("src").Where(f => SourceTree.Read(f).Contains("[LoggerMessage(", StringComparison.Ordinal))
                .GroupBy(f => f.Split('/')[1]).Where(g => g.Count() > 1).Select(g => string.Join(", ", g)),
        ];
        Assert.True(several.Length == 0, string.Join('\n', several));
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

    /// <summary>A test waits for an event, a gate or a counter; what has none is asked again and again by one helper, with a limit.</summary>
    [Fact]
    public void Tests_Waits_AreNoSleeps()
    {
        const string waiting = "tests/Lodestone.TestSupport/Waiting.cs";
        Assert.Matches(Sleep(), SourceTree.Read(waiting));
        Assert.DoesNotContain(SourceTree.Files("tests"), f => f != waiting && Sleep().IsMatch(SourceTree.Read(f)));
    }

    /// <summary>A test that blocks holds a thread that the work it waits for may need.</summary>
    [Fact]
    public void Tests_AsynchronousWork_IsAwaited() =>
        Assert.DoesNotContain(SourceTree.Files("tests"), f => Blocking().IsMatch(SourceTree.Read(f)));

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

    [GeneratedRegex(@"\b(Thread\.(Sleep|SpinWait)|Task\.Delay|SpinWait\.|WaitForTimeout(?:Async)\()|setTimeout\([^)]*,\s*\d")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\.GetAwaiter\(\)\s*\.GetResult\(\)")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\bConsole\.(Write|Read|Error|Out|In)")]
    private static partial Regex ConsoleUse();
}
