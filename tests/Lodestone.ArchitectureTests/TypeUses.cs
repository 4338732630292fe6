using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Lodestone.ArchitectureTests;

/// <summary>Which of our types uses which other, read from the compiled assemblies.</summary>
/// <remarks>Constants leave no trace in an assembly, and neither does <c>nameof</c>: the compiler puts the value in their place.</remarks>
internal static partial class TypeUses
{
    /// <summary>Every use of one of our types by another, as outermost types.</summary>
    public static IReadOnlyList<(Room From, string User, Room To, string Used)> All { get; } = Read();

    private static List<(Room From, string User, Room To, string Used)> Read()
    {
        var uses = new List<(Room, string, Room, string)>();
        AssemblyDefinition[] assemblies =
        [
            .. SourceTree.Projects.Select(p => Path.GetFileNameWithoutExtension(p)!)
                .Select(n => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, n + ".dll"))),
        ];
        var ours = assemblies.Select(a => a.Name.Name).ToHashSet(StringComparer.Ordinal);
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in assemblies)
        {
            foreach (var type in assembly.MainModule.Types.Where(t => IsWritten(t.FullName)))
            {
                var from = RoomOf(assembly.Name.Name, type.Namespace, type.Name, folders);
                var used = new HashSet<TypeReference>();
                Collect(type, used);
                foreach (var target in used.Select(Outermost).DistinctBy(t => t.FullName))
                {
                    var owner = target.Scope is AssemblyNameReference scope ? scope.Name : assembly.Name.Name;
                    if (ours.Contains(owner) && target.FullName != type.FullName && IsWritten(target.FullName))
                        uses.Add((from, type.Name, RoomOf(owner, target.Namespace, target.Name, folders), target.Name));
                }
            }
        }

        return uses;
    }

    // What generators and the compiler add belongs to no room.
    private static bool IsWritten(string name) =>
        !name.Contains('<', StringComparison.Ordinal) && name.StartsWith("Lodestone.", StringComparison.Ordinal);

    private static Room RoomOf(string project, string space, string type, Dictionary<string, string> folders)
    {
        var key = $"{project}:{space}.{type}";
        if (!folders.TryGetValue(key, out var folder))
            folders.Add(key, folder = SourceTree.FolderOf(project, NameOnly().Replace(type, "")));
        return new Room(project, folder);
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static void Collect(TypeDefinition type, HashSet<TypeReference> used)
    {
        Add(type.BaseType, used);
        foreach (var contract in type.Interfaces)
            Add(contract.InterfaceType, used);
        Attributes(type, used);
        Constraints(type, used);
        foreach (var field in type.Fields)
        {
            Add(field.FieldType, used);
            Attributes(field, used);
        }

        foreach (var property in type.Properties)
            Attributes(property, used);
        foreach (var method in type.Methods)
            Collect(method, used);
        foreach (var nested in type.NestedTypes)
            Collect(nested, used);
    }

    private static void Collect(MethodDefinition method, HashSet<TypeReference> used)
    {
        Signature(method, used);
        Attributes(method, used);
        Constraints(method, used);
        if (!method.HasBody)
            return;
        foreach (var local in method.Body.Variables)
            Add(local.VariableType, used);
        foreach (var handler in method.Body.ExceptionHandlers)
            Add(handler.CatchType, used);
        foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
        {
            switch (operand)
            {
                case TypeReference type:
                    Add(type, used);
                    break;
                case MethodReference called:
                    Add(called.DeclaringType, used);
                    Signature(called, used);
                    if (called is GenericInstanceMethod generic)
                        Add(generic.GenericArguments, used);
                    break;
                case FieldReference field:
                    Add(field.DeclaringType, used);
                    Add(field.FieldType, used);
                    break;
            }
        }
    }

    private static void Signature(MethodReference method, HashSet<TypeReference> used)
    {
        Add(method.ReturnType, used);
        Add(method.Parameters.Select(p => p.ParameterType), used);
    }

    private static void Constraints(IGenericParameterProvider owner, HashSet<TypeReference> used) =>
        Add(owner.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType), used);

    private static void Attributes(ICustomAttributeProvider owner, HashSet<TypeReference> used)
    {
        foreach (var attribute in owner.CustomAttributes)
        {
            Add(attribute.AttributeType, used);
            Add(attribute.ConstructorArguments.Select(a => a.Value).OfType<TypeReference>(), used);
        }
    }

    private static void Add(IEnumerable<TypeReference> types, HashSet<TypeReference> used)
    {
        foreach (var type in types)
            Add(type, used);
    }

    private static void Add(TypeReference? type, HashSet<TypeReference> used)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                Add(generic.ElementType, used);
                Add(generic.GenericArguments, used);
                return;
            case FunctionPointerType pointer:
                Add(pointer.ReturnType, used);
                Add(pointer.Parameters.Select(p => p.ParameterType), used);
                return;
            case TypeSpecification special:
                Add(special.ElementType, used);
                return;
            default:
                used.Add(type);
                return;
        }
    }

    // The compiler counts a generic type's parameters in its name.
    [GeneratedRegex(@"`\d+$")]
    private static partial Regex NameOnly();
}

/// <summary>A folder of a project; an empty path is the project's own folder.</summary>
internal readonly record struct Room(string Project, string Folder)
{
    public override string ToString() => Folder.Length == 0 ? Project : $"{Project}/{Folder}";
}
