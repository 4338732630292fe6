using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors;

/// <summary>Validates vectors that are added or searched for.</summary>
internal static class VectorValidation
{
    public static void Validate(ReadOnlySpan<long> keys, ReadOnlySpan<float> vectors, VectorSlots slots)
    {
        if (vectors.Length != (long)keys.Length * slots.Dimensions)
        {
            throw new InvalidArgumentException(
                ErrorCodes.CountsDiffer,
                $"{keys.Length} keys have {vectors.Length} floats; the index has {slots.Dimensions} dimensions, so it needs " +
                $"{(long)keys.Length * slots.Dimensions}. Give one vector of {slots.Dimensions} floats a key.", nameof(vectors));
        }

        if (slots.Count + keys.Length > VectorLimits.MaxCount)
        {
            throw new InvalidRangeException(nameof(keys), keys.Length, FormattableString.Invariant(
                $"0 to {VectorLimits.MaxCount - slots.Count} more keys, because an index has room for {VectorLimits.MaxCount}"));
        }

        var seen = new HashSet<long>(keys.Length);
        foreach (var key in keys)
        {
            if (key < 0)
                throw new InvalidRangeException("key", key, "0 or more");
            if (!seen.Add(key))
                throw new InvalidArgumentException(
                    ErrorCodes.IdDuplicate, $"The key {key} is repeated in one call. Give each key once.", nameof(keys));
            if (slots.Table.Find(key) >= 0)
                throw new InvalidArgumentException(
                    ErrorCodes.IdDuplicate, $"The key {key} is in the index already. Remove it first, or use another.", nameof(keys));
        }

        for (var i = 0; i < keys.Length; i++)
        {
            var vector = vectors.Slice(i * slots.Dimensions, slots.Dimensions);
            ValidateFinite(vector, slots.Metric, $"The vector of key {keys[i]}", nameof(vectors));
        }
    }

    public static void ValidateQuery(ReadOnlySpan<float> vector, VectorSlots slots)
    {
        if (vector.Length != slots.Dimensions)
        {
            throw new InvalidArgumentException(
                ErrorCodes.VectorDimensionsDiffer,
                $"The query has {vector.Length} dimensions; the index has {slots.Dimensions}. " +
                "Embed it with the model the index was made with.",
                nameof(vector));
        }

        ValidateFinite(vector, slots.Metric, "The query", nameof(vector));
    }

    private static void ValidateFinite(ReadOnlySpan<float> vector, VectorMetric metric, string what, string name)
    {
        var squared = FloatMath.SquaredLength(vector);
        if (!double.IsFinite(squared))
        {
            var at = vector.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            throw new InvalidArgumentException(
                ErrorCodes.VectorNotFinite,
                $"{what} has {vector[at]} at index {at}; every number must be finite. Leave the text out, or embed it again.", name);
        }

        if (metric != VectorMetric.Cosine && Math.Sqrt(squared) is > VectorLimits.MaxLength and var length)
        {
            throw new InvalidArgumentException(
                ErrorCodes.VectorTooLong,
                $"{what} has the length {length}; under {metric} it may be {VectorLimits.MaxLength} at most. Scale it down.", name);
        }
    }
}
