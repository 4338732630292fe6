using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting.Tests;

public sealed class LodestoneServicesTests
{
    [Fact]
    public async Task AddLodestone_Resolved_SharesOneCollection()
    {
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection().AddLodestone(o => (o.Folder, o.Collection) = (folder.Path, TinyModels.Options));
        await using (var provider = services.BuildServiceProvider())
        {
            var shared = provider.GetRequiredService<SharedCollection>();
            var collection = await shared.GetAsync(TestContext.Current.CancellationToken);
            Assert.Same(collection, await shared.GetAsync(TestContext.Current.CancellationToken));
            await collection.UpsertAsync([new Document { Id = "a", Text = "words" }], cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var again = await Collection.OpenAsync(folder.Path, TinyModels.Options, TestContext.Current.CancellationToken);
        Assert.Equal(1, await again.CountAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(again.Notices);
    }

    [Theory]
    [InlineData("nope", "")]
    [InlineData("", "nope")]
    public void AddLodestone_ModelThatIsNotThere_IsRefusedAtStart(string biEncoder, string crossEncoder)
    {
        var services = new ServiceCollection().AddLodestone(o => o.Collection = TinyModels.Options with
        {
            BiEncoder = biEncoder.Length > 0 ? biEncoder : null,
            CrossEncoder = crossEncoder.Length > 0 ? crossEncoder : TinyModels.CrossEncoder,
        });
        using var provider = services.BuildServiceProvider();
        var check = provider.GetRequiredService<IStartupValidator>();
        var error = Assert.Throws<OptionsValidationException>(check.Validate);
        Assert.Contains("nope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddLodestone_OptionsThatCannotWork_AreRefusedAtStart()
    {
        var services = new ServiceCollection().AddLodestone(o => o.Collection = new CollectionOptions { PairCacheBytes = -1 });
        using var provider = services.BuildServiceProvider();
        var check = provider.GetRequiredService<IStartupValidator>();
        var error = Assert.Throws<OptionsValidationException>(check.Validate);
        Assert.Contains("PairCacheBytes", error.Message, StringComparison.Ordinal);
    }
}
