using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Sequences of calls, each made from a number: FsCheck chooses steps of the families, one after the other, and each is told what the
/// steps before have made.
/// </summary>
public static class SequenceGenerator
{
    private const int FewestSteps = 6;
    private const int MostSteps = 10;

    /// <summary>All families.</summary>
    public static IReadOnlyList<ISequenceFamily> Families { get; } =
    [
        new ContainerFamily(), new StreamFamily(), new NetworkFamily(), new VolumeFamily(), new ImageFamily(), new ExecFamily(), new ArchiveFamily(), new CrossingFamily(),
        new RowFamily("images"), new RowFamily("networks"), new RowFamily("volumes"), new RowFamily("execs"),
        new RowFamily("archives"), new RowFamily("system"), new RowFamily("bodies"),
        new RowFamily("health") { ComesByChance = false }, new RowFamily("mounts") { ComesByChance = false },
    ];

    private static Gen<string> Version => Gen.Frequency((4, Gen.Constant("")), (3, Gen.Constant("/v1.41")), (2, Gen.Constant("/v1.30")), (2, Gen.Constant("/v1.24")));

    /// <summary>The sequence of a seed; always the same.</summary>
    public static CallSequence Generate(ulong seed)
    {
        var sequence =
            from version in Version
            from length in Gen.Choose(FewestSteps, MostSteps)
            from steps in Steps(SequenceModel.Start(version), length)
            select new CallSequence(FormattableString.Invariant($"seed {seed}"), version, [.. steps]);
        return sequence.Sample(1, new Rnd(seed), 1)[0];
    }

    /// <summary>The same sequence with less in it, the least first: halves, then single steps left out; only what is still possible.</summary>
    public static IEnumerable<CallSequence> Smaller(CallSequence sequence)
    {
        for (var length = sequence.Steps.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= sequence.Steps.Count; start += length)
            {
                var smaller = sequence with { Steps = [.. sequence.Steps.Take(start), .. sequence.Steps.Skip(start + length)] };
                if (smaller.Steps.Count > 0 && smaller.IsPossible)
                    yield return smaller;
            }
        }
    }

    private static Gen<IEnumerable<SequenceStep>> Steps(SequenceModel model, int length) => length == 0
        ? Gen.Constant(Enumerable.Empty<SequenceStep>())
        : from step in Step(model)
          from rest in Steps(step.Then(model), length - 1)
          select rest.Prepend(step);

    private static Gen<SequenceStep> Step(SequenceModel model) => Gen.Frequency(
        Families.Select(family => (family.Share(model), Steps: family.Steps(model).ToList())).Where(family => family.Steps.Count > 0).Select(family => (family.Item1, Gen.Frequency(family.Steps))))
        .Where(step => step.Needs(model));
}
