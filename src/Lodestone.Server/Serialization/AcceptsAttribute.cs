namespace Lodestone.Server.Serialization;

/// <summary>What a field accepts that may hold values of several kinds, which its type does not tell; of a list, each value.</summary>
/// <param name="what">In words that follow "is".</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AcceptsAttribute(string what) : Attribute
{
    public string What => what;
}
