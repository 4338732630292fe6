// A worker whose collection is configured by appsettings.json; it runs once and ends the application.
using Lodestone.Hosting;

var folder = args[0];
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
// A relative folder of models is relative to where the program runs, as any path is.
Directory.SetCurrentDirectory(AppContext.BaseDirectory);
builder.Configuration["Lodestone:Folder"] = Path.Combine(folder, "collection");
builder.Services.AddLodestone("help", builder.Configuration.GetSection("Lodestone"));
builder.Services.AddHostedService<Work>();
builder.Services.AddSingleton(new Folder(folder));
await builder.Build().RunAsync();

internal sealed record Folder(string Path);

internal sealed class Work(
    LodestoneCollections collections, Folder folder, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var collection = await collections.GetAsync("help", stoppingToken);
        Console.Write(await Scenario.RunAsync(collection, folder.Path));
        lifetime.StopApplication();
    }
}
