using System.Text.Json;

namespace Lodestone.Contracts.Tests;

public sealed class ProblemTests
{
    [Fact]
    public void Of_Kind_IsTheTypeWithoutThePrefix()
    {
        var problem = Problem.Of("invalid-filter", 422, "The filter cannot be used", "No.");
        Assert.Equal(("urn:lodestone:error:invalid-filter", "invalid-filter"), (problem.Type, problem.Kind));
    }

    [Theory]
    [InlineData("about:blank")]
    [InlineData("")]
    public void Kind_OfAnotherServersProblem_IsItsType(string type)
    {
        var problem = JsonSerializer.Deserialize(
            $$"""{"type":"{{type}}","title":"t","status":500,"detail":"d"}""", ContractsJson.TypeInfo<Problem>())!;
        Assert.Equal(type, problem.Kind);
    }
}
