using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>Makes pieces of a text's delimiters and what is between them, by a <see cref="SplitBehavior"/>.</summary>
internal ref struct PieceCutter(TokenBuffer buffer, SplitBehavior behavior)
{
    private int _start, _end;
    private bool _open, _openIsDelimiter;

    /// <summary>Adds the next stretch; stretches follow each other without a gap.</summary>
    public void Add(int start, int end, bool isDelimiter)
    {
        if (start == end)
            return;
        // A delimiter joins a neighbour that is none; two delimiters in a row stay apart unless they are wanted as one.
        var joins = _open && behavior switch
        {
            SplitBehavior.MergedWithPrevious => isDelimiter && !_openIsDelimiter,
            SplitBehavior.MergedWithNext => !isDelimiter && _openIsDelimiter,
            SplitBehavior.Contiguous => isDelimiter == _openIsDelimiter,
            _ => false,
        };
        if (joins)
        {
            _end = end;
            // With MergedWithPrevious the next delimiter follows a delimiter, not the text before that.
            _openIsDelimiter = isDelimiter;
            return;
        }
        Finish();
        if (behavior == SplitBehavior.Removed && isDelimiter)
            return;
        (_start, _end, _open, _openIsDelimiter) = (start, end, true, isDelimiter);
    }

    /// <summary>Writes the last piece.</summary>
    public void Finish()
    {
        if (_open)
            buffer.AddPiece(_start, _end);
        _open = false;
    }
}

/// <summary>What becomes of a delimiter when a text is split at it; the names are those of tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
