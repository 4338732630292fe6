using System.Buffers;
using System.Collections.Frozen;

namespace Lodestone.Ingestion.Readers.Code;

/// <summary>As much of a language's syntax as it takes to see its comments and the lines that begin a definition.</summary>
internal sealed record CodeSyntax
{
    private static readonly CodeSyntax Unknown = new();

    private static readonly FrozenDictionary<string, CodeSyntax> ByLanguage = new Dictionary<string, CodeSyntax>
    {
        ["c"] = Braces("struct enum union typedef") with { Callables = Callables.AtTop },
        ["c++"] = Braces("class struct enum union namespace template") with { Callables = Callables.Typed },
        ["c#"] = Braces("class interface struct enum record namespace delegate") with
        {
            Callables = Callables.Typed, Lead = ["//", "["], Blocks = [("/*", "*/"), ("\"\"\"", "\"\"\"")],
        },
        ["java"] = Braces("class interface enum record @interface") with { Callables = Callables.Typed, Lead = ["//", "@"] },
        ["groovy"] = Braces("class interface enum trait def") with { Callables = Callables.Typed, Lead = ["//", "@"] },
        ["dart"] = Braces("class mixin enum extension typedef") with { Callables = Callables.Typed, Lead = ["//", "@"] },
        ["javascript"] = Script("function class"),
        ["typescript"] = Script("function class interface type enum namespace"),
        ["php"] = Braces("function class interface trait enum namespace") with { Lead = ["//", "#"] },
        ["go"] = Braces("func type") with { Blocks = [("/*", "*/"), ("`", "`")] },
        ["rust"] = Braces("fn struct enum trait impl mod type union macro_rules!") with { Lead = ["//", "#["] },
        ["zig"] = Braces("fn"),
        ["protobuf"] = Braces("message service enum rpc"),
        ["kotlin"] = Braces("fun class interface object typealias") with
        {
            Lead = ["//", "@"], Blocks = [("/*", "*/"), ("\"\"\"", "\"\"\"")],
        },
        ["scala"] = Braces("class object trait def enum given type") with
        {
            Lead = ["//", "@"], Blocks = [("/*", "*/"), ("\"\"\"", "\"\"\"")],
        },
        ["swift"] = Braces("func class struct enum protocol extension actor init") with
        {
            Lead = ["//", "@"], Blocks = [("/*", "*/"), ("\"\"\"", "\"\"\"")],
        },
        ["python"] = Hash("def class") with { Lead = ["#", "@"], Blocks = [("\"\"\"", "\"\"\""), ("'''", "'''")] },
        ["ruby"] = Hash("def class module"),
        ["perl"] = Hash("sub package"),
        ["r"] = Hash("") with { Callables = Callables.Assigned },
        ["julia"] = Hash("function struct module macro type") with { Blocks = [("\"\"\"", "\"\"\"")] },
        ["elixir"] = Hash("defmodule def defp defmacro defprotocol defimpl") with { Blocks = [("\"\"\"", "\"\"\"")] },
        ["shell"] = Hash("function") with { Callables = Callables.Bare },
        ["powershell"] = Hash("function class enum filter") with { Blocks = [("<#", "#>")], IgnoresCase = true },
        ["lua"] = new() { Words = Set("function"), Lead = ["--"], LineComment = "--" },
        ["sql"] = new() { Words = Set("create alter"), Lead = ["--"], LineComment = "--", Blocks = [("/*", "*/")], IgnoresCase = true },
        ["haskell"] = new()
        {
            Words = Set("module data newtype type class instance"), Lead = ["--"], LineComment = "--", Blocks = [("{-", "-}")],
        },
        ["f#"] = Braces("module namespace type let member") with { Lead = ["//", "[<"], Blocks = [("(*", "*)"), ("\"\"\"", "\"\"\"")] },
        ["ocaml"] = new() { Words = Set("let module type class"), Lead = ["(*"], Blocks = [("(*", "*)")] },
        ["clojure"] = new()
        {
            Words = Set("(ns (def (defn (defn- (defmacro (defmulti (defmethod (defprotocol (defrecord"), Lead = [";"], LineComment = ";",
        },
        ["erlang"] = new() { Words = Set("-module -record"), Lead = ["%"], LineComment = "%" },
        ["visual basic"] = new()
        {
            Words = Set("class module sub function interface structure enum property namespace"), Lead = ["'", "<"], LineComment = "'",
            IgnoresCase = true,
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Languages in which a single quote is no quote: a lifetime, a prime, a comment.
    private static readonly FrozenSet<string> Primes = FrozenSet.ToFrozenSet(
        ["clojure", "elixir", "erlang", "f#", "haskell", "ocaml", "rust", "scala", "visual basic"], StringComparer.Ordinal);

    private SearchValues<char>? _openers;

    /// <summary>The words that begin a definition, after those of <see cref="CodeDefinition.Modifiers"/>.</summary>
    public FrozenSet<string> Words { get; init; } = [];

    /// <summary>The beginnings of lines that belong to the definition below them: comments and attributes.</summary>
    public string[] Lead { get; init; } = ["//"];

    public string? LineComment { get; init; }

    /// <summary>Comments and texts that may have several lines.</summary>
    public (string Open, string Close)[] Blocks { get; init; } = [];

    public Callables Callables { get; init; }

    /// <summary>Whether capitals do not matter.</summary>
    public bool IgnoresCase { get; init; }

    private string Quotes { get; init; } = "\"'";

    /// <summary>The first characters of comments and texts.</summary>
    public SearchValues<char> Openers =>
        _openers ??= SearchValues.Create([.. Quotes, .. LineComment?[..1] ?? "", .. Blocks.Select(b => b.Open[0])]);

    /// <summary>The syntax of a language; one without definitions for others.</summary>
    public static CodeSyntax Of(string? language) =>
        language is null || !ByLanguage.TryGetValue(language, out var syntax) ? Unknown
        : Primes.Contains(language) ? syntax with { Quotes = "\"", _openers = null }
        : syntax;

    /// <summary>Whether a line is a comment or an attribute of what is below it.</summary>
    public bool IsLead(ReadOnlySpan<char> line)
    {
        foreach (var lead in Lead)
        {
            // An attribute may have its definition in the same line.
            if (line.StartsWith(lead, StringComparison.Ordinal))
                return lead == LineComment || (lead[0] is '[' or '<' ? line[^1] is ']' or '>' or '_' : line[^1] is not ('{' or ';'));
        }

        // The first block of a language is its comment, if it has one; others are texts.
        return Blocks.Length > 0 && Blocks[0].Open[0] is '/' or '(' or '{' or '<' &&
            line.StartsWith(Blocks[0].Open, StringComparison.Ordinal);
    }

    /// <summary>Whether the rest of a line is a comment.</summary>
    public bool IsLineComment(ReadOnlySpan<char> rest) => LineComment is not null && rest.StartsWith(LineComment, StringComparison.Ordinal);

    /// <summary>The end of the comment or text of several lines that begins here; null when none does.</summary>
    public string? Closing(ReadOnlySpan<char> rest, out int opening)
    {
        foreach (var (open, close) in Blocks)
        {
            if (rest.StartsWith(open, StringComparison.Ordinal))
            {
                opening = open.Length;
                return close;
            }
        }

        opening = 0;
        return null;
    }

    /// <summary>Whether a line, without white space around it, begins a definition.</summary>
    public bool IsDefinition(ReadOnlySpan<char> line, int indent) => new CodeDefinition(this, line, indent).IsOne();

    private static CodeSyntax Braces(string words) => new() { Words = Set(words), LineComment = "//", Blocks = [("/*", "*/")] };

    private static CodeSyntax Script(string words) =>
        Braces(words) with { Callables = Callables.Script, Lead = ["//", "@"], Blocks = [("/*", "*/"), ("`", "`")] };

    private static CodeSyntax Hash(string words) => new() { Words = Set(words), Lead = ["#"], LineComment = "#" };

    private static FrozenSet<string> Set(string words) =>
        FrozenSet.ToFrozenSet(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}

/// <summary>How a language writes functions that no word of their own begins.</summary>
internal enum Callables
{
    /// <summary>None are.</summary>
    None,

    /// <summary>A type, a name and parameters, at the beginning of a line.</summary>
    AtTop,

    /// <summary>A type, a name and parameters.</summary>
    Typed,

    /// <summary>A name and parameters in a class, or a constant that is a function.</summary>
    Script,

    /// <summary>A name to which a function is assigned.</summary>
    Assigned,

    /// <summary>A name and empty parentheses.</summary>
    Bare,
}
