using System.Text;

namespace Lodestone.Benchmarks;

/// <summary>A table with the subject of a row on the left, and figures on its right.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(string subject, params IEnumerable<string> columns)
    {
        string[] titles = [.. columns];
        Row(subject, titles);
        _text.Append("|---|").Insert(_text.Length, "--:|", titles.Length).Append('\n');
    }

    public MarkdownTable Row(string subject, params IEnumerable<string> cells)
    {
        _text.Append("| ").Append(subject).Append(" | ").AppendJoin(" | ", cells).Append(" |\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
