using System.Runtime.Intrinsics.X86;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Tests;

/// <summary>Whether this CPU computes as the one that made the int8 goldens did (x86-64 with AVX-512 VNNI).</summary>
/// <remarks>
/// Products of bytes are exact on every CPU (<see cref="ByteProducts"/>), but sums of floats are added in another order, and a number that
/// was near the middle of two bytes then becomes the other one. So bit-near equality is demanded on such CPUs only, and elsewhere bounds
/// twice as wide as what was seen on one with AVX2 alone.
/// </remarks>
internal static class GoldenCpu
{
    /// <summary>Greatest difference of one number of an embedding; the goldens are rounded. Seen with AVX2: .0105.</summary>
    public static double EmbeddingTolerance => IsLikeTheGoldens ? 2e-3 : 0.02;

    /// <summary>Greatest difference of a logit; the goldens are rounded. Seen with AVX2: .16.</summary>
    public static double LogitTolerance => IsLikeTheGoldens ? 2e-3 : 0.32;

    /// <summary>Least cosine to the fp32 reference on any CPU: the goldens' own worst is .9752.</summary>
    public const double LeastCosine = 0.97;

    /// <summary>Greatest difference of a logit from the fp32 reference on any CPU: the goldens' own worst is .53.</summary>
    public const double ReferenceLogitTolerance = 0.7;

    private static bool IsLikeTheGoldens { get; } = Avx512BW.IsSupported && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;
}
