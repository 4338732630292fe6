using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Admission;

/// <summary>Gives every request its time, and clears away what it held of the queue, however it ends.</summary>
internal static class AdmissionGuard
{
    public static RequestDelegate Around(RequestDelegate endpoint) => async context =>
    {
        var options = context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value;
        var kind = context.GetEndpoint()?.Metadata.GetMetadata<TimeLimit>();
        TimeSpan? most = kind == TimeLimit.HeaderOnly ? null : options.RequestTime;
        var client = context.RequestAborted;
        using var deadline = RequestDeadline.Start(
            context, most, kind == TimeLimit.HeaderIsBudget, context.RequestServices.GetRequiredService<TimeProvider>());
        context.Features.Set(deadline);
        // A stream has to tell its client even when its time is over, so it looks at the deadline itself.
        if (kind != TimeLimit.HeaderOnly)
            context.RequestAborted = deadline.Token;
        try
        {
            await endpoint(context).ConfigureAwait(false);
            if (context.Features.Get<AdmissionTicket>() is { } done)
                done.WhenDone?.Invoke(done.Read);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw new RequestException(deadline.Describe(context.Features.Get<AdmissionTicket>()));
        }
        finally
        {
            context.RequestAborted = client;
            if (context.Features.Get<AdmissionTicket>() is { } work)
            {
                if (client.IsCancellationRequested)
                    work.Drop("client");
                else if (deadline.HasPassed)
                    work.Drop("deadline");
                work.Dispose();
            }
        }
    };
}
