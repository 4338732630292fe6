using System.Runtime.Intrinsics.X86;

namespace Lodestone.Encoders.Runtime;

/// <summary>How exactly this CPU multiplies bytes, the main operation of int8 graphs.</summary>
/// <remarks>
/// Before VNNI, x86 multiplies unsigned by signed bytes in pairs and clips each sum of two to 16 bits. ONNX Runtime uses that by default,
/// and an int8 model then silently computes other vectors: a cosine of .91 to the vector of another CPU was seen, for everyday sentences.
/// </remarks>
internal static class ByteProducts
{
    /// <summary>
    /// Makes ONNX Runtime convert signed weights to unsigned ones, whose products it widens before adding them: exact, and somewhat slower.
    /// ONNX Runtime's name for it is <c>kOrtSessionOptionsAvx2PrecisionMode</c>.
    /// </summary>
    public const string ExactSetting = "session.x64quantprecision";

    /// <summary>CPUID leaf 7, ECX bit 11. .NET has no class for this instruction set.</summary>
    public static bool HasAvx512Vnni { get; } =
        X86Base.IsSupported && Avx512BW.IsSupported && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;

    /// <summary>Whether sums of two products are clipped unless <see cref="ExactSetting"/> is set.</summary>
    public static bool AreClipped { get; } = X86Base.IsSupported && !HasAvx512Vnni && !AvxVnni.IsSupported;
}
