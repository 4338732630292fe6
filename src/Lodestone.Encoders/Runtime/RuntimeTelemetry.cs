using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Encoders.Runtime;

/// <summary>Keeps ONNX Runtime from reporting its use to its makers, as it does unless told otherwise.</summary>
/// <remarks>
/// It would keep a device's id and a queue of events under the user's cache folder, and send them when there is a network. The setting
/// is the whole process's, and is read when the first environment is made: an application that uses ONNX Runtime before this library has
/// to see to it itself.
/// </remarks>
internal static partial class RuntimeTelemetry
{
    /// <summary>The runtime's own switch.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> Forbidden = new(Forbid);

    /// <summary>Has to come before whatever else is asked of the runtime.</summary>
    public static void Off() => _ = Forbidden.Value;

    private static bool Forbid()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        // On Unix .NET's variables are a copy that native code does not see.
        if (!OperatingSystem.IsWindows() && SetNative(Variable, "1", overwrite: 1) != 0)
            throw new InvalidOperationException($"The variable {Variable} cannot be set, so ONNX Runtime would report its use.");
        // What may be on all the same, such as events of Windows.
        OrtEnv.Instance().DisableTelemetryEvents();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
