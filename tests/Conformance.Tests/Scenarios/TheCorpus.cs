using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public class TheCorpus
{
    private static readonly IReadOnlyList<Scenario> Scenarios = new ScenarioReader().ReadPath(Repository.At("scenarios"));

    [Test]
    public void Every_requirement_is_tested_by_a_scenario()
    {
        var named = Scenarios.SelectMany(scenario => scenario.Requirements).ToHashSet();
        Assert.That(Requirements.All().Select(requirement => requirement.Name).Where(name => !named.Contains(name)), Is.Empty);
    }

    [Test]
    public void Every_scenario_says_where_it_comes_from() =>
        Assert.That(Scenarios.Where(scenario => scenario.Source.Length == 0).Select(scenario => scenario.File).Distinct(), Is.Empty);

    [Test]
    public void Every_scenario_has_a_name_of_its_own() =>
        Assert.That(Scenarios.GroupBy(scenario => scenario.File + scenario.Name).Where(group => group.Count() > 1).Select(group => group.Key), Is.Empty);

    [Test]
    public void All_seven_calls_are_made()
    {
        var steps = Scenarios.SelectMany(scenario => scenario.Steps).Select(step => step.GetType()).ToHashSet();
        Assert.That(steps, Is.SupersetOf(new[]
        {
            typeof(RestartStep), typeof(LaunchStep), typeof(WaitStep), typeof(UpdateStep), typeof(UsageStep), typeof(DestroyStep), typeof(ContainersStep),
        }));
    }

    [Test]
    public void An_agent_dies_at_every_edge_of_a_launch_with_every_state_with_and_without_its_children()
    {
        var cases = Scenarios.Where(scenario => scenario.File.EndsWith("crash/mid-launch.yaml", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(cases, Has.Count.EqualTo(8 * 3 * 2));
            Assert.That(cases.Select(one => (one.Faults[0].Trigger, one.Faults[0].Action)).Distinct().Count(), Is.EqualTo(8 * 3 * 2));
        });
    }

    [Test]
    public void The_operations_that_faults_know_are_those_of_the_engine()
    {
        var operations = typeof(EngineOperation).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(EngineOperation)) && !type.IsAbstract).ToList();
        var names = operations.Select(type => Arguments(type).Name).Order(StringComparer.Ordinal);
        var streams = operations.Where(type => type.BaseType!.GetGenericArguments()[0] is { IsGenericType: true } reply && reply.GetGenericTypeDefinition() == typeof(EngineStream<>))
            .Select(type => Arguments(type).Name).Order(StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(EngineOperations.All, Is.EqualTo(names));
            Assert.That(EngineOperations.Streams, Is.EqualTo(streams));
        });
    }

    [Test]
    public void The_profiles_that_a_scenario_can_name_are_those_of_the_reference()
    {
        var known = new Shapes().Record(typeof(Scenario)).Members.Single(member => member.Key == "profiles").Words;
        Assert.That(known, Is.EqualTo(Profile.All.Select(profile => profile.Name)));
    }

    private static EngineOperation Arguments(Type type)
    {
        var constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).First();
        return (EngineOperation)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(string) ? (object)"x"
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
            : parameter.ParameterType == typeof(ContainerSpec) ? new ContainerSpec()
            : null)]);
    }
}
