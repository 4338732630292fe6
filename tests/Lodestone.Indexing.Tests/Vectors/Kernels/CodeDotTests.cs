using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CsCheck;
using Lodestone.Indexing.Vectors.Kernels;

namespace Lodestone.Indexing.Tests.Vectors.Kernels;

/// <summary>Every kernel that this CPU can run gives the integer that the plain loop gives.</summary>
public sealed unsafe class CodeDotTests
{
    private delegate int Kernel(byte* codes, sbyte* query, int length);

    private const int Longest = 700;

    public static TheoryData<string> Kernels => ["AVX-512BW", "AVX2", "AVX-VNNI", "ARM dot product", "chosen"];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Raw_AllLengthsAndOffsets_EqualsThePlainLoop(string name)
    {
        var kernel = Find(name);
        var random = new Random(7);
        var codes = new byte[Longest + 64];
        var query = new sbyte[Longest + 64];
        random.NextBytes(codes);
        foreach (ref var q in query.AsSpan())
            q = (sbyte)random.Next(-CodeDot.QueryLimit, CodeDot.QueryLimit + 1);
        for (var length = 0; length <= Longest; length++)
            Same(kernel, codes.AsSpan(length % 64, length), query.AsSpan(length * 7 % 64, length));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Raw_ExtremeValues_DoNotClip(string name)
    {
        var kernel = Find(name);
        byte[] codes = [0, 1, 127, 128, 129, 254, 255];
        sbyte[] queries = [-CodeDot.QueryLimit, -1, 0, 1, CodeDot.QueryLimit];
        var (left, right) = (new byte[VectorLimits.MaxDimensions], new sbyte[VectorLimits.MaxDimensions]);
        foreach (var code in codes)
        {
            foreach (var query in queries)
            {
                Array.Fill(left, code);
                Array.Fill(right, query);
                foreach (var length in (ReadOnlySpan<int>)[1, 2, 31, 32, 33, 63, 64, 65, 384, VectorLimits.MaxDimensions])
                    Same(kernel, left.AsSpan(0, length), right.AsSpan(0, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Raw_AnyValues_EqualsThePlainLoop(string name)
    {
        var kernel = Find(name);
        Gen.Select(Gen.Byte, Gen.SByte[-CodeDot.QueryLimit, CodeDot.QueryLimit]).Array[0, 400]
            .Sample(pairs => Same(kernel, pairs.Select(p => p.Item1).ToArray(), pairs.Select(p => p.Item2).ToArray()), iter: 300);
    }

    private static void Same(Kernel kernel, ReadOnlySpan<byte> codes, ReadOnlySpan<sbyte> query)
    {
        fixed (byte* c = codes)
        {
            fixed (sbyte* q = query)
                Assert.Equal(CodeDotScalar.Raw(c, q, codes.Length), kernel(c, q, codes.Length));
        }
    }

    private static Kernel Find(string name)
    {
        var (supported, kernel) = name switch
        {
            "AVX-512BW" => (Avx512BW.IsSupported, CodeDotAvx512.Raw),
            "AVX2" => (Avx2.IsSupported, CodeDotAvx2.Raw),
            "AVX-VNNI" => (AvxVnni.IsSupported, CodeDotAvxVnni.Raw),
            "ARM dot product" => (Dp.IsSupported, CodeDotArm.Raw),
            _ => (true, (Kernel)CodeDot.Raw),
        };
        Assert.SkipUnless(supported, $"This CPU (or .NET on it) has no {name} instructions.");
        return kernel;
    }
}
