namespace Lodestone;

/// <summary>How a filter compares a field with a value.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    Contains,
}
