using Lodestone.Indexing.Vectors.Scoring;

namespace Lodestone.Indexing.Vectors.Graph;

/// <summary>Runs numbered work items on several threads; a single thread runs them in order.</summary>
internal static class ParallelBuild
{
    public static void Run(
        int first, int end, int threads, ScratchPool scratches, Action<int, Scratch> work, CancellationToken cancellationToken)
    {
        var next = first - 1;
        if (threads == 1)
        {
            Loop();
            return;
        }

        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Loop());
        }
        catch (AggregateException failures)
        {
            // All threads fail for the same reason when they do, so the caller receives the exception of one.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        void Loop()
        {
            var scratch = scratches.Rent();
            try
            {
                for (var i = Interlocked.Increment(ref next); i < end; i = Interlocked.Increment(ref next))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    work(i, scratch);
                }
            }
            finally
            {
                scratches.Return(scratch);
            }
        }
    }
}
