using System.Numerics;
using Lodestone.Filtering;

namespace Lodestone.Core.Tests.Filtering;

/// <summary>The filter language as docs/filters.md has it, one document at a time.</summary>
internal static class NaiveFilter
{
    public static bool Matches(FilterNode node, string id, IReadOnlyDictionary<string, MetadataValue> metadata) =>
        Matches(node, new Dictionary<string, MetadataValue>(metadata) { ["@id"] = MetadataValue.Of(id) });

    private static bool Matches(FilterNode node, Dictionary<string, MetadataValue> metadata) => node switch
    {
        FilterNode.All all => all.Parts.All(p => Matches(p, metadata)),
        FilterNode.Any any => any.Parts.Any(p => Matches(p, metadata)),
        FilterNode.Not not => !Matches(not.Part, metadata),
        FilterNode.Exists exists => metadata.ContainsKey(exists.Field),
        FilterNode.Test { Operator: FilterOperator.NotEqual } test =>
            !(metadata.TryGetValue(test.Field, out var value) && Compares(value, FilterOperator.Equal, test.Values[0])),
        FilterNode.Test test => metadata.TryGetValue(test.Field, out var value) && test.Values.Any(v => Compares(value, test.Operator, v)),
        _ => throw new ArgumentException("another node", nameof(node)),
    };

    public static bool Fits(FilterNode node, IReadOnlyDictionary<string, IReadOnlyList<MetadataKind>> fields) => node switch
    {
        FilterNode.All all => all.Parts.All(p => Fits(p, fields)),
        FilterNode.Any any => any.Parts.All(p => Fits(p, fields)),
        FilterNode.Not not => Fits(not.Part, fields),
        FilterNode.Exists => true,
        FilterNode.Test { Field: "@id" } test => test.Values.All(v => Fits(MetadataKind.Text, test.Operator, v)),
        FilterNode.Test test => !fields.TryGetValue(test.Field, out var kinds) ||
            test.Values.All(v => kinds.Any(k => Fits(k, test.Operator, v))),
        _ => throw new ArgumentException("another node", nameof(node)),
    };

    private static bool Fits(MetadataKind kind, FilterOperator how, FilterValue value)
    {
        var equality = how is FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.In;
        return kind switch
        {
            MetadataKind.TextList => value.Text is not null && (equality || how == FilterOperator.Contains),
            MetadataKind.Boolean => value.Boolean is not null && equality,
            _ when how == FilterOperator.Contains => false,
            MetadataKind.Text => value.Text is not null,
            MetadataKind.Number => value.Number is not null,
            _ => value.Moments is not null,
        };
    }

    private static bool Compares(MetadataValue field, FilterOperator how, FilterValue value)
    {
        if (!Fits(field.Kind, how, value))
            return false;
        switch (field.Kind)
        {
            case MetadataKind.TextList:
                return field.TextList.Contains(value.Text!, StringComparer.Ordinal);
            case MetadataKind.Boolean:
                return field.Boolean == value.Boolean;
            case MetadataKind.Text:
                return Holds(how, string.CompareOrdinal(field.Text, value.Text));
            case MetadataKind.Number:
                return Holds(how, CompareNumbers(field, value));
            default:
                var (first, last) = value.Moments!.Value;
                return Holds(how, field.Date.UtcTicks < first ? -1 : field.Date.UtcTicks > last ? 1 : 0);
        }
    }

    // Both as fractions of 2^-1074, the least double, so that nothing is rounded.
    private static int CompareNumbers(MetadataValue field, FilterValue value) =>
        Exact(field.WholeNumber, field.Number).CompareTo(Exact(value.WholeNumber, value.Number!.Value));

    private static BigInteger Exact(long? whole, double number)
    {
        if (whole is { } exact)
            return (BigInteger)exact << 1074;
        var bits = BitConverter.DoubleToInt64Bits(number);
        var (exponent, mantissa) = ((int)(bits >> 52) & 0x7FF, bits & 0xF_FFFF_FFFF_FFFF);
        BigInteger scaled = exponent == 0 ? mantissa : (BigInteger)(mantissa | (1L << 52)) << (exponent - 1);
        return number < 0 ? -scaled : scaled;
    }

    private static bool Holds(FilterOperator how, int order) => how switch
    {
        FilterOperator.Less => order < 0,
        FilterOperator.AtMost => order <= 0,
        FilterOperator.Greater => order > 0,
        FilterOperator.AtLeast => order >= 0,
        _ => order == 0,
    };
}
