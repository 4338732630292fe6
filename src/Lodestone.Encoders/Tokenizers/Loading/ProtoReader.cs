namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>
/// Iterates over the fields of a protocol buffer message; implements only the part of the format that a vocabulary needs.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private ulong _number;

    /// <summary>Reads the next field. A varint field has no bytes; see <see cref="Find"/>.</summary>
    /// <exception cref="FormatException">The message ends within a field.</exception>
    public bool Next(out int field, out ReadOnlySpan<byte> value)
    {
        field = 0;
        value = default;
        if (_rest.IsEmpty)
            return false;
        var tag = ReadNumber();
        field = (int)(tag >> 3);
        var kind = tag & 7;
        if (kind is 0 or 2)
            _number = ReadNumber();
        var length = kind switch
        {
            0 => 0UL,
            1 => 8UL,
            2 => _number,
            5 => 4UL,
            _ => throw new FormatException("The protocol buffer has a field of an unknown kind."),
        };
        if (length > (ulong)_rest.Length)
            throw new FormatException("The protocol buffer ends within a field.");
        value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    /// <summary>The bytes of a field; empty when it is missing.</summary>
    public static ReadOnlySpan<byte> FindBytes(ReadOnlySpan<byte> message, int wanted)
    {
        var reader = new ProtoReader(message);
        while (reader.Next(out var field, out var value))
        {
            if (field == wanted)
                return value;
        }
        return default;
    }

    /// <summary>The number in a varint field.</summary>
    public static bool Find(ReadOnlySpan<byte> message, int wanted, out ulong number)
    {
        var reader = new ProtoReader(message);
        while (reader.Next(out var field, out _))
        {
            number = reader._number;
            if (field == wanted)
                return true;
        }
        number = 0;
        return false;
    }

    private ulong ReadNumber()
    {
        ulong result = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
                throw new FormatException("The protocol buffer ends within a number.");
            var next = _rest[0];
            _rest = _rest[1..];
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return result;
        }
        throw new FormatException("The protocol buffer has a number of more than 64 bits.");
    }
}
