namespace Lodestone.CrashDriver;

/// <summary>Ids and versions of a collection's documents, one a line.</summary>
public static class StateFile
{
    public static void Write(string path, IReadOnlyDictionary<string, int> state) =>
        File.WriteAllLines(path, state.Select(s => Operation.Versioned(s.Key, s.Value)));

    public static Dictionary<string, int> Read(string path) =>
        new Operation(Operation.Upsert, File.ReadAllLines(path)).Apply(new Dictionary<string, int>());
}
