using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>SentencePiece's own normalization: a double-array trie from UTF-8 sequences to their replacements.</summary>
/// <remarks>
/// The reference looks up each grapheme cluster under six bytes by the shortest key that begins it, then single characters. This is odd,
/// but models of this family were trained with it, so it is the same here.
/// </remarks>
internal sealed class PrecompiledStage : TokenizerStep
{
    private const int LongestCluster = 6;

    private readonly uint[] _trie;
    private readonly byte[] _replacements;
    private readonly bool[] _asciiUnchanged = new bool[128];

    /// <exception cref="FormatException"><paramref name="map"/> is not in this format.</exception>
    public PrecompiledStage(ReadOnlySpan<byte> map)
    {
        if (map.Length < 4)
            throw new FormatException("The precompiled character map has no header.");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(map);
        if (size > map.Length - 4 || size % 4 != 0 || size == 0)
            throw new FormatException("The precompiled character map is shorter than its header says.");
        _trie = new uint[size / 4];
        for (var i = 0; i < _trie.Length; i++)
            _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (i * 4))..]);
        _replacements = map[(4 + (int)size)..].ToArray();
        for (var c = 0; c < 128; c++)
            _asciiUnchanged[c] = !TryReplace([(byte)c], out _);
    }

    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        buffer.BeginRewrite();
        Span<byte> utf8 = stackalloc byte[LongestCluster * 3];
        for (int i = 0, length; i < text.Length; i += length)
        {
            // A cluster always ends between two ASCII characters, except between CR and LF.
            if (text[i] < 128 && text[i] != '\r' && (i + 1 == text.Length || text[i + 1] < 128))
            {
                length = 1;
                if (_asciiUnchanged[text[i]])
                    buffer.Append(text[i], i, i + 1);
                else
                    AppendCharacter(buffer, text, i, 1, utf8);
                continue;
            }
            length = StringInfo.GetNextTextElementLength(text[i..]);
            var cluster = text.Slice(i, length);
            if (length < LongestCluster && Encoding.UTF8.GetBytes(cluster, utf8) is var bytes and < LongestCluster
                && TryReplace(utf8[..bytes], out var replacement))
            {
                AppendReplacement(buffer, replacement, i, i + length);
                continue;
            }
            for (int k = i, width; k < i + length; k += width)
            {
                CharClasses.Read(text, k, out width);
                AppendCharacter(buffer, text, k, width, utf8);
            }
        }
        buffer.EndRewrite();
    }

    private void AppendCharacter(TokenBuffer buffer, ReadOnlySpan<char> text, int index, int length, Span<byte> utf8)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Slice(index, length), utf8);
        if (TryReplace(utf8[..bytes], out var replacement))
            AppendReplacement(buffer, replacement, index, index + length);
        else
            buffer.AppendUnchanged(index, index + length);
    }

    // The inserted text originates from all of the text that it replaced.
    private static void AppendReplacement(TokenBuffer buffer, ReadOnlySpan<byte> replacement, int from, int to)
    {
        while (Rune.DecodeFromUtf8(replacement, out var rune, out var consumed) == OperationStatus.Done)
        {
            buffer.AppendCodePoint(rune.Value, from, to);
            replacement = replacement[consumed..];
        }
    }

    // Finds the shortest key that begins the text. A unit has a label, an offset to its children, and a bit that says whether a key ends
    // here.
    private bool TryReplace(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        replacement = default;
        var position = OffsetOf(_trie[0]);
        foreach (var b in text)
        {
            position ^= b;
            if (b == 0 || position >= (uint)_trie.Length)
                return false;
            var unit = _trie[position];
            if ((unit & 0x800000FF) != b)
                return false;
            position ^= OffsetOf(unit);
            if ((unit >> 8 & 1) == 0)
                continue;
            if (position >= (uint)_trie.Length)
                return false;
            var start = (int)(_trie[position] & 0x7FFFFFFF);
            if (start > _replacements.Length)
                return false;
            var rest = _replacements.AsSpan(start);
            var end = rest.IndexOf((byte)0);
            replacement = end < 0 ? rest : rest[..end];
            return true;
        }
        return false;
    }

    private static uint OffsetOf(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);
}
