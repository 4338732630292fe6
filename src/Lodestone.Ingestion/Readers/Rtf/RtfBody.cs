using System.Globalization;
using System.Text;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>Composes the text of a file of Rich Text Format.</summary>
internal sealed class RtfBody(CancellationToken cancellationToken)
{
    /// <summary>The maximum nesting of groups.</summary>
    public const int MaxNesting = 10_000;

    private const int MaxStyles = 10_000;

    private readonly RtfFonts _fonts = new();
    private readonly RtfParagraphs _paragraphs = new();
    private readonly Stack<RtfGroup> _groups = new();
    private readonly Dictionary<int, int> _levels = [];
    private readonly StringBuilder _collected = new();
    private RtfGroup _group;
    private bool _mayBeIgnored;
    private int _skip;

    public TextComposer Text => _paragraphs.Text;

    public string Title { get; private set; } = "";

    public string Author { get; private set; } = "";

    public void Read(ReadOnlySpan<byte> content)
    {
        _group = new RtfGroup { Skip = 1 };
        var tokens = new RtfTokens(content);
        while (tokens.Read())
        {
            if (tokens.Kind == RtfToken.Text)
            {
                if (!Skips())
                    _fonts.Add(tokens.Byte);
                continue;
            }

            Flush();
            switch (tokens.Kind)
            {
                case RtfToken.Begin:
                    Begin();
                    break;
                case RtfToken.End:
                    End();
                    break;
                case RtfToken.Symbol when !Skips():
                    Symbol(tokens.Name[0]);
                    break;
                case RtfToken.Word when tokens.Name.SequenceEqual("bin"u8):
                    tokens.Skip(tokens.Number ?? 0);
                    break;
                case RtfToken.Word when tokens.Name.SequenceEqual("u"u8):
                    Unicode(tokens.Number ?? 0);
                    break;
                case RtfToken.Word when !Skips():
                    Word(Encoding.ASCII.GetString(tokens.Name), tokens.Number);
                    break;
            }
        }

        Flush();
    }

