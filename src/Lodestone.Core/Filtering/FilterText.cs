using System.Text;

namespace Lodestone.Filtering;

/// <summary>Writes a filter as text.</summary>
internal static class FilterText
{
    public static readonly (string Sign, FilterOperator Operator)[] Signs =
    [
        ("=", FilterOperator.Equal), ("!=", FilterOperator.NotEqual), ("<=", FilterOperator.AtMost), ("<", FilterOperator.Less),
        (">=", FilterOperator.AtLeast), (">", FilterOperator.Greater),
    ];

    private static readonly string[] Keywords = ["and", "or", "not", "in", "contains", "exists", "true", "false"];

    public static string Write(FilterNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    public static bool IsKeyword(string word) => Keywords.Contains(word, StringComparer.OrdinalIgnoreCase);

    public static bool StartsName(char c) => char.IsLetter(c) || c == '_';

    public static bool ContinuesName(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    public static string Sign(FilterOperator how) => how switch
    {
        FilterOperator.In => "in",
        FilterOperator.Contains => "contains",
        _ => Array.Find(Signs, s => s.Operator == how).Sign,
    };

    // Levels: 0 inside or, 1 inside and, 2 inside not.
    private static void Write(StringBuilder text, FilterNode node, int level)
    {
        switch (node)
        {
            case FilterNode.Any any:
                Join(text, any.Parts, " or ", level > 0, 1);
                break;
            case FilterNode.All all:
                Join(text, all.Parts, " and ", level > 1, 2);
                break;
            case FilterNode.Not not:
                Write(text.Append("not "), not.Part, 2);
                break;
            case FilterNode.Exists exists:
                text.Append("exists ").Append(Name(exists.Field));
                break;
            case FilterNode.Test test:
                text.Append(Name(test.Field)).Append(' ').Append(Sign(test.Operator)).Append(' ');
                if (test.Operator == FilterOperator.In)
                    text.Append('(').AppendJoin(", ", test.Values).Append(')');
                else
                    text.Append(test.Values[0]);
                break;
        }
    }

    private static void Join(StringBuilder text, IReadOnlyList<FilterNode> parts, string word, bool inParentheses, int level)
    {
        if (inParentheses)
            text.Append('(');
        for (var i = 0; i < parts.Count; i++)
            Write(i == 0 ? text : text.Append(word), parts[i], level);
        if (inParentheses)
            text.Append(')');
    }

    private static string Name(string field) =>
        field == Filter.IdField || (StartsName(field[0]) && field.All(ContinuesName) && !IsKeyword(field))
            ? field
            : $"`{field.Replace("`", "``", StringComparison.Ordinal)}`";
}
