// A minimal API with its collection from the services, which calls its own address once and ends.
using Lodestone;
using Lodestone.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

var folder = args[0];
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddLodestone(options => options.Folder = Path.Combine(folder, "collection"));
var app = builder.Build();
app.MapGet("/scenario", async (HttpContext context) =>
{
    var collection = context.RequestServices.GetRequiredService<Collection>();
    await context.Response.WriteAsync(await Scenario.RunAsync(collection, folder));
});
await app.StartAsync();
var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
using (var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) })
    Console.Write(await client.GetStringAsync(new Uri(new Uri(address), "/scenario")));
await app.StopAsync();
