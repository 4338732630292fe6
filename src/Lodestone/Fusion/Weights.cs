namespace Lodestone;

internal static class Weights
{
    public static void Demand(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentOutOfRangeException(name, weight, "A weight is a finite number, zero or more.");
    }
}
