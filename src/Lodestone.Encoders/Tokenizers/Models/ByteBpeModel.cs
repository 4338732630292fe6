using System.Text;
using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>Byte-level BPE: merges a piece's bytes pair by pair in the order the merges were learned (Sennrich 2016, GPT-2).</summary>
/// <remarks>
/// Candidates wait in a heap by rank, then position; an entry that a neighbouring merge has made stale is dropped when it is popped. A
/// piece of n bytes therefore takes n log n steps, even at a megabyte.
/// </remarks>
internal sealed class ByteBpeModel(TokenTable vocabulary, MergeTable merges, int? unknownId, bool ignoreMerges) : TokenModel
{
    private readonly int[] _byteIds = FindBytes(vocabulary);

    public override void Tokenize(TokenBuffer buffer, int start, int end)
    {
        ReadOnlySpan<char> text = buffer.Chars[start..end];
        var scratch = buffer.Scratch;
        scratch.Reserve(checked(text.Length * 3));
        var bytes = scratch.Bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch.Bytes));
        if (ignoreMerges && FindWhole(bytes) is var whole and not TokenTable.Missing)
        {
            Emit(buffer, whole, bytes, start, end);
            return;
        }

        var count = Split(bytes, scratch);
        Merge(scratch, count);
        // Starts has byte positions; both loops only move forward.
        var (at, from) = (start, 0);
        for (var symbol = 0; symbol < count; symbol = scratch.Next[symbol])
        {
            var to = scratch.Next[symbol] < count ? scratch.Starts[scratch.Next[symbol]] : bytes.Length;
            if (scratch.Ids[symbol] != TokenTable.Missing)
                EmitBytes(buffer, scratch.Ids[symbol], bytes, scratch.Starts[symbol], to, ref at, ref from);
        }
    }

    private static int[] FindBytes(TokenTable vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < ids.Length; value++)
            ids[value] = vocabulary.Find([ByteAlphabet.Of((byte)value)]);
        return ids;
    }

    private int FindWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > vocabulary.LongestToken)
            return TokenTable.Missing;
        var text = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            text[i] = ByteAlphabet.Of(bytes[i]);
        return vocabulary.Find(text);
    }

    // One symbol per byte. A byte that is not in the vocabulary becomes the unknown token or, without one, is dropped, as in the reference.
    private int Split(ReadOnlySpan<byte> bytes, ModelScratch scratch)
    {
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var id = _byteIds[bytes[i]] is var known and not TokenTable.Missing ? known : unknownId ?? TokenTable.Missing;
            if (id == TokenTable.Missing)
                continue;
            (scratch.Ids[count], scratch.Starts[count]) = (id, i);
            (scratch.Previous[count], scratch.Next[count]) = (count - 1, count + 1);
            count++;
        }
        return count;
    }

    private void Merge(ModelScratch scratch, int count)
    {
        int[] ids = scratch.Ids, next = scratch.Next, previous = scratch.Previous;
        var heap = new MinHeap(scratch.Heap);
        for (var i = 0; i + 1 < count; i++)
        {
            if (merges.TryFind(ids[i], ids[i + 1], out var rank, out _))
                heap.Push(((long)rank << 32) | (uint)i);
        }
        while (heap.Count > 0)
        {
            var top = heap.Pop();
            var left = (int)top;
            var right = ids[left] == TokenTable.Missing ? count : next[left];
            // Stale: merged into its left neighbour, without a right neighbour, or part of another pair.
            if (right >= count || !merges.TryFind(ids[left], ids[right], out var rank, out var id) || rank != (int)(top >> 32))
                continue;
            ids[left] = id;
            ids[right] = TokenTable.Missing;
            next[left] = next[right];
            if (next[left] < count)
                previous[next[left]] = left;
            if (previous[left] >= 0 && merges.TryFind(ids[previous[left]], id, out rank, out _))
                heap.Push(((long)rank << 32) | (uint)previous[left]);
            if (next[left] < count && merges.TryFind(id, ids[next[left]], out rank, out _))
                heap.Push(((long)rank << 32) | (uint)left);
        }
    }

    // A token may begin or end inside a character; its range then includes the whole character.
    private static void EmitBytes(
        TokenBuffer buffer, int id, ReadOnlySpan<byte> bytes, int from, int to, ref int character, ref int characterByte)
    {
        Advance(buffer, from, ref character, ref characterByte);
        var start = character;
        Advance(buffer, to - 1, ref character, ref characterByte);
        CharClasses.Read(buffer.Chars, character, out var width);
        Emit(buffer, id, bytes[from..to], start, character + width);
    }

    // Advances to the character that has a byte.
    private static void Advance(TokenBuffer buffer, int target, ref int character, ref int characterByte)
    {
        while (true)
        {
            var value = CharClasses.Read(buffer.Chars, character, out var width);
            var length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
            if (target < characterByte + length)
                return;
            character += width;
            characterByte += length;
        }
    }

    private static void Emit(TokenBuffer buffer, int id, ReadOnlySpan<byte> bytes, int start, int end)
    {
        int leading = bytes.Length - bytes.TrimStart((byte)' ').Length, trailing = bytes.Length - bytes.TrimEnd((byte)' ').Length;
        buffer.EmitTrimmed(id, new TextRange(buffer.StartOf(start), buffer.EndOf(end - 1)), leading, trailing);
    }
}
