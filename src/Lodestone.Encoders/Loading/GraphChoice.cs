using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Loading;

/// <summary>Chooses the ONNX file to run.</summary>
/// <remarks>
/// An int8 graph made for runs of one text comes first, then the exports quantised for this CPU's instructions under the names that
/// Sentence Transformers and Optimum use, then the generic quantised one, then fp32.
/// </remarks>
internal static class GraphChoice
{
    public static (string File, string Why) Find(string folder, string? explicitFile)
    {
        if (explicitFile is not null)
        {
            var path = Path.IsPathRooted(explicitFile) ? explicitFile : Path.Combine(folder, explicitFile);
            return File.Exists(path) ? (path, "named by the caller") : throw Missing(folder, $"'{explicitFile}'");
        }

        foreach (var (name, why) in Preferred())
        {
            foreach (var path in new[] { Path.Combine(folder, "onnx", name), Path.Combine(folder, name) })
            {
                if (File.Exists(path))
                    return (path, why);
            }
        }

        var rest = OnnxFiles(folder);
        return rest.Count == 1 ? (rest[0], "the only .onnx file") : throw Missing(folder, "a graph");
    }

    private static IEnumerable<(string Name, string Why)> Preferred()
    {
        yield return ("model_int8.onnx", "int8 graph, preferred everywhere");
        if (ByteProducts.HasAvx512Vnni)
            yield return ("model_qint8_avx512_vnni.onnx", "quantised for AVX-512 VNNI, which this CPU has");
        if (Avx512BW.IsSupported)
            yield return ("model_qint8_avx512.onnx", "quantised for AVX-512, which this CPU has");
        if (Avx2.IsSupported)
            yield return ("model_quint8_avx2.onnx", "quantised for AVX2, which this CPU has");
        if (AdvSimd.Arm64.IsSupported)
            yield return ("model_qint8_arm64.onnx", "quantised for ARM64, which this CPU is");
        yield return ("model_quantized.onnx", "the generic quantised export");
        yield return ("model.onnx", "the fp32 export; the folder has no quantised one for this CPU");
    }

    private static List<string> OnnxFiles(string folder) =>
        [.. new[] { Path.Combine(folder, "onnx"), folder }
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.onnx"))
            .Order(StringComparer.Ordinal)];

    private static ModelLoadException Missing(string folder, string asked)
    {
        var there = OnnxFiles(folder).Select(Path.GetFileName).ToArray();
        var found = there.Length == 0 ? "no .onnx file" : string.Join(", ", there);
        return new ModelLoadException(
            ErrorCodes.ModelFileMissing,
            $"Model folder '{folder}' lacks {asked}: it has {found}. Accepted, in the folder or in onnx/: " +
            $"{string.Join(", ", Preferred().Select(p => p.Name))}. Export the model to ONNX, or name the file to use. " +
            $"({RuntimeInformation.ProcessArchitecture})",
            folder, "an ONNX graph", found);
    }
}
