namespace Lodestone.Storage;

/// <summary>Token ids as bytes: seven bits in each, lowest first; the eighth marks that more follow. Half the size of four bytes.</summary>
internal static class TokenCodec
{
    public static byte[] Encode(ReadOnlySpan<int> tokens)
    {
        var bytes = new byte[tokens.Length * 5];
        var length = 0;
        foreach (var token in tokens)
        {
            var rest = (uint)token;
            for (; rest >= 0x80; rest >>= 7)
                bytes[length++] = (byte)(rest | 0x80);
            bytes[length++] = (byte)rest;
        }

        return bytes[..length];
    }

    /// <summary>Reads the output of <see cref="Encode"/>; null when the bytes are not such output.</summary>
    public static int[]? Decode(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            count += b < 0x80 ? 1 : 0;
        var tokens = new int[count];
        var (at, value, shift) = (0, 0u, 0);
        foreach (var b in bytes)
        {
            if (shift > 28)
                return null;
            value |= (uint)(b & 0x7F) << shift;
            shift += 7;
            if (b >= 0x80)
                continue;
            tokens[at++] = (int)value;
            (value, shift) = (0, 0);
        }

        return shift == 0 ? tokens : null;
    }
}
