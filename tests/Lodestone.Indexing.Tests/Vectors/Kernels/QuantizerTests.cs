using CsCheck;

namespace Lodestone.Indexing.Tests;

public sealed unsafe class QuantizerTests
{
    private static readonly Gen<float[]> Vectors = Gen.Float[-3, 3].Array[1, 200];

    [Fact]
    public void Store_AnyVector_ErrorIsTheLengthOfWhatIsLost() =>
        Vectors.Sample(vector =>
        {
            var (codes, scale, error) = Stored(vector);
            var lost = Math.Sqrt(vector.Select((x, i) => Math.Pow(x - (codes[i] - 128) * (double)scale, 2)).Sum());
            // A bound, and not a wide one.
            Assert.InRange(error, lost, lost * 1.002 + 3e-7 * Math.Sqrt(vector.Length) * vector.Max(Math.Abs));
            Assert.All(codes, c => Assert.InRange(c, (byte)1, (byte)255));
            Assert.All(codes.Skip(vector.Length), c => Assert.Equal(128, c));
        }, iter: 300);

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
