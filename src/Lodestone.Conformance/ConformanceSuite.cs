using System.Reflection;

namespace Lodestone.Conformance;

/// <summary>The base of the suites: derive one for a component of your own, and every test of it runs.</summary>
public abstract class ConformanceSuite
{
    /// <summary>Cancels the test run.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Cancelled already.</summary>
    protected static CancellationToken Cancelled { get; } = new(canceled: true);

    [Fact]
    public void Suite_Tests_AreAllRunAndNoneIsSkipped()
    {
        var suite = GetType();
        while (suite.BaseType != typeof(ConformanceSuite))
            suite = suite.BaseType!;
        var tests = suite.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null).ToArray();
        Assert.True(tests.Length > 4, $"{suite.Name} has {tests.Length} tests.");
        foreach (var test in tests)
        {
            var found = Assert.Single(GetType().GetMethods(), m => m.Name == test.Name);
            Assert.True(
                found.GetCustomAttribute<FactAttribute>() is { Skip: null, SkipWhen: null, SkipUnless: null } &&
                found.GetBaseDefinition().DeclaringType == test.GetBaseDefinition().DeclaringType,
                $"{test.Name} is hidden or skipped in {GetType().Name}.");
        }
    }
}
