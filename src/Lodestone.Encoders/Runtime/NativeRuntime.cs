using System.Runtime.InteropServices;

namespace Lodestone.Encoders.Runtime;

/// <summary>The native library of ONNX Runtime, which a package brings for some platforms only.</summary>
internal static class NativeRuntime
{
    private const string Platforms = "Windows and Linux (glibc) on x64 and arm64, macOS on arm64";

    /// <summary>Loads the library and disables its telemetry, before any other call of it.</summary>
    /// <exception cref="ModelLoadException">The library is not there, or is not for this platform.</exception>
    public static void EnsureUsable()
    {
        try
        {
            RuntimeTelemetry.Off();
        }
        catch (Exception failure) when (Cause(failure) is { } cause)
        {
            throw new ModelLoadException(
                ErrorCodes.ModelRuntimeMissing,
                $"ONNX Runtime, which runs the models, cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {cause.Message} " +
                $"The package Microsoft.ML.OnnxRuntime has it for {Platforms}: not for musl (Alpine), and not for Macs with an Intel " +
                "processor.",
                AppContext.BaseDirectory, Platforms, RuntimeInformation.RuntimeIdentifier, failure);
        }
    }

    // The managed part loads the library in the initialiser of a type.
    private static Exception? Cause(Exception failure) => failure switch
    {
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException => failure,
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        _ => null,
    };
}
