using System.Collections.Concurrent;
using System.Diagnostics;
using Conformance.Gateway;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Harness.Runs;

/// <summary>
/// The theory of a run, in a page.
///
/// A run is one scenario, carried out by one subject on one backend with one seed. The runner is the only place that knows all
/// four; everything else knows one.
///
/// 1. The backend sets the stage: a machine with a disk and a clock, a daemon that holds the scenario's images and the
///    containers of others, and between the daemon and its clients the scenario's faults. On <c>sim</c> the stage is a World: one
///    thread, one virtual clock, so the run is a pure function of (scenario, subject, seed). On <c>docker</c> it is a real
///    daemon, with a proxy before it in which the same faults act, and the wall's clock.
/// 2. The Agent does around the containerizer what Mesos' slave does: it writes checkpoints, calls launch, waits, times out, is
///    killed, comes back, recovers. Its containerizer lives in a process of its own, so that a crash is a real death: nothing of
///    it runs on, and what it had asked of the daemon goes on without it.
/// 3. The Conductor plays the steps, then lets the run settle: tasks end, faults heal, and whoever retries gets the time to.
/// 4. Every layer has written its lines into one History: the steps, each call and its answer, each request at the daemon, each
///    fault, each container's life as it truly was. No line is ever changed.
/// 5. When all is still, the backend is asked for the ground truth: what exists and lives, past all faults.
/// 6. The checks read history and ground truth and say what is wrong. They know nothing of the subject, so they judge any.
///    A check that judged nothing has shown nothing.
/// 7. The verdict is the worst of it: held, unknown, violated. Whatever prevents the run from being what the scenario says (a
///    fault that never acted, a step that never ended, a subject that speaks nonsense) makes it unknown, never held.
///
/// So the harness cannot be fooled by a daemon that lies (it asks past it), nor by a containerizer that lies (it believes only
/// what it saw), nor by itself (a run that proves nothing says so).
/// </summary>
public sealed class Runner : IDisposable
{
    private readonly RunnerOptions options;
    private readonly ConcurrentDictionary<string, uint> contentHashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lazy<IBackend>> backends;

    /// <summary>A runner. Backends are set up when they are first used.</summary>
    public Runner(RunnerOptions? options = null)
    {
        this.options = options ?? new RunnerOptions();
        backends = new Dictionary<string, Lazy<IBackend>>(StringComparer.Ordinal)
        {
            ["sim"] = new(() => new SimBackend()),
            ["fake"] = new(() => new FakeBackend(this.options)),
            ["docker"] = new(() => new DockerBackend(this.options)),
        };
    }

    /// <summary>Backends that exist.</summary>
    public IReadOnlyList<string> Backends => [.. backends.Keys];

    /// <summary>
    /// Carries out and judges a run. On sim several threads may call it at the same time; other backends take one at a time.
    /// </summary>
    /// <exception cref="UsageException">The subject or the backend is unknown, or they do not go together.</exception>
    public RunResult Run(RunRequest request)
    {
        var subject = SubjectName.Parse(request.Subject);
        if (!backends.TryGetValue(request.Backend, out var backend))
            throw new UsageException(UnknownBackend(request.Backend));
        var token = new RunToken(
            request.Scenario.File, request.Scenario.Case, request.Subject, request.Backend, request.Seed, ContentHash(request.Scenario.File));
        var blank = new RunResult
        {
            Scenario = request.Scenario,
            Subject = request.Subject,
            Backend = request.Backend,
            Seed = request.Seed,
            Verdict = Verdict.Unknown,
            Token = token.ToString(),
        };
        return Skip(request, subject) is { } why ? blank with { Skipped = why } : Judged(blank, backend.Value, request, subject);
    }

    /// <summary>Ends what the backends keep: daemons, proxies, folders.</summary>
    public void Dispose()
    {
        foreach (var backend in backends.Values)
        {
            if (backend.IsValueCreated)
                backend.Value.Dispose();
        }
    }

    private static RunResult Judged(RunResult blank, IBackend backend, RunRequest request, SubjectName subject)
    {
        var watch = Stopwatch.StartNew();
        var run = backend.Run(request, subject);
        var record = new RunRecord(request.Scenario, run.Events, run.Truth)
        {
            Profile = subject.Profile,
            TimeScale = run.TimeScale,
            Slack = run.Slack,
        };
        var (verdict, checks, reasons) = Judge.Of(record, run.HasPlayed, run.Troubles);
        return blank with
        {
            Verdict = verdict,
            Checks = checks,
            Reasons = reasons,
            Events = run.Events,
            SimulatedTime = run.SimulatedTime,
            WallTime = watch.Elapsed,
        };
    }

    private string? Skip(RunRequest request, SubjectName subject)
    {
        var scenario = request.Scenario;
        if (!scenario.Backends.Contains(request.Backend, StringComparer.Ordinal))
            return scenario.BackendsWhy ?? $"it runs only on {string.Join(", ", scenario.Backends)}";
        if (request.Backend == "docker" && options.DockerHost is not null && scenario.NeedsOwnDaemon)
            return "it ends the daemon or sets it up, and this one is not the harness's own";
        if (request.Backend == "fake" && scenario.NeedsControlGroups && !StandIns.HaveGroups)
            return "to give the containers of a fake daemon control groups on this host takes root, and version 1 of them";
        return scenario.Profiles.Count > 0 && !scenario.Profiles.Contains(subject.Profile, StringComparer.Ordinal)
            ? $"it holds only for {string.Join(", ", scenario.Profiles)}"
            : null;
    }

    private string UnknownBackend(string typed) =>
        $"unknown backend '{typed}'. {(NearestWord.Of(typed, backends.Keys) is { } nearest ? $"Did you mean '{nearest}'? " : "")}There are: {string.Join(", ", backends.Keys)}.";

    private uint ContentHash(string file) => contentHashes.GetOrAdd(
        file, static path => File.Exists(path) ? RunToken.HashOf(File.ReadAllBytes(path)) : 0);
}
