using System.Collections.Frozen;

namespace Lodestone.Ingestion.Formats;

/// <summary>The programming languages that are known by their extension, under the names that metadata has.</summary>
/// <remarks>Not configuration and data: in a folder they are mostly made by programs, and none of it is prose or a definition.</remarks>
internal static class CodeLanguages
{
    private static readonly (string Language, string[] Extensions)[] All =
    [
        ("c", [".c", ".h"]),
        ("c#", [".cs", ".csx"]),
        ("c++", [".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"]),
        ("clojure", [".clj", ".cljs"]),
        ("dart", [".dart"]),
        ("elixir", [".ex", ".exs"]),
        ("erlang", [".erl"]),
        ("f#", [".fs", ".fsi", ".fsx"]),
        ("go", [".go"]),
        ("groovy", [".groovy", ".gradle"]),
        ("haskell", [".hs"]),
        ("java", [".java"]),
        ("javascript", [".js", ".mjs", ".cjs", ".jsx"]),
        ("julia", [".jl"]),
        ("kotlin", [".kt", ".kts"]),
        ("lua", [".lua"]),
        ("ocaml", [".ml", ".mli"]),
        ("perl", [".pl", ".pm"]),
        ("php", [".php"]),
        ("powershell", [".ps1", ".psm1"]),
        ("protobuf", [".proto"]),
        ("python", [".py", ".pyi"]),
        ("r", [".r"]),
        ("ruby", [".rb"]),
        ("rust", [".rs"]),
        ("scala", [".scala"]),
        ("shell", [".sh", ".bash"]),
        ("sql", [".sql"]),
        ("swift", [".swift"]),
        ("typescript", [".ts", ".tsx", ".mts", ".cts"]),
        ("visual basic", [".vb"]),
        ("zig", [".zig"]),
    ];

    /// <summary>The languages by extension with its dot; letter case is ignored.</summary>
    public static IReadOnlyDictionary<string, string> ByExtension { get; } = All
        .SelectMany(l => l.Extensions.Select(e => KeyValuePair.Create(e, l.Language)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the language of a path's extension; null when none is known.</summary>
    public static string? Of(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path));
}
