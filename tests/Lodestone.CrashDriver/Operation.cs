using System.Globalization;

namespace Lodestone.CrashDriver;

/// <summary>One change to a collection, as the log has it.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Arguments">Ids, or ids with versions.</param>
public sealed record Operation(string Kind, IReadOnlyList<string> Arguments)
{
    public const string Upsert = "upsert";
    public const string Index = "index";
    public const string Delete = "delete";
    public const string DeleteGroup = "delete-group";
    public const string Save = "save";

    /// <summary>The versions an upsert or an indexing run writes, in order.</summary>
    public IEnumerable<(string Id, int Version)> Written => Arguments.Select(a => a.Split('='))
        .Select(p => (p[0], int.Parse(p[1], CultureInfo.InvariantCulture)));

    public static string Versioned(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}={version}");

    public static Operation Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Operation(parts[0], parts[1..]);
    }

    public override string ToString() => string.Join(' ', Arguments.Prepend(Kind));

    /// <summary>What a collection holds after the operation, or after so many of its documents.</summary>
    public Dictionary<string, int> Apply(IReadOnlyDictionary<string, int> before, int documents = int.MaxValue)
    {
        var after = new Dictionary<string, int>(before, StringComparer.Ordinal);
        if (Kind is Upsert or Index)
        {
            foreach (var (id, version) in Written.Take(documents))
                after[id] = version;
        }

        foreach (var id in Kind == Delete ? Arguments : [])
            after.Remove(id);
        foreach (var id in Kind == DeleteGroup ? after.Keys.Where(i => Workload.Group(i) == Arguments[0]).ToArray() : [])
            after.Remove(id);
        return after;
    }
}
