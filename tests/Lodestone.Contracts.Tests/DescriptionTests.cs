using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lodestone.Contracts.Tests;

/// <summary>The OpenAPI document takes a few fields' words from an attribute; a reader of the code has them in the comment.</summary>
public sealed partial class DescriptionTests
{
    [Fact]
    public void Description_OfAField_IsItsSummary()
    {
        var comments = XDocument.Load(Path.ChangeExtension(typeof(Problem).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary"));
        var described = Shapes.Objects.SelectMany(Shapes.Written)
            .Select(p => (Property: p, p.GetCustomAttribute<DescriptionAttribute>()?.Description)).Where(p => p.Description is not null).ToArray();
        Assert.True(described.Length >= 9, $"{described.Length} fields");
        Assert.All(described, p =>
            Assert.Equal(TextOf(comments[$"P:{p.Property.DeclaringType!.FullName}.{p.Property.Name}"]!), p.Description));
    }

    private static string TextOf(XElement summary)
    {
        foreach (var code in summary.Descendants("c").ToArray())
            code.ReplaceWith($"`{code.Value}`");
        return Space().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
