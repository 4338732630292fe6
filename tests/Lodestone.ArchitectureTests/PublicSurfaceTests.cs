using System.Reflection;
using System.Text.RegularExpressions;
using Lodestone.Contracts;
using Lodestone.Encoders;
using Lodestone.Evaluation;
using Lodestone.Hosting;
using Lodestone.Indexing;
using Lodestone.Ingestion;
using Lodestone.Server;

namespace Lodestone.ArchitectureTests;

/// <summary>What the libraries show to their users.</summary>
public sealed partial class PublicSurfaceTests
{
    private static readonly Assembly[] Libraries =
    [
        typeof(Document).Assembly, typeof(BiEncoder).Assembly, typeof(KeySet).Assembly, typeof(DocumentSource).Assembly,
        typeof(Collection).Assembly, typeof(Judgements).Assembly, typeof(LodestoneOptions).Assembly, typeof(LodestoneServer).Assembly,
        typeof(Problem).Assembly,
    ];

    // Ours, the framework's, and the abstractions that are there to be shown.
    private static readonly string[] Shown =
    [
        "System.", "Lodestone", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Options", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Configuration.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.AspNetCore.Http.Abstractions", "Microsoft.AspNetCore.Routing",
    ];

    [Fact]
    public void PublicMembers_Types_AreOursOrTheFrameworks()
    {
        var strangers = Libraries.SelectMany(l => l.GetExportedTypes())
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .SelectMany(Mentioned)
                .SelectMany(Flatten)
                .Where(m => !Shown.Any(s => m.Assembly.GetName().Name!.StartsWith(s, StringComparison.Ordinal)))
                .Select(m => $"{t.Name} shows {m.FullName}"))
            .Distinct();
        Assert.Empty(strangers);
    }

    [Fact]
    public void PublicClasses_NotMadeForInheritance_AreSealed() =>
        Assert.Empty(Libraries.SelectMany(l => l.GetExportedTypes())
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.Name));

    [Fact]
    public void PublicTypes_Namespaces_AreTheProjects() =>
        Assert.All(Libraries.Where(l => l != typeof(Problem).Assembly), l =>
            Assert.All(l.GetExportedTypes(), t => Assert.Equal(RootOf(l.GetName().Name!), t.Namespace)));

    [Fact]
    public void Sources_OfInternalTypes_AreInTheNamespaceOfTheirFolder()
    {
        var strangers = SourceTree.Files("src")
            .Select(f => (File: f, Text: SourceTree.Read(f)))
            .Where(f => Space().Match(f.Text) is { Success: true } space && !PublicType().IsMatch(f.Text) &&
                space.Groups[1].Value != SpaceOf(Path.GetDirectoryName(f.File)!.Split('/')))
            .Select(f => f.File);
        Assert.Empty(strangers);
    }

    // The shapes of other servers have namespaces of their own: their words for the same things differ.
    [Fact]
    public void PublicTypes_OfTheContracts_AreInTheNamespaceOfTheirFolder() =>
        Assert.All(typeof(Problem).Assembly.GetExportedTypes(), t =>
        {
            var folder = SourceTree.FolderOf("Lodestone.Contracts", t.Name.Split('`')[0]);
            Assert.Equal(Path.Combine("Lodestone.Contracts", folder).Replace('/', '.'), t.Namespace);
        });

    // Documents and collections are what everybody meets: Lodestone itself.
    private static string RootOf(string assembly) => assembly is "Lodestone.Abstractions" or "Lodestone.Core" ? "Lodestone" : assembly;

    private static string SpaceOf(string[] folders) => string.Join('.', [RootOf(folders[1]), .. folders[2..]]);

    private static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodBase method =>
        [
            .. method.GetParameters().Select(p => p.ParameterType),
            .. method is MethodInfo { ReturnType: var type } ? new[] { type } : [],
        ],
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        EventInfo { EventHandlerType: { } handler } => [handler],
        _ => [],
    };

    private static IEnumerable<Type> Flatten(Type type) =>
        type.HasElementType ? Flatten(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Flatten).Prepend(type.GetGenericTypeDefinition())
        : [type];

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();

    [GeneratedRegex(@"^public ", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
