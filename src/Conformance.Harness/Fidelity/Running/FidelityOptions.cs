using Conformance.Faults;

namespace Conformance.Harness.Fidelity;

/// <summary>What a comparison of both daemons does.</summary>
public sealed record FidelityOptions
{
    /// <summary>How many sequences in all; those written by hand come first. Default: 300.</summary>
    public int Sequences { get; init; } = 300;

    /// <summary>Seed of the first generated one; the next has the next number. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether those written by hand are played, too. Default: true.</summary>
    public bool WithFixed { get; init; } = true;

    /// <summary>Only those written by hand whose name begins with this. Default: null, all of them and generated ones.</summary>
    public string? Written { get; init; }

    /// <summary>How many real daemons play at the same time. Default: 2.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>What the fake daemon does wrong on purpose, to see that it is found. Default: nothing.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Whether to end with the first difference that is not known. Default: false.</summary>
    public bool StopsAtFirst { get; init; }

    /// <summary>How many failing sequences are usually made smaller.</summary>
    public const int UsualShrunkMax = 3;

    /// <summary>Most failing sequences that are made smaller; the others are only told. Default: 3.</summary>
    public int ShrunkMax { get; init; } = UsualShrunkMax;

    /// <summary>Told of each sequence that was played, from any thread. Default: nobody.</summary>
    public Action<SequenceResult>? OnSequence { get; init; }
}
