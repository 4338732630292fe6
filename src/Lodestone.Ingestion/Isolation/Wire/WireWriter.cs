using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lodestone.Ingestion.Isolation.Wire;

/// <summary>Writes the values of a message, in little-endian order; text as UTF-16 characters, so that any text comes back equal.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    /// <summary>Writes a text; null has the length -1.</summary>
    public void Text(string? value)
    {
        Int(value?.Length ?? -1);
        if (value is not null)
            _bytes.Write(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    public void List<T>(IReadOnlyCollection<T> values, Action<WireWriter, T> write)
    {
        Int(values.Count);
        foreach (var value in values)
            write(this, value);
    }
}

/// <summary>Reads the values of a message and trusts none: each length is compared with what is left of the message.</summary>
/// <exception cref="InvalidDataException">The message is shorter than it says, or a value is out of range.</exception>
internal sealed class WireReader(ReadOnlyMemory<byte> message)
{
    private ReadOnlyMemory<byte> _rest = message;

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public string Text() => OptionalText() ?? throw new InvalidDataException("A text is missing.");

    public string? OptionalText()
    {
        var length = Int();
        return length switch
        {
            -1 => null,
            < 0 => throw new InvalidDataException("A text has a negative length."),
            _ => new string(MemoryMarshal.Cast<byte, char>(Take((long)length * sizeof(char)))),
        };
    }

    /// <param name="size">The number of bytes that each element has at least, so that a count is not believed beyond the message.</param>
    /// <param name="read">Reads an element.</param>
    public T[] List<T>(int size, Func<WireReader, T> read)
    {
        var count = Int();
        if (count < 0 || (long)count * size > _rest.Length)
            throw new InvalidDataException("A list is longer than its message.");
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = read(this);
        return values;
    }

    public T Choice<T>()
        where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), Int());
        return Enum.IsDefined(value) ? value : throw new InvalidDataException($"{value} is no {typeof(T).Name}.");
    }

    public void ValidateEnd()
    {
        if (!_rest.IsEmpty)
            throw new InvalidDataException($"{_rest.Length} bytes are after the end of the message.");
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > _rest.Length)
            throw new InvalidDataException($"The message ends {length - _rest.Length} bytes early.");
        var taken = _rest.Span[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
