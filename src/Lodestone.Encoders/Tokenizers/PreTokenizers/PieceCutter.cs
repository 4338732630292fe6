using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>Cuts a text into pieces at its delimiters, by a <see cref="SplitBehavior"/>.</summary>
internal ref struct PieceCutter(TokenBuffer buffer, SplitBehavior behavior)
{
    private int _start, _end;
    private bool _open, _openIsDelimiter;

    /// <summary>Adds the next range; ranges are adjacent.</summary>
    public void Add(int start, int end, bool isDelimiter)
    {
        if (start == end)
            return;
        // A delimiter joins a neighbour that is not a delimiter; adjacent delimiters stay separate unless the behavior joins them.
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
            // With MergedWithPrevious the next delimiter follows a delimiter, not the text before it.
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

/// <summary>The treatment of a delimiter when a text is split at it; the names are those of tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
