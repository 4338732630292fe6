namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>Working memory of the models that process a whole piece. Contents are valid within one piece.</summary>
internal sealed class ModelScratch
{
    public byte[] Bytes = [];
    public double[] Scores = [];
    public int[] Ids = [];
    public int[] Starts = [];
    public int[] Previous = [];
    public int[] Next = [];
    public long[] Heap = [];

    /// <summary>The maximum length of a piece that fits.</summary>
    public int Capacity { get; private set; }

    /// <summary>Reserves room for pieces of this length: one more of everything, and three heap entries for each.</summary>
    public void Reserve(int length)
    {
        if (length <= Capacity)
            return;
        Capacity = Math.Max(256, checked(length + (length / 2)));
        Bytes = new byte[Capacity + 1];
        Scores = new double[Capacity + 1];
        Ids = new int[Capacity + 1];
        Starts = new int[Capacity + 1];
        Previous = new int[Capacity + 1];
        Next = new int[Capacity + 1];
        Heap = new long[checked(Capacity * 3)];
    }
}
