namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>Characters and, for each, its range in the original string.</summary>
internal sealed class Alignment
{
    public char[] Chars { get; private set; } = new char[512];

    public int[] Starts { get; private set; } = new int[512];

    public int[] Ends { get; private set; } = new int[512];

    public int Length { get; set; }

    /// <summary>Reserves room for this many characters and keeps the existing ones.</summary>
    public void Reserve(int length)
    {
        if (length <= Chars.Length)
            return;
        var size = (int)Math.Min(Array.MaxLength, Math.Max((long)length, Chars.Length * 2L));
        char[] chars = new char[size];
        int[] starts = new int[size], ends = new int[size];
        Chars.AsSpan(0, Length).CopyTo(chars);
        Starts.AsSpan(0, Length).CopyTo(starts);
        Ends.AsSpan(0, Length).CopyTo(ends);
        (Chars, Starts, Ends) = (chars, starts, ends);
    }
}
