using System.Collections.Concurrent;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Holds the fake daemon against real ones: each sequence is played on a real daemon that was emptied and on a new fake one, and all
/// answers are compared. Several workers, each with a real daemon of its own, take sequences from one row.
/// </summary>
public sealed class FidelityRun(FidelityOptions options)
{
    private const int Plays = 3;
    private readonly ConcurrentQueue<CallSequence> waiting = new(Sequences(options));
    private readonly ConcurrentBag<SequenceResult> results = [];
    private int shrunk;
    private volatile bool isOver;

    /// <summary>Plays all; what it was asked for, in any order. Throws <see cref="Gateway.EnvironmentException"/> without a daemon.</summary>
    public async Task<IReadOnlyList<SequenceResult>> Run(CancellationToken cancellation)
    {
        await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => Work(cancellation)));
        cancellation.ThrowIfCancellationRequested();
        return [.. results];
    }

    private static IEnumerable<CallSequence> Sequences(FidelityOptions options)
    {
        var written = options.WithFixed ? SequenceGenerator.Families.SelectMany(family => family.Fixed).ToList() : [];
        if (options.Written is { } name)
            return written.Where(sequence => sequence.Name.StartsWith(name, StringComparison.Ordinal));
        var generated = Enumerable.Range(0, Math.Max(0, options.Sequences - written.Count)).Select(number => SequenceGenerator.Generate(options.Seed + (ulong)number));
        return written.Concat(generated);
    }

    private async Task Work(CancellationToken cancellation)
    {
        await using var real = await RealSite.Start();
        while (!isOver && !cancellation.IsCancellationRequested && waiting.TryDequeue(out var sequence))
        {
            var result = await CompareAgain(real, sequence);
            if (result.Differences.Count > 0)
            {
                isOver |= options.StopsAtFirst;
                if (Interlocked.Increment(ref shrunk) <= options.ShrunkMax)
                    result = await Shrink(real, result, cancellation);
            }

            results.Add(result);
            options.OnSequence?.Invoke(result);
        }
    }

    /// <summary>What does not come again was a race in a daemon: two answers of its own may differ, too.</summary>
    private async Task<SequenceResult> CompareAgain(RealSite real, CallSequence sequence)
    {
        var result = await Compare(real, sequence);
        for (var times = 1; result.Differences.Count > 0 && times < Plays; times++)
        {
            var again = await Compare(real, sequence);
            result = again.Differences.Count > 0 ? again : again with { Passing = result.Differences };
        }

        return result;
    }

    private async Task<SequenceResult> Compare(RealSite real, CallSequence sequence)
    {
        await using var fake = await FidelityImage.StartFake(options.Faults);
        var transcripts = await Task.WhenAll(real.Play(sequence), new SequencePlayer(fake.Address).Play(sequence));
        var differences = AnswerDifference.Between(transcripts[0], transcripts[1]);
        var known = KnownDifferences.All.Where(entry => differences.Any(entry.Is)).ToList();
        return new SequenceResult(sequence, transcripts[0], [.. differences.Where(difference => !known.Any(entry => entry.Is(difference)))], known);
    }

    private async Task<SequenceResult> Shrink(RealSite real, SequenceResult failing, CancellationToken cancellation)
    {
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var candidate in SequenceGenerator.Smaller(failing.Sequence))
            {
                if (cancellation.IsCancellationRequested)
                    return failing;
                var result = await Compare(real, candidate);
                if (!result.Differences.Any(difference => failing.Differences.Any(difference.IsLike)))
                    continue;
                (failing, isSmaller) = (result, true);
                break;
            }
        }

        return failing;
    }
}
