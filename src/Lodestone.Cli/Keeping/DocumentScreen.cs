using Spectre.Console;

namespace Lodestone.Cli;

/// <summary>Documents as a person reads them.</summary>
internal static class DocumentScreen
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<Document> documents)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
                screen.Gap();
            Show(screen, documents[i]);
        }
    }

    private static void Show(IAnsiConsole screen, Document document)
    {
        screen.Say($"id: {document.Id}");
        if (document.Title.Length > 0)
            screen.Say($"title: {document.Title}");
        foreach (var (field, value) in document.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            screen.Say($"{field}: {value}");
        screen.Gap();
        foreach (var line in document.Text.ReplaceLineEndings("\n").Split('\n'))
            screen.Say(line);
    }
}
