using System.Reflection;
using System.Runtime.Loader;
using Lodestone.TestSupport;

namespace Lodestone.Walks;

/// <summary>Which of our source files each call ran.</summary>
public sealed class Coverage
{
    private readonly Dictionary<string, IReadOnlyList<string>> _files;

    private Coverage(Dictionary<string, IReadOnlyList<string>> files) => _files = files;

    /// <summary>The files of a call, from the repository's root, in ordinal order.</summary>
    public IReadOnlyList<string> Of(string call) => _files[call];

    /// <summary>Does the four calls with probed copies of our assemblies, beside the ones of this process.</summary>
    public static async Task<Coverage> MeasureAsync()
    {
        var context = new ProbedContext();
        var run = context.LoadFromAssemblyName(typeof(Calls).Assembly.GetName())
            .GetType(typeof(Calls).FullName!, throwOnError: true)!
            .GetMethod(nameof(Calls.RunAsync))!;
        var hits = await (Task<IReadOnlyDictionary<string, bool[]>>)run.Invoke(null, null)!;
        return new Coverage(hits.ToDictionary(call => call.Key, call => Files(context.Writer.Files, call.Value), StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Files(IReadOnlyList<string> files, bool[] hits) =>
        [.. files.Where((_, probe) => hits[probe]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // The packages and the framework are the process's own.
    private sealed class ProbedContext() : AssemblyLoadContext("walks")
    {
        private readonly Lock _gate = new();

        public ProbeWriter Writer { get; } = new();

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll");
            if (!assemblyName.Name!.StartsWith("Lodestone.", StringComparison.Ordinal) || !File.Exists(path))
                return null;
            if (!Directory.Exists(Repository.PathOf("src", assemblyName.Name)))
                return LoadFromAssemblyPath(path);
            lock (_gate)
            {
                using var copy = Writer.Rewrite(path);
                return LoadFromStream(copy);
            }
        }
    }
}
