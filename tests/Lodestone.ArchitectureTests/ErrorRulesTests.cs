using System.Text.RegularExpressions;

namespace Lodestone.ArchitectureTests;

/// <summary>Every cause of an error is raised by a test, and the libraries speak no skin's language.</summary>
public sealed partial class ErrorRulesTests
{
    private static readonly string[] Libraries =
    [
        "Lodestone.Abstractions", "Lodestone.Encoders", "Lodestone.Indexing", "Lodestone.Ingestion", "Lodestone.Core",
        "Lodestone.Evaluation", "Lodestone.Hosting",
    ];

    [Fact]
    public void ErrorCodes_EachConstant_IsAssertedByATest()
    {
        // A statement that asserts, the rows of a theory with the first statement of its test, or the data of one.
        var asserted = SourceTree.Files("tests")
            .Where(f => !f.StartsWith("tests/Lodestone.ArchitectureTests/", StringComparison.Ordinal))
            .SelectMany(f => SourceTree.Read(f).Split(';'))
            .Where(s => s.Contains("Assert.", StringComparison.Ordinal) || s.Contains("[InlineData(", StringComparison.Ordinal) ||
                s.Contains("TheoryData<", StringComparison.Ordinal))
            .SelectMany(s => UsedCode().Matches(s))
            .Select(m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(Codes().Length > 50, $"{Codes().Length} codes");
        Assert.Empty(Codes().Except(asserted));
    }

    /// <summary>A client sees the text, so the server's tests mostly have it as a text.</summary>
    [Fact]
    public void HttpErrorCodes_EachValue_IsAnsweredInATest()
    {
        var tests = string.Concat(SourceTree.Files("tests/Lodestone.Server.Tests").Select(SourceTree.Read));
        (string Name, string Code)[] codes =
        [
            .. HttpCode().Matches(SourceTree.Read("src/Lodestone.Server/Errors/HttpErrorCodes.cs"))
                .Select(m => (m.Groups[1].Value, m.Groups[2].Value)),
        ];
        Assert.True(codes.Length > 20, $"{codes.Length} codes");
        Assert.DoesNotContain(codes, c => !tests.Contains($"\"{c.Code}\"", StringComparison.Ordinal) &&
            !tests.Contains($"error:{c.Code}", StringComparison.Ordinal) &&
            !tests.Contains($"HttpErrorCodes.{c.Name}", StringComparison.Ordinal));
    }

    [Fact]
    public void ErrorCodes_EachConstant_IsRaisedByTheSource()
    {
        var used = SourceTree.Files("src")
            .Where(f => f is not ("src/Lodestone.Abstractions/Errors/ErrorCodes.cs" or "src/Lodestone.Cli/Shared/ErrorAdvice.cs"))
            .SelectMany(f => UsedCode().Matches(SourceTree.Read(f)))
            .Select(m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Codes().Except(used));
    }

    /// <summary>Routes are the server's own words; commands and switches are those of one of its hosts.</summary>
    [Fact]
    public void Server_Texts_NameNoCommandOrSwitch()
    {
        var files = SourceTree.Files("src/Lodestone.Server").ToArray();
        Assert.True(files.Length > 50, $"{files.Length} files");
        Assert.Empty(files.SelectMany(
            f => WordsOfTheCommandLine().Matches(WithoutComments(SourceTree.Read(f))).Select(m => $"{f}: {m.Value}")));
    }

    [Fact]
    public void Libraries_Texts_NameNoCommandSwitchOrRoute()
    {
        var files = Libraries.SelectMany(l => SourceTree.Files($"src/{l}")).ToArray();
        Assert.True(files.Length > 300, $"{files.Length} files");
        Assert.Empty(files.SelectMany(f => WordsOfASkin(WithoutComments(SourceTree.Read(f))).Select(m => $"{f}: {m.Value}")));
    }

    [Theory]
    [InlineData("throw new X(\"Run `lodestone doctor`.\");", true)]
    [InlineData("$\"Raise --candidates.\"", true)]
    [InlineData("\"GET /v1/collections lists them.\"", true)]
    [InlineData("Name = \"lodestone parser\"", false)]
    [InlineData("\"a -- b\"", false)]
    [InlineData("/// <c>lodestone index</c>", false)]
    public void WordsOfASkin_Line_AreFoundInTextsOnly(string line, bool found) =>
        Assert.Equal(found, WordsOfASkin(WithoutComments(line)).Any());

    private static IEnumerable<Match> WordsOfASkin(string source) =>
        WordsOfTheCommandLine().Matches(source).Concat(Route().Matches(source));

    private static string[] Codes() =>
        [.. Constant().Matches(SourceTree.Read("src/Lodestone.Abstractions/Errors/ErrorCodes.cs")).Select(m => m.Groups[1].Value)];

    private static string WithoutComments(string source) =>
        string.Join('\n', source.Split('\n').Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"public const string (\w+) =", RegexOptions.CultureInvariant)]
    private static partial Regex Constant();

    [GeneratedRegex(@"public const string (\w+) = ""([a-z-]+)"";", RegexOptions.CultureInvariant)]
    private static partial Regex HttpCode();

    [GeneratedRegex(@"\bErrorCodes\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex UsedCode();

    [GeneratedRegex(
        @"""[^""\n]*(?:" +
        @"\blodestone (?:index|search|similar|get|delete|export|stats|doctor|eval|compare|rerank|embed|models|serve|keys|completion)\b" +
        @"|(?<![\w-])--[a-z])[^""\n]*""",
        RegexOptions.CultureInvariant)]
    private static partial Regex WordsOfTheCommandLine();

    [GeneratedRegex(@"""[^""\n]*/v1/[^""\n]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Route();
}
