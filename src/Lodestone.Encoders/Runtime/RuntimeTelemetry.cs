using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Encoders.Runtime;

/// <summary>Disables ONNX Runtime's telemetry, which is on by default.</summary>
/// <remarks>
/// The runtime would keep a device's id and a queue of events in the user's cache folder, and send them when there is a network. The
/// setting is process-wide and is read when the first environment is created: an application that uses ONNX Runtime before this library has
/// to disable it itself.
/// </remarks>
internal static partial class RuntimeTelemetry
{
    /// <summary>The runtime's own switch.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> Forbidden = new(Forbid);

    /// <summary>Must run before any other call of the runtime.</summary>
    public static void Off() => _ = Forbidden.Value;

    private static bool Forbid()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix, .NET's environment variables are a copy that native code does not see.
        if (!OperatingSystem.IsWindows() && SetNative(Variable, "1", overwrite: 1) != 0)
            throw new InvalidOperationException($"The variable {Variable} cannot be set, so ONNX Runtime would report its use.");
        // Other telemetry may still be on, such as Windows events.
        OrtEnv.Instance().DisableTelemetryEvents();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
