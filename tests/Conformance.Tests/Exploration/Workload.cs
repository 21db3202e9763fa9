using Conformance.Harness.Exploration;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Exploration;

/// <summary>A random workload and what it is run with.</summary>
internal sealed record Workload(Scenario Scenario, RunRequest Request)
{
    private static readonly Runner Runner = new();

    /// <summary>The workload of a seed, to be run with that seed.</summary>
    public static Workload Of(ulong seed, int size, string subject) => Of(seed, size, new RunRequest { Scenario = null!, Subject = subject });

    /// <summary>The same for a request that holds more than a subject.</summary>
    public static Workload Of(ulong seed, int size, RunRequest request) =>
        new(WorkloadGenerator.Generate(seed, size), request with { Seed = seed, MayMiss = true });

    /// <summary>What was found wrong; empty when all held.</summary>
    public IReadOnlyList<string> Wrong()
    {
        var result = Runner.Run(Request with { Scenario = Scenario });
        return
        [
            .. result.Checks.SelectMany(check => check.Violations).Select(violation => $"{violation.CheckId}: {violation.Sentence}"),
            .. result.Reasons,
        ];
    }

    /// <summary>Workloads that are one step smaller.</summary>
    public IEnumerable<Workload> Smaller() => new ScenarioShrinker().Smaller(Scenario).Select(smaller => this with { Scenario = smaller });

    /// <summary>As a file that anyone can run.</summary>
    public string File() => new ScenarioWriter().Write(Scenario);

    /// <summary>Writes the file below <c>out</c> and says all about it.</summary>
    public string Report()
    {
        var path = Path.Combine("out", "workloads", Scenario.File);
        Directory.CreateDirectory(Path.GetDirectoryName(Repository.At(path))!);
        System.IO.File.WriteAllText(Repository.At(path), File());
        return $"./run.sh run {path} --subject {Request.Subject} --seed {Request.Seed}\n{string.Join('\n', Wrong())}\n{File()}";
    }
}
