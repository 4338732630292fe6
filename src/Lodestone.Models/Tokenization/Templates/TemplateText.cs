namespace Lodestone.Models;

/// <summary>Which text goes into a place of a template, if any.</summary>
internal enum TemplateText
{
    None,
    First,
    Second,
}
