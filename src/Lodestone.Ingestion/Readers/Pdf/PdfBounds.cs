using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>The limits of one PDF and the amounts used. Every hook into the parser checks here, and so notices a cancellation.</summary>
/// <remarks>
/// The parser swallows exceptions of any type in several places. A refusal is therefore kept: from then on every check has the same
/// result, and <see cref="Validate"/> throws it at the end. For one thread.
/// </remarks>
internal sealed class PdfBounds(long length, CancellationToken cancellationToken)
{
    /// <summary>The maximum number of operators that the pages of one PDF may run; forms count each time they are drawn.</summary>
    public const long MaxOperators = 100_000_000;

    /// <summary>The maximum number of operators in memory: those of a page and of its forms, without lines, areas and colours.</summary>
    public const int MaxHeldOperators = 2_000_000;

    /// <summary>The maximum number of letters of one page.</summary>
    public const int MaxLetters = 1_000_000;

    /// <summary>The maximum number of forms that the pages of one PDF may draw, and of fonts that they may request.</summary>
    public const int MaxForms = 2_000_000;

    /// <summary>The maximum nesting of forms.</summary>
    public const int MaxFormDepth = 100;

    /// <summary>The maximum number of saved graphics states.</summary>
    public const int MaxSavedStates = 100_000;

    /// <summary>The maximum unpacked size of one stream, in bytes: 64 MiB. The parser holds several copies of it.</summary>
    public const long MaxStreamBytes = 64 * 1024 * 1024;

    /// <summary>The maximum number of objects that object streams may declare, counted at each reading: a page has some tens.</summary>
    public const long MaxObjects = 2_000_000;

    /// <summary>The maximum number of annotations, form fields and options that may be read, counted each time.</summary>
    public const int MaxNotes = 100_000;

    // The number of names in one note.
    private const int MaxNamedFonts = 10;

    // Reading byte by byte is the parser's scan for objects; one pass is usual, plus one for each object at a wrong offset.
    private readonly long _maxScanned = (24 * length) + (16L << 20);

    // Streams are copied completely each time the parser needs them.
    private readonly long _maxCopied = (24 * length) + (128L << 20);

    private long _scanned;
    private long _copied;
    private long _unpacked;
    private long _operators;
    private int _heldOperators;
    private int _forms;
    private int _notes;
    private long _characters;
    private int _letters;
    private long _objects;
    private readonly Dictionary<string, string> _leftOut = [];

    /// <summary>The first limit that was exceeded; null when none was.</summary>
    public UnreadableException? Refusal { get; private set; }

    /// <summary>Throws if the reading was cancelled or a limit was exceeded before.</summary>
    public void Validate()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refusal is { } refusal)
            throw new UnreadableException(refusal.Kind, refusal.Message, refusal);
    }

    /// <summary>Ends the reading of this file, now and at every later check.</summary>
    public UnreadableException Refuse(ReadProblemKind kind, FormattableString reason) =>
        Refusal ??= new UnreadableException(kind, FormattableString.Invariant(reason));

    public void Scan(int bytes) => Use(ref _scanned, bytes, _maxScanned, "bytes of scanning for objects at wrong offsets");

    public void Copy(int bytes) => Use(ref _copied, bytes, _maxCopied, "bytes of streams to be read repeatedly");

    public void Unpack(long bytes) => Use(ref _unpacked, bytes, ReadDefaults.MaxUnpackedBytes, "bytes when unpacked");

    /// <summary>Refuses data by its unpacked size, before it is unpacked.</summary>
    public void EnsureRoom(long bytes)
    {
        Validate();
        if (bytes > MaxStreamBytes)
            throw TooMuch(MaxStreamBytes, "bytes in one stream when unpacked");
        if (_unpacked + bytes > ReadDefaults.MaxUnpackedBytes)
            throw TooMuch(ReadDefaults.MaxUnpackedBytes, "bytes when unpacked");
    }

    /// <summary>The fonts whose embedded programs the parser did not receive, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> FontsLeftOut => _leftOut;

    public void LeaveOut(string font, string reason)
    {
        Validate();
        if (_leftOut.Count < MaxNamedFonts)
            _leftOut.TryAdd(font, reason);
    }

    public void UnpackObjects(double objects)
    {
        Validate();
        if (!(objects <= MaxObjects - _objects))
            throw TooMuch(MaxObjects, "objects in its object streams");
        _objects += (long)Math.Max(0, objects);
    }

    public void BeginPage()
    {
        Validate();
        (_heldOperators, _letters) = (0, 0);
    }

    public void RunOperator() => Use(ref _operators, 1, MaxOperators, "operators to draw its pages");

    public void HoldOperator()
    {
        if (++_heldOperators > MaxHeldOperators)
            throw TooMuch(MaxHeldOperators, "operators on one page");
    }

    public void DrawForm()
    {
        Validate();
        if (++_forms > MaxForms)
            throw TooMuch(MaxForms, "forms and fonts to draw its pages");
    }

    public void ShowLetter(int characters)
    {
        if (++_letters > MaxLetters)
            throw TooMuch(MaxLetters, "letters on one page");
        Use(ref _characters, characters, Document.MaxTextLength, "characters of text");
    }

    /// <summary>Counts an annotation, a form field or one of its options.</summary>
    public void ReadNote()
    {
        Validate();
        if (++_notes > MaxNotes)
            throw TooMuch(MaxNotes, "annotations and form fields");
    }

    /// <summary>Counts text that is not drawn by letters.</summary>
    public void AddText(int characters) => Use(ref _characters, characters, Document.MaxTextLength, "characters of text");

    private void Use(ref long used, long more, long limit, string what)
    {
        Validate();
        if ((used += more) > limit)
            throw TooMuch(limit, what);
    }

    private UnreadableException TooMuch(long limit, string what) =>
        Refuse(ReadProblemKind.TooLarge, $"It has more than {limit} {what}, the limit. Split it, or save it again with another program.");
}
