using Conformance.Harness.Exploration;
using Conformance.Harness.Scenarios;
using Conformance.Tests.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Exploration;

[TestFixture]
public class WorkloadsAreScenarios
{
    private static readonly IReadOnlyList<Scenario> Some = [.. Enumerable.Range(0, 600).Select(seed => WorkloadGenerator.Generate((ulong)seed))];

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public Property A_workload_reads_back_as_it_was_written() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => WhatIsWrittenReadsBack.ReadsBack(WorkloadGenerator.Generate((ulong)seed)));

    [Test]
    public void The_same_seed_gives_the_same_workload() =>
        Assert.That(new ScenarioWriter().Write(WorkloadGenerator.Generate(17)), Is.EqualTo(new ScenarioWriter().Write(Some[17])));

    [Test]
    public void All_of_it_comes_about() => Assert.Multiple(() =>
    {
        Assert.That(Some.Max(scenario => scenario.Steps.OfType<LaunchStep>().Count()), Is.EqualTo(8));
        var steps = Some.SelectMany(scenario => scenario.Steps).Select(step => step.GetType()).Distinct();
        Assert.That(steps, Is.SupersetOf(new[]
        {
            typeof(LaunchStep), typeof(LaunchedStep), typeof(DestroyStep), typeof(UpdateStep), typeof(UsageStep), typeof(WaitStep), typeof(AfterStep),
            typeof(CrashStep), typeof(RestartStep), typeof(DaemonStep), typeof(PauseStep), typeof(UnpauseStep), typeof(KillStep), typeof(RemoveStep),
        }));
        var crashes = Some.SelectMany(scenario => scenario.Steps).OfType<CrashStep>().Select(step => (step.State, step.WithChildren)).Distinct();
        Assert.That(crashes.Count(), Is.EqualTo(6), "every state, with and without children");
        var actions = Some.SelectMany(scenario => scenario.Faults).Select(fault => fault.Action.GetType().Name).Distinct();
        Assert.That(actions, Is.SupersetOf(new[]
        {
            "CrashAgentAction", "DelayAction", "DropAction", "EndDaemonAction", "ErrorAction", "HangAction", "HoldAction", "OmitAction", "PretendAction",
            "PullErrorAction", "RemoveImageAction", "RewriteExitAction", "StaleAction", "StallAction", "TruncateAction",
        }));
        var signs = Some.SelectMany(scenario => scenario.Steps).OfType<LaunchStep>().SelectMany(step => string.Concat(step.Arguments)).ToHashSet();
        Assert.That(Enumerable.Range(1, 127).Where(code => !signs.Contains((char)code)), Is.Empty, "every byte that an argument can hold");
    });

    [Test]
    public void A_workload_of_size_0_is_one_task() =>
        Assert.That(WorkloadGenerator.Generate(3, 0).Steps.OfType<LaunchStep>().Count(), Is.EqualTo(1));
}
