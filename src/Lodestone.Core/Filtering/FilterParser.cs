using System.Globalization;

namespace Lodestone.Filtering;

/// <summary>Parses a filter's text: <c>or</c> of <c>and</c> of <c>not</c> of comparisons and parentheses.</summary>
internal sealed class FilterParser
{
    private const string Operators = "=, !=, <, <=, >, >=, in or contains";
    private readonly FilterLexer _lexer;
    private FilterToken _token;
    private int _depth;
    private int _terms;

    private FilterParser(string text)
    {
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    public static FilterNode Parse(string text)
    {
        if (text.Length > FilterLimits.Length)
        {
            throw new FilterException(
                ErrorCodes.FilterTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters"),
                string.Create(CultureInfo.InvariantCulture, $"at most {FilterLimits.Length}"), FilterLimits.Length);
        }

        var parser = new FilterParser(text);
        var node = parser.ReadOr();
        return parser._token.Kind == FilterTokenKind.End ? node : throw parser.Unexpected("and, or, or the end");
    }

    private FilterNode ReadOr()
    {
        var parts = new List<FilterNode> { ReadAnd() };
        while (Take("or"))
            parts.Add(ReadAnd());
        return parts.Count == 1 ? parts[0] : new FilterNode.Any(Flat(parts, p => (p as FilterNode.Any)?.Parts));
    }

    private FilterNode ReadAnd()
    {
        var parts = new List<FilterNode> { ReadNot() };
        while (Take("and"))
            parts.Add(ReadNot());
        return parts.Count == 1 ? parts[0] : new FilterNode.All(Flat(parts, p => (p as FilterNode.All)?.Parts));
    }

    private FilterNode ReadNot()
    {
        // Depth is counted here, on the path of every recursion, so that the stack is bounded before the tree is.
        if (++_depth > FilterLimits.Depth)
            throw Beyond(FilterLimits.Depth, "parts within parts");
        var node = Take("not") ? new FilterNode.Not(ReadNot()) : ReadPrimary();
        _depth--;
        return node;
    }

    private FilterNode ReadPrimary()
    {
        if (TakeSign("("))
        {
            var inner = ReadOr();
            return TakeSign(")") ? inner : throw Unexpected("), and, or or");
        }

        if (++_terms > FilterLimits.Terms)
            throw Beyond(FilterLimits.Terms, "comparisons");
        if (Take("exists"))
            return new FilterNode.Exists(ReadField("a field's name"));
        var field = ReadField("a field's name, exists, not or (");
        if (Take("in"))
            return new FilterNode.Test(field, FilterOperator.In, ReadList());
        if (Take("contains"))
            return new FilterNode.Test(field, FilterOperator.Contains, [ReadValue()]);
        foreach (var (sign, how) in FilterText.Signs)
        {
            if (TakeSign(sign))
                return new FilterNode.Test(field, how, [ReadValue()]);
        }

        throw Unexpected(Operators);
    }

    private List<FilterValue> ReadList()
    {
        if (!TakeSign("("))
            throw Unexpected("( and values with commas between them");
        var values = new List<FilterValue> { ReadValue() };
        while (TakeSign(","))
        {
            if (++_terms > FilterLimits.Terms)
                throw Beyond(FilterLimits.Terms, "comparisons");
            values.Add(ReadValue());
        }

        return TakeSign(")") ? values : throw Unexpected("a comma or )");
    }

    private FilterValue ReadValue()
    {
        if (Take("true"))
            return true;
        if (Take("false"))
            return false;
        if (_token.Kind != FilterTokenKind.Literal)
            throw Unexpected(AcceptedValues());
        var value = _token.Value;
        _token = _lexer.Next();
        return value;
    }

    // Two mistakes of those who know other languages are answered with what they meant.
    private string AcceptedValues()
    {
        const string Others = ", a number, true, false or a date such as 2024-05-01";
        return _token.Kind switch
        {
            FilterTokenKind.Word => $"a string in quotes such as \"{_token.Text}\"" + Others,
            FilterTokenKind.Sign when _token.Text == "=" => "a single = followed by a value",
            _ => "a string in quotes" + Others,
        };
    }

    private string ReadField(string accepted)
    {
        if (_token.Kind != FilterTokenKind.Name && (_token.Kind != FilterTokenKind.Word || FilterText.IsKeyword(_token.Text)))
            throw Unexpected(accepted);
        var name = _token.Text;
        _token = _lexer.Next();
        return name;
    }

    private bool Take(string word)
    {
        if (!_token.IsWord(word))
            return false;
        _token = _lexer.Next();
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (_token.Kind != FilterTokenKind.Sign || _token.Text != sign)
            return false;
        _token = _lexer.Next();
        return true;
    }

    private FilterException Unexpected(string accepted) =>
        new(ErrorCodes.FilterMalformed, _token.ToString(), accepted, _token.Position);

    private FilterException Beyond(int limit, string what) => new(
        ErrorCodes.FilterTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"more than {limit} {what}"),
        string.Create(CultureInfo.InvariantCulture, $"at most {limit}"), _token.Position);

    // Flattened like the operators in code, so that both ways give the same tree.
    private static List<FilterNode> Flat(List<FilterNode> parts, Func<FilterNode, IReadOnlyList<FilterNode>?> inner) =>
        [.. parts.SelectMany(p => inner(p) ?? [p])];
}
