using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lodestone.Benchmarks;

/// <summary>Any number of vectors: real ones first, then others drawn around them. All have length 1.</summary>
internal sealed class DrawnVectors
{
    // A step in rows that visits all of them before it repeats one, so that the first few thousand are from all collections.
    private const int Stride = 61;

    // The noise has half a vector's length: cosine .89 to the vector it is drawn around, about that of paraphrases.
    private const double NoiseLength = .5;

    private readonly sbyte[] _codes;
    private readonly int _rows;

    /// <param name="path">u32 rows, u32 columns, then int8 values row by row.</param>
    public DrawnVectors(string path)
    {
        var bytes = File.ReadAllBytes(path);
        _rows = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        Dimensions = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        _codes = MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(8)).ToArray();
    }

    public int Dimensions { get; }

    public float[] Draw(int index, Random random)
    {
        var row = (int)((long)index * Stride % _rows);
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = _codes[(row * Dimensions) + i];
        Normalize(vector);
        if (index < _rows)
            return vector;
        // Uniform numbers from -1 to 1 have a variance of a third.
        var scale = NoiseLength * Math.Sqrt(3.0 / Dimensions);
        for (var i = 0; i < vector.Length; i++)
            vector[i] += (float)(scale * ((2 * random.NextDouble()) - 1));
        Normalize(vector);
        return vector;
    }

    private static void Normalize(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(v => (double)v * v));
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)(vector[i] / length);
    }
}
