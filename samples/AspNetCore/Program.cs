// Two collections by name in one application, with health, logs, metrics and traces.
// Run it in this folder: dotnet run
using Lodestone;
using Lodestone.Hosting;
using Lodestone.Server;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var builder = WebApplication.CreateBuilder(args);

// One collection from configuration, one in code. Both are opened at start, and share their models.
builder.Services.AddLodestone("help", builder.Configuration.GetSection("Help"));
builder.Services.AddLodestone("shop", options => options.Folder = Path.Combine("data", "shop"));
builder.Services.AddHealthChecks().AddLodestone();
builder.Services.AddEmbeddingGenerator(s => s.GetLodestoneEmbeddings("help"));

// The HTTP API for other programs, below /search; the guards are the application's.
builder.Services.AddLodestoneServer(options => options.DataFolder = Path.Combine("data", "http"));

builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(LodestoneDiagnostics.Name).AddPrometheusExporter())
    .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", LodestoneDiagnostics.Name).AddConsoleExporter());

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPrometheusScrapingEndpoint();
app.MapLodestone("/search");

app.MapPost("/help", async (
    [FromKeyedServices("help")] Collection help, Document[] documents, CancellationToken cancellationToken) =>
    (await help.UpsertAsync(documents, cancellationToken: cancellationToken)).Passages);

app.MapGet("/ask", async ([FromKeyedServices("help")] Collection help, string q, CancellationToken cancellationToken) =>
{
    var result = await help.SearchAsync(q, new SearchOptions { Top = 3 }, cancellationToken);
    return result.Hits.Select(h => new { h.DocumentId, h.Probability, h.Text });
});

app.Run();
