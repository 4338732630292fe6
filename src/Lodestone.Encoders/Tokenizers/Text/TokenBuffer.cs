using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>
/// The working text of one call, the origin of every character, its pieces, and the tokens found so far. Normalizers rewrite the text into
/// a second set of arrays, which then becomes the current one, so nothing is allocated per step, piece or token.
/// </summary>
internal sealed class TokenBuffer
{
    // Above this many characters the arrays are released: one long document must not pin its size to a thread.
    private const int Retained = 1 << 16;

    [ThreadStatic]
    private static TokenBuffer? t_cached;

    private Alignment _current = new(), _next = new();
    private Piece[] _pieces = new Piece[64], _nextPieces = new Piece[64];
    private int _pieceCount, _nextPieceCount, _origin;
    private bool _aligned;
    private long _room = long.MaxValue, _until = long.MaxValue;
    private int[] _ids = new int[256];
    private TextRange[] _offsets = new TextRange[256];

    /// <summary>The working text. Characters may be replaced one for one in place.</summary>
    public Span<char> Chars => _current.Chars.AsSpan(0, _current.Length);

    public ReadOnlySpan<Piece> Pieces => _pieces.AsSpan(0, _pieceCount);

    /// <summary>The index in the original string of the segment that this text came from.</summary>
    public int Origin => _origin;

    /// <summary>Tokens found so far.</summary>
    public int Count { get; private set; }

    /// <summary>Working memory of the models.</summary>
    public ModelScratch Scratch { get; } = new();

    /// <summary>The treatment of spaces in byte-level tokens' ranges in this call.</summary>
    public OffsetTrim Trim { get; set; }

    /// <summary>Rents a buffer for one text.</summary>
    /// <param name="characters">The length of the whole text, which bounds its growth and the time of its patterns.</param>
    public static TokenBuffer Rent(int characters)
    {
        var buffer = t_cached ?? new TokenBuffer();
        t_cached = null;
        buffer.Count = 0;
        buffer._room = TokenizerBounds.Growth(characters);
        buffer._until = Environment.TickCount64 + TokenizerBounds.MatchMilliseconds
            + (characters / TokenizerBounds.CharactersPerMillisecond);
        return buffer;
    }

    public void Return()
    {
        if (_current.Chars.Length <= Retained && _next.Chars.Length <= Retained && _ids.Length <= Retained && Scratch.Capacity <= Retained)
            t_cached = this;
    }

