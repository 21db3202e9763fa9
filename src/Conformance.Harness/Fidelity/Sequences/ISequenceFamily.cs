using FsCheck;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// A family of calls from which sequences are made: containers, streams, networks, ... To add one, write a class and name it in
/// <see cref="SequenceGenerator"/>; sequences that chance makes too seldom are written by hand beside it (<see cref="Fixed"/>).
/// </summary>
public interface ISequenceFamily
{
    /// <summary>Steps that may come next, with their weights. A step whose <see cref="SequenceStep.Needs"/> fails is passed over.</summary>
    IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model);

    /// <summary>How often its turn comes, beside the shares of the others. Default: 1.</summary>
    int Share(SequenceModel model) => 1;

    /// <summary>Sequences written by hand.</summary>
    IEnumerable<CallSequence> Fixed { get; }

    /// <summary>Answers that all sequences together must reach.</summary>
    IEnumerable<CoverageRow> Rows { get; }
}
