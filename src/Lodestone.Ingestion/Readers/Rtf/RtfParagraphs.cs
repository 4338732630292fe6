using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>Writes the breaks between paragraphs, items of lists and cells of tables, each with the first word after it.</summary>
internal sealed class RtfParagraphs
{
    private bool _isOpen;
    private bool _isHeading;
    private bool _inTable;
    private bool _inRow;
    private bool _inCell;
    private bool _afterItem;
    private bool _afterRow;

    public TextComposer Text { get; } = new();

    /// <summary>The level of the current paragraph's heading; 0 when it is none.</summary>
    public int Level { get; set; }

    /// <summary>Whether the current paragraph is an item of a list.</summary>
    public bool IsItem { get; set; }

    /// <summary>Takes a control word of paragraphs or tables.</summary>
    public void Control(string name)
    {
        switch (name)
        {
            case "pard":
                (Level, IsItem, _inTable) = (0, false, false);
                break;
            case "ls":
                IsItem = true;
                break;
            case "intbl":
                _inTable = true;
                break;
            case "par" or "sect" or "page" or "column":
                End();
                break;
            case "line":
                Text.Line();
                break;
            case "cell" or "nestcell":
                EndCell();
                break;
            case "row" or "nestrow":
                (_inRow, _inCell, _isOpen, _afterRow) = (false, false, false, true);
                Text.Line();
                break;
        }
    }

    public void Words(string words)
    {
        if (!_isOpen && !string.IsNullOrWhiteSpace(words))
            Open();
        Text.Inline(words);
    }

    private void End()
    {
        if (_isHeading)
            Text.EndHeading();
        (_isOpen, _isHeading) = (false, false);
    }

    private void EndCell()
    {
        End();
        if (!_inRow)
            BeginRow();
        Text.Tab();
        _inCell = false;
    }

    private void BeginRow()
    {
        if (_afterRow)
            Text.Line();
        else
            Text.Paragraph();
        _inRow = true;
    }

    private void Open()
    {
        _isOpen = true;
        if (_inTable)
        {
            if (!_inRow)
                BeginRow();
            // The paragraphs of a cell share a line, so that a row remains one line.
            else if (_inCell)
                Text.Inline(" ");
            _inCell = true;
            return;
        }

        (_inRow, _afterRow) = (false, false);
        _isHeading = Level > 0;
        if (_isHeading)
            Text.BeginHeading(Level);
        else if (IsItem && _afterItem)
            Text.Line();
        else
            Text.Paragraph();
        _afterItem = IsItem && !_isHeading;
    }
}
