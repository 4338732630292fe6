using System.Buffers;
using System.Collections.Frozen;

namespace Lodestone.Ingestion.Readers.Code;

/// <summary>Decides whether a line begins a definition, by its words.</summary>
internal readonly ref struct CodeDefinition
{
    // A definition is told by its beginning; a line of a megabyte is made by a program.
    private const int MaxLength = 500;

    /// <summary>Words that may be before the one that makes a definition.</summary>
    public static readonly FrozenSet<string> Modifiers = FrozenSet.ToFrozenSet(
        ("abstract actual annotation async case const constexpr covariant data default declare explicit export expect extern external " +
        "file fileprivate final friend global implicit inline inner internal lateinit lazy local mutable mutating native new " +
        "nonisolated open operator override overridable overloads partial private protected pub public readonly recursive required " +
        "sealed shadows shared static strictfp suspend synchronized tailrec unsafe value virtual or replace temporary temp unique if not " +
        "exists")
        .Split(' '), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Control = FrozenSet.ToFrozenSet(
        ("if for foreach while switch using lock catch return throw await else do try yield case when fixed sizeof typeof delete assert " +
        "elif elsif unless until with from select where and or not is as in var let goto break continue new import include").Split(' '),
        StringComparer.Ordinal);

    private static readonly SearchValues<char> AfterWord = SearchValues.Create(" \t(<{:");
    private static readonly SearchValues<char> NotInType = SearchValues.Create("=\"'.;{}!+-/|#@");
    private static readonly SearchValues<char> NotInMethod = SearchValues.Create("=\"'`.;{}!+-/|,?&");

    private readonly CodeSyntax _syntax;
    private readonly ReadOnlySpan<char> _line;
    private readonly int _indent;

    public CodeDefinition(CodeSyntax syntax, ReadOnlySpan<char> line, int indent)
    {
        _syntax = syntax;
        _indent = indent;
        _line = WithoutAttribute(line[..Math.Min(line.Length, MaxLength)]);
    }

    public bool IsOne() => !_line.IsEmpty && (HasWord() || _syntax.Callables switch
    {
        Callables.AtTop => _indent == 0 && IsTyped(),
        Callables.Typed => IsTyped(),
        Callables.Script => IsMethod() || (_indent == 0 && IsConstant()),
        Callables.Assigned => IsAssigned(),
        Callables.Bare => _line.IndexOf("()", StringComparison.Ordinal) is > 0 and var at && IsName(_line[..at]),
        _ => false,
    });

    private static ReadOnlySpan<char> WithoutAttribute(ReadOnlySpan<char> line)
    {
        while (!line.IsEmpty && line[0] is '[' or '@' && !line.StartsWith("@interface", StringComparison.Ordinal))
        {
            var close = line[0] == '[' ? "] " : line[..Math.Max(0, line.IndexOf(' '))].Contains('(') ? ") " : " ";
            var end = line.IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
                return line;
            line = line[(end + close.Length)..].TrimStart();
        }

        return line;
    }

    private bool HasWord()
    {
        var rest = _line;
        while (!rest.IsEmpty)
        {
            var word = Word(rest);
            var name = _syntax.IgnoresCase ? word.ToString().ToLowerInvariant() : word.ToString();
            rest = rest[word.Length..].TrimStart();
            if (_syntax.Words.Contains(name))
                return !rest.IsEmpty && IsWhole(name);
            if (!Modifiers.Contains(name))
                return false;
            // The scope of a modifier: pub(crate).
            if (!rest.IsEmpty && rest[0] == '(')
                rest = rest[(rest.IndexOf(')') + 1)..].TrimStart();
        }

        return false;
    }

    // A declaration alone defines nothing, and a local value is no section.
    private bool IsWhole(string word) => word switch
    {
        "struct" or "enum" or "union" or "class" or "namespace" => _line[^1] != ';',
        "let" => _indent == 0,
        _ => true,
    };

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = text.Length > 1 ? text[1..].IndexOfAny(AfterWord) : -1;
        return end < 0 ? text : text[..(end + 1)];
    }

    private bool IsTyped()
    {
        var open = _line.IndexOf('(');
        if (open <= 0 || (_line[^1] == ';' && !_line.Contains("=>", StringComparison.Ordinal)))
            return false;
        var head = _line[..open].TrimEnd();
        if (head.IsEmpty || head.ContainsAny(NotInType))
            return false;
        return Count(head) switch
        {
            0 => false,
            // A constructor.
            1 => _line[^1] == '{' && (char.IsAsciiLetterUpper(head[0]) || head.Contains("::", StringComparison.Ordinal)),
            _ => true,
        };
    }

    /// <summary>The number of words; 0 when one of them begins a statement.</summary>
    private static int Count(ReadOnlySpan<char> head)
    {
        var count = 0;
        foreach (var range in head.SplitAny(' ', '\t'))
        {
            if (head[range].IsEmpty)
                continue;
            if (Control.Contains(head[range].ToString()))
                return 0;
            count++;
        }

        return count;
    }

    private bool IsMethod()
    {
        var open = _line.IndexOf('(');
        if (open <= 0 || _line[^1] != '{' || _line.Contains("=>", StringComparison.Ordinal) ||
            _line.Contains("function", StringComparison.Ordinal))
            return false;
        var head = _line[..open].TrimEnd();
        return !head.IsEmpty && !head.ContainsAny(NotInMethod) && Count(head) > 0;
    }

    private bool IsConstant()
    {
        var at = _line.IndexOf('=');
        if (at <= 0 || at + 1 >= _line.Length || _line[at + 1] == '=')
            return false;
        var value = _line[(at + 1)..].TrimStart();
        return Word(_line) is "export" or "const" or "let" or "var" &&
            (value.StartsWith("function", StringComparison.Ordinal) || value.StartsWith("async", StringComparison.Ordinal) ||
            value.Contains("=>", StringComparison.Ordinal));
    }

    private bool IsAssigned()
    {
        var at = _line.IndexOf("function", StringComparison.Ordinal);
        if (at <= 0)
            return false;
        var head = _line[..at].TrimEnd();
        return (head.EndsWith("<-", StringComparison.Ordinal) && IsName(head[..^2].TrimEnd())) ||
            (head.EndsWith("=", StringComparison.Ordinal) && IsName(head[..^1].TrimEnd()));
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':'))
                return false;
        }

        return !text.IsEmpty;
    }
}
