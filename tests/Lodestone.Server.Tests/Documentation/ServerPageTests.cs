using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Lodestone.Contracts;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documentation;

/// <summary>docs/server.md says the defaults that the code has.</summary>
public sealed partial class ServerPageTests
{
    private static readonly Assembly[] Assemblies = [typeof(ServerDefaults).Assembly, typeof(RequestLimits).Assembly];

    [Fact]
    public void Defaults_OnThePage_AreTheCodes()
    {
        var quoted = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "server.md")));
        Assert.True(quoted.Count >= 18, $"only {quoted.Count} defaults are quoted");
        foreach (Match row in quoted)
        {
            var (type, name, value) = (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value);
            var constant = Assemblies.SelectMany(a => a.GetTypes()).SingleOrDefault(t => t.Name == type)?.GetField(name);
            Assert.True(constant is not null, $"there is no {type}.{name}");
            Assert.Equal(Convert.ToString(constant!.GetRawConstantValue(), CultureInfo.InvariantCulture), value);
        }
    }

    [Theory]
    [InlineData(typeof(ServerDefaults))]
    [InlineData(typeof(RequestLimits))]
    public void Numbers_OfTheCode_AreOnThePage(Type defaults)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "server.md"));
        foreach (var number in defaults.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType != typeof(string)))
        {
            if (number.Name is not (nameof(ServerDefaults.MaxNameLength) or nameof(ServerDefaults.PageDocuments)))
                Assert.Contains($"{defaults.Name}.{number.Name}", page, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^\| `(\w+(?:Defaults|Limits|Units))\.(\w+)`[^|]*\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
