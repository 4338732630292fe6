using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Encoders.Runtime;

/// <summary>The execution providers of the ONNX Runtime that the application brings.</summary>
internal static class ExecutionProviders
{
    private const string Suffix = "ExecutionProvider";

    /// <summary>The names, as ONNX Runtime writes them, without "ExecutionProvider".</summary>
    public static IReadOnlyList<string> Available()
    {
        NativeRuntime.EnsureUsable();
        return
        [
            .. OrtEnv.Instance().GetAvailableProviders()
                .Select(p => p.EndsWith(Suffix, StringComparison.Ordinal) ? p[..^Suffix.Length] : p)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Adds a provider to a session's options. The CPU's is always there, behind it.</summary>
    /// <exception cref="ModelLoadException">The runtime does not have the provider, or cannot start it.</exception>
    public static void Append(SessionOptions options, ExecutionProvider provider)
    {
        if (IsNamed(provider, "cpu"))
            return;
        var asked = IsNamed(provider, "directml") ? "dml" : provider.Name;
        var available = Available();
        var name = available.FirstOrDefault(a => a.Equals(asked, StringComparison.OrdinalIgnoreCase)) ??
            throw Missing(provider, available, "this ONNX Runtime was built without it");
        try
        {
            Append(options, name, new Dictionary<string, string>(provider.Options));
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw Missing(provider, available, $"it cannot be started: {failure.Message}", failure);
        }
    }

    private static void Append(SessionOptions options, string name, Dictionary<string, string> settings)
    {
        switch (name.ToUpperInvariant())
        {
            case "CUDA":
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(settings);
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case "TENSORRT":
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(settings);
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            case "DML":
                var device = settings.GetValueOrDefault("device_id", "0");
                options.AppendExecutionProvider_DML(
                    int.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
                    : throw new InvalidArgumentException(
                        ErrorCodes.OptionsInvalid,
                        $"The option device_id of DirectML is '{device}'. A number from 0 is accepted.",
                        "device_id"));
                break;
            case "XNNPACK" or "AZURE":
                options.AppendExecutionProvider(name.ToUpperInvariant(), settings);
                break;
            default:
                options.AppendExecutionProvider(name, settings);
                break;
        }
    }

    private static bool IsNamed(ExecutionProvider provider, string name) => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ModelLoadException Missing(
        ExecutionProvider provider, IReadOnlyList<string> available, string why, Exception? inner = null)
    {
        var has = string.Join(", ", available.Select(a => a.ToLowerInvariant()));
        return new ModelLoadException(
            ErrorCodes.ExecutionProviderMissing,
            $"The execution provider '{provider.Name}' is not there: {why}. This runtime has {has}. Reference the package of ONNX " +
            "Runtime that has the provider, such as Microsoft.ML.OnnxRuntime.Gpu for cuda and Microsoft.ML.OnnxRuntime.DirectML for dml, " +
            "and install what it needs.",
            provider.Name, has, why, inner);
    }
}
