using System.CommandLine;
using Conformance.Cli.Reports;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Cli.Commands;

/// <summary><c>run</c>: runs scenarios and judges them.</summary>
internal static class RunCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "Scenario files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var subjects = new Option<string[]>("--subject") { Description = "reference[:api][@PROFILE] or stdio:PROGRAM; may be given several times. Default: reference." };
        var backend = new Option<string>("--backend") { Description = "sim (all simulated, virtual time), fake (real docker programs at a fake daemon) or docker (real daemon).", DefaultValueFactory = _ => "sim" };
        var seed = new Option<string>("--seed") { Description = "Seed of everything that is left to chance.", DefaultValueFactory = _ => "1" };
        var cases = new Option<string?>("--case") { Description = "Only cases whose name contains this text." };
        var sample = new Option<string?>("--sample") { Description = "At most this many cases of each file, spread evenly." };
        var format = new Option<string>("--format") { Description = "What is printed: console or json.", DefaultValueFactory = _ => "console" };
        var output = new Option<string>("--out") { Description = "Folder for JUnit, JSON and timelines.", DefaultValueFactory = _ => "out" };
        var jobs = new Option<string?>("--jobs") { Description = "Runs at a time. Default: the number of processors; else 1." };
        var host = new Option<string?>("--docker-host") { Description = "An existing daemon, such as unix:///var/run/docker.sock. Default: a private one." };
        var scale = new Option<string>("--time-scale") { Description = "On fake and docker, a scenario's durations are divided by this.", DefaultValueFactory = _ => "10" };
        var baseline = new Option<string?>("--baseline") { Description = "A file of known violations: only others fail the run, mended ones are told." };
        var written = new Option<string?>("--write-baseline") { Description = "Writes all violations of this run to a file, for --baseline; with it, the file brought up to date." };
        var command = new Command("run", "Runs scenarios against a subject and judges what happened.")
        {
            paths, subjects, backend, seed, cases, sample, format, output, jobs, host, scale, baseline, written,
        };
        command.SetAction((parsed, _) =>
        {
            var most = parsed.GetValue(sample) is { } count ? Values.Count("--sample", count) : int.MaxValue;
            var scenarios = Sample(Select(parsed.GetValue(paths)!, parsed.GetValue(cases)), most);
            var asked = parsed.GetValue(subjects) is { Length: > 0 } given ? given : ["reference"];
            var request = new RunRequest
            {
                Scenario = scenarios[0],
                Backend = parsed.GetValue(backend)!,
                Seed = Values.Seed("--seed", parsed.GetValue(seed)!),
            };
            var options = new RunnerOptions
            {
                DockerHost = parsed.GetValue(host),
                TimeScale = Values.Positive("--time-scale", parsed.GetValue(scale)!),
                Interrupted = terminal.Interrupted,
            };
            var comparison = Compare(parsed.GetValue(baseline), parsed.GetValue(written));
            var reports = ReportSet.Create(terminal, parsed.GetValue(format)!, parsed.GetValue(output)!, comparison);
            var requests = asked.SelectMany(subject => scenarios.Select(
                scenario => request with { Scenario = scenario, Subject = SubjectName.For(subject, scenario) }));
            var atOnce = parsed.GetValue(jobs) is { } number ? Values.Count("--jobs", number) : (int?)null;
            var code = RunMany.Execute(terminal, options, [.. requests], reports, atOnce, comparison);
            if (parsed.GetValue(written) is { } file && code != ExitCodes.Interrupted)
                Write(comparison!, file);
            return Task.FromResult(code);
        });
        return command;
    }

    private static BaselineComparison? Compare(string? known, string? written) => known is not null
        ? new BaselineComparison(Baseline.Read(known), accepts: written is not null)
        : written is null ? null : new BaselineComparison(Baseline.Empty(written), accepts: true);

    private static void Write(BaselineComparison comparison, string file)
    {
        var target = Baseline.Empty(file);
        target.Write(comparison.Updated.Select(entry => comparison.Baseline.Moved(entry, target)));
    }

    private static List<Scenario> Select(string[] paths, string? text)
    {
        var scenarios = ScenarioFiles.Read(paths);
        if (text is null)
            return scenarios;
        var selected = scenarios.Where(scenario => scenario.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return selected.Count > 0
            ? selected
            : throw new UsageException($"--case '{text}': none of the {scenarios.Count} cases contains this text.");
    }

    private static List<Scenario> Sample(List<Scenario> scenarios, int most) =>
    [
        .. scenarios.GroupBy(scenario => scenario.File, StringComparer.Ordinal).SelectMany(file =>
        {
            var cases = file.ToList();
            return cases.Count <= most
                ? cases
                : Enumerable.Range(0, most).Select(number => cases[(int)((long)number * cases.Count / most)]);
        }),
    ];
}
