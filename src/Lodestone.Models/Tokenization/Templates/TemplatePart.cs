namespace Lodestone.Models;

/// <summary>One place in a template: a special token, or a whole text.</summary>
internal readonly record struct TemplatePart(TemplateText Text, int Id, long TypeId)
{
    public static TemplatePart Special(int id, long typeId = 0) => new(TemplateText.None, id, typeId);

    public static TemplatePart First(long typeId = 0) => new(TemplateText.First, 0, typeId);

    public static TemplatePart Second(long typeId) => new(TemplateText.Second, 0, typeId);
}
