using Lodestone.Cli.Search;
using Lodestone.Cli.Tests.Output;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>Screens of terminals on which tables have no room side by side.</summary>
public sealed class NarrowScreenTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    public void Search_Narrow_IsStacked(int width) => Golden.Equal(
        $"search-{width}.txt", Screen.Piped(screen => SearchScreen.Show(screen, SearchScreenTests.Result, showQuery: true), width));

    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    public void Explain_Narrow_IsStacked(int width) => Golden.Equal(
        $"explain-{width}.txt", Screen.Piped(screen => ExplainScreen.Show(screen, SearchScreenTests.Result), width));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(64)]
    public void Explain_AnyWidth_EndsWithEveryPlace(int width)
    {
        var shown = TextWrapTests.Dense(Screen.Piped(screen => ExplainScreen.Show(screen, SearchScreenTests.Result), width));
        foreach (var value in new[] { "7.250", "0.7158", "8.250", "0.9997", "0.8425", "notime", "billing-009", "thereisnofilter" })
            Assert.Contains(value, shown, StringComparison.Ordinal);
    }
}
