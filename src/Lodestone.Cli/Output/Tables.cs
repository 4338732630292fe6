using Spectre.Console;

namespace Lodestone.Cli;

/// <summary>Tables and paragraphs in the house's one style: ruled on a terminal, plain columns when piped.</summary>
internal static class Tables
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public static Table Create(IAnsiConsole screen, params ReadOnlySpan<(string Name, bool Number)> columns)
    {
        var table = new Table { Border = screen.Profile.Out.IsTerminal ? TableBorder.Simple : TableBorder.None };
        var last = columns.Length - 1;
        for (var i = 0; i < columns.Length; i++)
        {
            var (name, number) = columns[i];
            table.AddColumn(new TableColumn(new Text(name, Heading))
            {
                Alignment = number ? Justify.Right : Justify.Left,
                NoWrap = number,
                // Two spaces between columns, none before the first.
                Padding = new Padding(0, 0, i == last ? 0 : 2, 0),
            });
        }

        return table;
    }

    public static void Row(this Table table, params ReadOnlySpan<Cell> cells)
    {
        var row = new Text[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            row[i] = new Text(SafeText.Of(cells[i].Text), cells[i].Style);
        table.AddRow(row);
    }

    /// <summary>A paragraph, wrapped at the screen's width.</summary>
    public static void Say(this IAnsiConsole screen, string text) => screen.Write(new Text(SafeText.Of(text) + "\n"));

    public static void Gap(this IAnsiConsole screen) => screen.Write(new Text("\n"));

    /// <summary>Tables with blank lines around them; on a terminal their frames begin and end with one.</summary>
    public static void Show(this IAnsiConsole screen, params ReadOnlySpan<Table> tables)
    {
        var isFramed = screen.Profile.Out.IsTerminal;
        foreach (var table in tables)
        {
            if (!isFramed)
                screen.Gap();
            screen.Write(table);
        }

        if (!isFramed)
            screen.Gap();
    }
}