    /// <summary>Starts a segment of the original string that begins at <paramref name="origin"/> there.</summary>
    public void Load(ReadOnlySpan<char> segment, int origin)
    {
        _current.Reserve(segment.Length);
        segment.CopyTo(_current.Chars);
        _current.Length = segment.Length;
        _aligned = false;
        _origin = origin;
        _pieceCount = 0;
        if (segment.ContainsAnyInRange('\uD800', '\uDFFF'))
            ReplaceLoneSurrogates(Chars);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int StartOf(int index) => _aligned ? _current.Starts[index] : _origin + index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EndOf(int index) => _aligned ? _current.Ends[index] : _origin + index + 1;

    /// <summary>Begins a new version of the text; the current one stays readable until <see cref="EndRewrite"/>.</summary>
    public void BeginRewrite()
    {
        _next.Reserve(_current.Length);
        _next.Length = 0;
    }

    /// <summary>Adds a character that came from the current characters <paramref name="from"/> to <paramref name="to"/>.</summary>
    public void Append(char value, int from, int to)
    {
        var index = _next.Length;
        if (index == _next.Chars.Length)
            Grow(index + 1);
        _next.Chars[index] = value;
        _next.Starts[index] = StartOf(from);
        _next.Ends[index] = EndOf(to - 1);
        _next.Length = index + 1;
    }

    /// <summary>Adds a code point that came from the current characters <paramref name="from"/> to <paramref name="to"/>.</summary>
    public void AppendCodePoint(int value, int from, int to)
    {
        if (value < 0x10000)
        {
            Append((char)value, from, to);
            return;
        }
        Append((char)(0xD800 + ((value - 0x10000) >> 10)), from, to);
        Append((char)(0xDC00 + (value & 0x3FF)), from, to);
    }

    /// <summary>Adds the current characters <paramref name="from"/> to <paramref name="to"/> unchanged.</summary>
    public void AppendUnchanged(int from, int to)
    {
        for (var i = from; i < to; i++)
            Append(_current.Chars[i], i, i + 1);
    }

    /// <summary>Length of the new version so far.</summary>
    public int Written => _next.Length;

    /// <exception cref="TokenizerGrowthException">The text exceeds the maximum for its original length.</exception>
    public void EndRewrite()
    {
        EnsureRoom(_next.Length);
        (_current, _next) = (_next, _current);
        _aligned = true;
    }

    /// <summary>Ends a segment: its normalized length is subtracted from the room for later segments.</summary>
    public void EndSegment() => _room -= _current.Length;

    /// <exception cref="RegexMatchTimeoutException">
    /// The patterns have exceeded the time limit for a text of this length.
    /// </exception>
    public void ThrowIfOutOfTime()
    {
        if (Environment.TickCount64 > _until)
            throw new RegexMatchTimeoutException();
    }

    /// <summary>Shortens the current text, after the caller has moved the kept characters to the front with <see cref="Move"/>.</summary>
    public void Truncate(int length) => _current.Length = length;

    /// <summary>Moves a character of the current text forward, together with its origin.</summary>
    public void Move(int from, int to)
    {
        _current.Chars[to] = _current.Chars[from];
        _current.Starts[to] = _current.Starts[from];
        _current.Ends[to] = _current.Ends[from];
    }

    public TextRange RangeOf(Piece piece) => new(StartOf(piece.Start), EndOf(piece.End - 1));

    public void BeginPieces() => _nextPieceCount = 0;

    public void AddPiece(int start, int end, int id = Piece.Text)
    {
        if (start == end)
            return;
        if (_nextPieceCount == _nextPieces.Length)
            Array.Resize(ref _nextPieces, _nextPieces.Length * 2);
        _nextPieces[_nextPieceCount++] = new Piece(start, end, id);
    }

    public void EndPieces()
    {
        (_pieces, _nextPieces) = (_nextPieces, _pieces);
        _pieceCount = _nextPieceCount;
    }

    /// <summary>Adds a token made of the current characters <paramref name="from"/> to <paramref name="to"/>.</summary>
    public void Emit(int id, int from, int to) => EmitOriginal(id, new TextRange(StartOf(from), EndOf(to - 1)));

    /// <summary>Adds an added token found in <paramref name="text"/>.</summary>
    public void EmitAdded(int id, ReadOnlySpan<char> text, TextRange range)
    {
        var leading = text.Length - text.TrimStart().Length;
        EmitTrimmed(id, range, leading, text.Length - text.TrimEnd().Length);
    }

    /// <summary>Adds a token whose text begins and ends with this many spaces, which its range may leave out.</summary>
    public void EmitTrimmed(int id, TextRange range, int leading, int trailing)
    {
        var (start, end) = range;
        if (Trim != OffsetTrim.None)
        {
            if (Trim == OffsetTrim.SpacesAfterAddedPrefix && (Count == 0 || start == 0))
                leading = 0;
            start = Math.Min(start + leading, end);
            if (end >= trailing)
                end = Math.Max(end - trailing, start);
        }
        EmitOriginal(id, new TextRange(start, end));
    }

    /// <summary>Adds a token with its range in the original string.</summary>
    public void EmitOriginal(int id, TextRange range)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, Count * 2);
            Array.Resize(ref _offsets, Count * 2);
        }
        _ids[Count] = id;
        _offsets[Count++] = range;
    }

    /// <summary>Removes tokens from the end until <paramref name="count"/> are left.</summary>
    public void Rewind(int count) => Count = count;

    public TokenizedText ToResult() => new(_ids.AsSpan(0, Count).ToArray(), _offsets.AsSpan(0, Count).ToArray());

    // Checked before the arrays grow, so that no memory is allocated for refused text. The end of a rewrite checks again, because the
    // arrays may have room left from an earlier text.
    private void Grow(int length)
    {
        EnsureRoom(length);
        _next.Reserve(length);
    }

    private void EnsureRoom(int length)
    {
        if (length > _room)
            throw new TokenizerGrowthException(_room);
    }

    private static void ReplaceLoneSurrogates(Span<char> chars)
    {
        for (var i = 0; i < chars.Length; i++)
        {
            if (!char.IsSurrogate(chars[i]))
                continue;
            if (char.IsHighSurrogate(chars[i]) && i + 1 < chars.Length && char.IsLowSurrogate(chars[i + 1]))
                i++;
            else
                chars[i] = '\uFFFD';
        }
    }
}

/// <summary>The treatment of spaces at the beginning and end of a token's range in byte-level post-processing.</summary>
internal enum OffsetTrim
{
    /// <summary>The range includes them.</summary>
    None,

    /// <summary>The range leaves them out.</summary>
    Spaces,

    /// <summary>The range leaves them out, except at the start, where the space was added and is not in the text.</summary>
    SpacesAfterAddedPrefix,
}
