using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lodestone;

/// <summary>128 bits of the SHA-256 of a text: what a passage's vector was made from (equal hashes, equal vectors), or an id.</summary>
/// <remarks>A hash that nobody can find a second text for, since a collision would give a passage the vector of another.</remarks>
internal readonly record struct InputHash(UInt128 Value)
{
    public const int Bytes = 16;

    public static InputHash Of(string input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(input), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);
}
