using System.Runtime.Intrinsics.X86;

namespace Lodestone.Models.Tests;

/// <summary>Whether this CPU computes int8 products as the one that made the int8 goldens did (x86-64 with AVX-512 VNNI).</summary>
/// <remarks>
/// With VNNI, ONNX Runtime multiplies u8 by s8 exactly; without it, pairs of products may saturate. So bit-near equality is demanded on
/// such CPUs only, and elsewhere what the self-check demands too.
/// </remarks>
internal static class GoldenCpu
{
    /// <summary>
    /// Greatest difference of one number on a CPU like the one that made the goldens; theirs are rounded to 5 or 6 digits.
    /// </summary>
    public const double SameCpuTolerance = 2e-3;

    /// <summary>Least cosine to the fp32 reference on any CPU: the goldens' own worst is .9752.</summary>
    public const double LeastCosine = 0.95;

    /// <summary>Greatest difference of a logit from the fp32 reference on any CPU: the goldens' own worst is .53.</summary>
    public const double LogitTolerance = 1.0;

    public static bool IsLikeTheGoldens { get; } =
        Avx512BW.IsSupported && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;
}