    private void Begin()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_groups.Count >= MaxNesting)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has more than {MaxNesting} groups within each other, the limit. Save it again, or exclude it."));
        }

        (_skip, _mayBeIgnored) = (0, false);
        var inner = _group with { HasAlternative = false };
        if (_group.HasAlternative)
            inner.Destination = RtfDestination.Ignored;
        _groups.Push(_group with { HasAlternative = false });
        _group = inner;
    }

    private void End()
    {
        _skip = 0;
        var ended = _group;
        if (!_groups.TryPop(out var around))
            return;
        _group = around;
        _fonts.Font = _group.Font;
        if (ended.Destination == _group.Destination)
            return;
        var collected = _collected.ToString();
        _collected.Clear();
        if (ended.Destination == RtfDestination.Title)
            Title = collected;
        else if (ended.Destination == RtfDestination.Author)
            Author = collected;
    }

    private void Symbol(byte symbol)
    {
        if (symbol == '*')
            _mayBeIgnored = true;
        else if (symbol is (byte)'\r' or (byte)'\n')
            Word("par", null);
        else if (symbol is (byte)'\\' or (byte)'{' or (byte)'}')
            Add(((char)symbol).ToString());
        else if (symbol is (byte)'~' or (byte)'_')
            Add(symbol == '~' ? " " : "-");
    }

    // A character by its number is followed by others for programs that have no Unicode.
    private void Unicode(int code)
    {
        // Fonts of symbols have their characters in a private range.
        var character = (char)(ushort)code;
        Add(character is >= '\uF020' and <= '\uF0FF'
            ? _fonts.Symbol((byte)character)
            : character.ToString(CultureInfo.InvariantCulture));
        _skip = _group.Skip;
    }

    private bool Skips()
    {
        if (_skip == 0)
            return false;
        _skip--;
        return true;
    }

    private void Word(string name, int? number)
    {
        var mayBeIgnored = _mayBeIgnored;
        _mayBeIgnored = false;
        if (RtfWords.DestinationOf(name, mayBeIgnored) is { } destination)
        {
            // Within what is ignored, all is.
            if (_group.Destination != RtfDestination.Ignored)
                _group.Destination = destination;
            if (name is "listtext" or "pntext")
                _paragraphs.IsItem = true;
        }
        else if (name == "upr")
        {
            _group.HasAlternative = true;
        }
        else if (!Definition(name, number) && _group.Destination == RtfDestination.Body)
        {
            Format(name, number);
        }
    }

    private bool Definition(string name, int? number)
    {
        switch (name)
        {
            case "ansicpg":
                _fonts.Page = number ?? 1252;
                return true;
            case "mac" or "pc" or "pca":
                _fonts.Page = name == "mac" ? 10000 : name == "pc" ? 437 : 850;
                return true;
            case "uc":
                _group.Skip = Math.Clamp(number ?? 1, 0, 16);
                return true;
            case "f":
                _fonts.Font = _group.Font = number ?? 0;
                return true;
            case "fcharset" when _group.Destination == RtfDestination.Fonts:
                _fonts.Define(number ?? 0);
                return true;
            case "s" when _group.Destination == RtfDestination.Styles:
                _group.Style = number ?? 0;
                return true;
            case "outlinelevel" when _group.Destination == RtfDestination.Styles:
                if (number is >= 0 and < 9 and var level && _levels.Count < MaxStyles)
                    _levels[_group.Style] = level + 1;
                return true;
            default:
                return false;
        }
    }

    private void Format(string name, int? number)
    {
        switch (name)
        {
            case "v" or "deleted":
                _group.IsHidden = number is not 0;
                break;
            case "plain":
                _group.IsHidden = false;
                break;
            case "s":
                _paragraphs.Level = _levels.GetValueOrDefault(number ?? 0);
                break;
            case "outlinelevel":
                _paragraphs.Level = number is >= 0 and < 9 and var level ? level + 1 : 0;
                break;
            default:
                if (RtfWords.CharacterOf(name) is { } character)
                    Add(character);
                else
                    _paragraphs.Control(name);
                break;
        }
    }

    private void Flush() => Add(_fonts.Take(isName: _group.Destination == RtfDestination.Fonts));

    private void Add(string text)
    {
        if (text.Length == 0 || _group.IsHidden)
            return;
        if (_group.Destination == RtfDestination.Body)
            _paragraphs.Words(text);
        else if (_group.Destination is RtfDestination.Title or RtfDestination.Author && _collected.Length < 1000)
            _collected.Append(text);
        else if (_group.Destination == RtfDestination.Fonts)
            _fonts.Name(text);
        else if (_group.Destination == RtfDestination.Styles && RtfWords.LevelOf(text.TrimEnd(';')) is > 0 and var level &&
            _levels.Count < MaxStyles)
            _levels[_group.Style] = level;
    }
}

/// <summary>What a group inherits from the one around it, and may change for itself.</summary>
internal record struct RtfGroup
{
    public RtfDestination Destination { get; set; }

    public bool IsHidden { get; set; }

    public int Font { get; set; }

    /// <summary>The number of characters after one by its number that stand for it in old programs.</summary>
    public int Skip { get; set; }

    public int Style { get; set; }

    /// <summary>Whether the next group in it is for old programs, and the one after that is the same text in Unicode.</summary>
    public bool HasAlternative { get; set; }
}

/// <summary>Where the text of a group goes.</summary>
internal enum RtfDestination
{
    /// <summary>Into the document.</summary>
    Body,

    /// <summary>Nowhere.</summary>
    Ignored,

    /// <summary>Nowhere, except for the properties in it.</summary>
    Info,

    /// <summary>It names a font.</summary>
    Fonts,

    /// <summary>It names a style.</summary>
    Styles,

    /// <summary>It is the title.</summary>
    Title,

    /// <summary>It is the author's name.</summary>
    Author,
}
