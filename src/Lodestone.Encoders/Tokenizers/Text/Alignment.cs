namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>Characters and, for each, the stretch of the original string it came from.</summary>
internal sealed class Alignment
{
    public char[] Chars { get; private set; } = new char[512];

    public int[] Starts { get; private set; } = new int[512];

    public int[] Ends { get; private set; } = new int[512];

    public int Length { get; set; }

    /// <summary>Makes room for this many characters and keeps those there are.</summary>
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
