using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Lodestone.Walks;

/// <summary>Where each method of a probed assembly reports that it runs.</summary>
public static class Probe
{
    private static readonly bool[] Hits = new bool[1 << 16];

    /// <summary>A method has begun.</summary>
    public static void Hit(int method) => Hits[method] = true;

    internal static void Reset() => Array.Clear(Hits);

    internal static bool[] Read() => [.. Hits];
}

/// <summary>Puts a probe at the beginning of every method that does something, and knows the file of each.</summary>
internal sealed class ProbeWriter
{
    private readonly List<string> _files = [];

    /// <summary>The source file of each probe, from the repository's root.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>A probed copy of an assembly.</summary>
    public MemoryStream Rewrite(string path)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        var parameters = new ReaderParameters { ReadSymbols = true, AssemblyResolver = resolver };
        using var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
        var hit = assembly.MainModule.ImportReference(typeof(Probe).GetMethod(nameof(Probe.Hit)));
        foreach (var method in assembly.MainModule.GetAllTypes().SelectMany(t => t.Methods))
        {
            if (!DoesSomething(method) || FileOf(method) is not { } file)
                continue;
            var code = method.Body.GetILProcessor();
            code.InsertBefore(method.Body.Instructions[0], code.Create(OpCodes.Ldc_I4, _files.Count));
            code.InsertAfter(0, code.Create(OpCodes.Call, hit));
            _files.Add(file);
        }

        var copy = new MemoryStream();
        assembly.Write(copy);
        copy.Position = 0;
        return copy;
    }

    // Sources that generators wrote lie elsewhere, or are no files at all.
    private static string? FileOf(MethodDefinition method)
    {
        var url = method.DebugInformation.SequencePoints.FirstOrDefault(p => !p.IsHidden)?.Document.Url.Replace('\\', '/');
        var start = url?.LastIndexOf("/src/Lodestone.", StringComparison.Ordinal) ?? -1;
        return start < 0 || url!.Contains("/obj/", StringComparison.Ordinal) ? null : url[(start + 1)..];
    }

    private static bool DoesSomething(MethodDefinition method)
    {
        if (!method.HasBody || method is { IsConstructor: true, IsStatic: true } || IsWrittenByTheCompiler(method) || IsData(method))
            return false;
        return !(method.IsConstructor || method.IsGetter || method.IsSetter) || method.Body.Instructions.Any(IsWork);
    }

    // Accessors of auto-properties and a record's own members; local functions and lambdas have the mark, too, but are the author's.
    private static bool IsWrittenByTheCompiler(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute") &&
        !method.Name.Contains(">g__", StringComparison.Ordinal) && !method.Name.Contains(">b__", StringComparison.Ordinal);

    private static bool IsData(MethodDefinition method)
    {
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Exception", StringComparison.Ordinal) ||
                type.Methods.Any(m => m.Name == "PrintMembers" && IsWrittenByTheCompiler(m)))
            {
                return true;
            }
        }

        return false;
    }

    // Without a branch, and without a call but to constructors, accessors and for an empty list, a constructor or an accessor only assigns.
    private static bool IsWork(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Cond_Branch => true,
        FlowControl.Call when instruction.Operand is MethodReference { Name: var name } =>
            !(name is ".ctor" or "Empty" || name.StartsWith("get_", StringComparison.Ordinal) ||
                name.StartsWith("set_", StringComparison.Ordinal)),
        _ => false,
    };
}
