using System.Runtime.InteropServices;

namespace Lodestone.Benchmarks;

/// <summary>Sentence vectors, queries, and the exact nearest of each by cosine.</summary>
internal sealed class AnnFixture
{
    public const int Top = 10;

    private readonly int[] _truth;
    private readonly int _truthColumns;

    private AnnFixture(string folder, int vectors)
    {
        Folder = folder;
        (var rows, Dimensions, Base) = ReadFloats(Path.Combine(folder, "base.i8bin"));
        Count = Math.Min(vectors, rows);
        (QueryCount, _, Queries) = ReadFloats(Path.Combine(folder, "query.i8bin"));
        var truth = File.ReadAllBytes(Path.Combine(folder, "groundtruth.u32bin"));
        _truthColumns = BitConverter.ToInt32(truth, 4);
        _truth = MemoryMarshal.Cast<byte, int>(truth.AsSpan(8)).ToArray();
    }

    public string Folder { get; }

    public int Dimensions { get; }

    public int Count { get; }

    public float[] Base { get; }

    public int QueryCount { get; }

    public float[] Queries { get; }

    public static AnnFixture Load(SharedFolder shared, int vectors) => new(shared.Require("fixtures/ann"), vectors);

    public ReadOnlySpan<float> Vectors => Base.AsSpan(0, Count * Dimensions);

    public ReadOnlySpan<float> Vector(int i) => Base.AsSpan(i * Dimensions, Dimensions);

    public ReadOnlySpan<float> Query(int i) => Queries.AsSpan(i * Dimensions, Dimensions);

    /// <summary>The nearest of a query, the nearest first.</summary>
    public ReadOnlySpan<int> Nearest(int query) => _truth.AsSpan(query * _truthColumns, _truthColumns);

    private static (int Rows, int Columns, float[] Values) ReadFloats(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var values = new float[bytes.Length - 8];
        for (var i = 0; i < values.Length; i++)
            values[i] = (sbyte)bytes[i + 8];
        return (BitConverter.ToInt32(bytes, 0), BitConverter.ToInt32(bytes, 4), values);
    }
}
