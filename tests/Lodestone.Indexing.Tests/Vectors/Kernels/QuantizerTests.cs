using CsCheck;
using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Tests.Vectors.Kernels;

public sealed unsafe class QuantizerTests
{
    private static readonly Gen<float[]> Vectors = Gen.Float[-3, 3].Array[1, 200];

    [Fact]
    public void Store_AnyVector_ErrorIsTheLengthOfWhatIsLost() =>
        Vectors.Sample(vector =>
        {
            var (codes, scale, error) = Stored(vector);
            var lost = Math.Sqrt(vector.Select((x, i) => Math.Pow(x - (codes[i] - 128) * (double)scale, 2)).Sum());
            // A bound, and not a wide one. Near the smallest number that there is, a float's steps are wider.
            Assert.InRange(error, lost, lost * 1.002 + 3e-7 * Math.Sqrt(vector.Length) * vector.Max(Math.Abs) + 2 * float.Epsilon);
            Assert.All(codes, c => Assert.InRange(c, (byte)1, (byte)255));
            Assert.All(codes.Skip(vector.Length), c => Assert.Equal(128, c));
        }, iter: 2_000);

    [Theory]
    [InlineData(1e-20f)]
    [InlineData(1e-27f)]
    [InlineData(1e-36f)]
    [InlineData(1e-40f)]
    [InlineData(1e-45f)]
    public void Store_TinyVector_ErrorIsTheLengthOfWhatIsLost(float size)
    {
        foreach (var length in new[] { 1, 4, 16, 40 })
        {
            float[] vector = [.. Enumerable.Range(1, length).Select(i => size * (1 + i % 7 / 9f))];
            var (codes, scale, error) = Stored(vector);
            var lost = Math.Sqrt(vector.Select((x, i) => Math.Pow(x - (codes[i] - 128) * (double)scale, 2)).Sum());
            Assert.InRange(error, lost, lost * 1.002 + 3e-7 * Math.Sqrt(length) * vector.Max() + 2 * float.Epsilon);
        }
    }

    [Fact]
    public void Query_AnyVector_StaysWithinSevenBitsAndSumsItsCodes() =>
        Vectors.Sample(vector =>
        {
            var codes = new sbyte[VectorSlots.StrideOf(vector.Length)];
            fixed (sbyte* c = codes)
            {
                var (_, _, sum) = Quantizer.Query(vector, c, codes.Length);
                Assert.Equal(codes.Sum(x => x), sum);
            }

            Assert.All(codes, x => Assert.InRange(x, (sbyte)-63, (sbyte)63));
        }, iter: 300);

    [Fact]
    public void QueryOfStored_EveryCode_IsRoundedToSevenBits()
    {
        var stored = Enumerable.Range(1, 255).Select(c => (byte)c).Append((byte)128).ToArray();
        var query = new sbyte[stored.Length];
        fixed (byte* s = stored)
        {
            fixed (sbyte* q = query)
                Assert.Equal(0, Quantizer.QueryOfStored(s, q, stored.Length));
        }

        for (var i = 0; i < stored.Length; i++)
            Assert.InRange(query[i] - (stored[i] - 128) * 63 / 127.0, -0.501, 0.501);
    }

    [Fact]
    public void Store_Zeros_HasScaleZero()
    {
        var (codes, scale, error) = Stored(new float[10]);
        Assert.Equal((0, 0f), (scale, error));
        Assert.All(codes, c => Assert.Equal(128, c));
    }

    private static (byte[] Codes, float Scale, float Error) Stored(float[] vector)
    {
        var codes = new byte[VectorSlots.StrideOf(vector.Length)];
        fixed (byte* c = codes)
        {
            var (scale, error) = Quantizer.Store(vector, c, codes.Length);
            return (codes, scale, error);
        }
    }
}
