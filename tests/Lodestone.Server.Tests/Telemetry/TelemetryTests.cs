using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Lodestone.Server.Tests.Telemetry;

/// <summary>What the server tells of itself, and what it keeps to itself.</summary>
public sealed class TelemetryTests
{
    private const string SecretQuery = "xylophones for zebras";
    private const string SecretText = "Quokkas play the harpsichord in the moonlight.";

    [Fact]
    public async Task Everything_AfterASearch_IsCountedAndNoTextIsTold()
    {
        using var logs = new CapturedLogs();
        await using var receiver = await OtlpReceiver.StartAsync();
        string metrics;
        var key = new KeyStore(Path.GetTempPath()).File;
        await using (var server = await TestServer.StartAsync(adapt: builder =>
        {
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address;
            builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            builder.Services.AddSingleton<ILoggerProvider>(logs);
            builder.Services.PostConfigure<LoggerFilterOptions>(filter =>
            {
                filter.Rules.Clear();
                filter.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None);
                filter.MinLevel = LogLevel.Trace;
            });
        }))
        {
            key = new KeyStore(server.Data).Add(KeyScope.Admin).Secret;
            await UseAsync(server, key);
            metrics = (await server.GetAsync("/metrics", ("X-API-Key", key))).Body;
        }

        foreach (var name in new[]
        {
            "lodestone_search_duration_seconds_bucket", "lodestone_stage_duration_seconds_bucket", "lodestone_model_runs_total",
            "lodestone_model_tokens_total", "lodestone_cache_hits_total", "lodestone_vector_searches_total",
            "lodestone_index_documents_total", "lodestone_index_passages_total", "lodestone_queue_tokens",
            "lodestone_queue_requests_admitted_total", "lodestone_queue_tokens_read_total", "lodestone_queue_token_rate_per_second",
            "http_server_request_duration_seconds_bucket", "kestrel_active_connections",
        })
        {
            Assert.Contains("\n" + name, metrics, StringComparison.Ordinal);
        }

        Assert.Contains("stage=\"rerank\"", metrics, StringComparison.Ordinal);
        Assert.Contains("stage=\"index\"", metrics, StringComparison.Ordinal);
        Assert.Contains("path=\"ExactScan\"", metrics, StringComparison.Ordinal);

        var traces = receiver.Of("traces");
        foreach (var name in new[] { "lodestone.search", "lodestone.embed", "lodestone.dense", "lodestone.rerank", "lodestone.index.path" })
            Assert.Contains(name, traces, StringComparison.Ordinal);
        Assert.Contains("lodestone.model.tokens", receiver.Of("metrics"), StringComparison.Ordinal);
        Assert.NotEmpty(logs.Text);

        foreach (var (where, told) in new[]
        {
            ("metrics", metrics), ("traces", traces), ("OTLP metrics", receiver.Of("metrics")), ("OTLP logs", receiver.Of("logs")),
            ("logs", logs.Text),
        })
        {
            foreach (var secret in new[] { "xylophone", "zebra", "Quokka", "harpsichord", key, key[3..] })
                Assert.False(told.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} tell of '{secret}'");
        }
    }

    private static async Task UseAsync(TestServer server, string key)
    {
        var header = ("Authorization", "Bearer " + key);
        Assert.Equal(201, (await server.PutAsync("/v1/collections/some", null, header)).Status);
        Assert.Equal(200, (await server.PostAsync(
            "/v1/collections/some/documents", new { documents = new[] { new { id = "a", text = SecretText } } }, header)).Status);
        Assert.Equal(200, (await server.PostAsync("/v1/collections/some/search", new { query = SecretQuery }, header)).Status);
        Assert.Equal(200, (await server.PostAsync(
            "/v1/rerank", new { query = SecretQuery, documents = new[] { SecretText } }, header)).Status);
        Assert.Equal(200, (await server.PostAsync("/v1/embeddings", new { input = SecretText }, header)).Status);
        Assert.Equal(401, (await server.PostAsync("/v1/embeddings", new { input = SecretText }, ("X-API-Key", key + "x"))).Status);
        Assert.Equal(422, (await server.PostAsync(
            "/v1/collections/some/search", new { query = SecretQuery, filter = "harpsichord = = 1" }, header)).Status);
    }
}
