using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>A <see cref="FakeDaemon"/>.</summary>
public sealed record FakeDaemonOptions
{
    /// <summary>Where it listens. Default: a socket in a temporary folder of its own, which goes with it.</summary>
    public DockerAddress? Address { get; init; }

    /// <summary>Whose images, foreign containers and faults it has; null for the stock images and nothing else.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>How faults name containers and images. Default: as clients do.</summary>
    internal IContainerNames? Names { get; init; }

    /// <summary>By how much the delays of faults are divided. Default: 1.</summary>
    internal double TimeScale { get; init; } = 1;

    /// <summary>Seconds of its clock in one of the wall's. Default: 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Seed of ids, names and durations. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Whether <see cref="FakeDaemon.History"/> keeps its lines. Default: true; false for one that serves for days.
    /// </summary>
    public bool KeepsHistory { get; init; } = true;

    /// <summary>Newest version of the API that it speaks, from 1.12. Default: 1.41.</summary>
    public ApiVersion NewestApi { get; init; } = DockerHost.MeasuredApi;

    /// <summary>Name of its host, which containers on the host's network have too. Default: <c>agent-host</c>.</summary>
    public string? HostName { get; init; }

    /// <summary>Whether there is the network <c>bridge</c>; false is a daemon started with <c>--bridge=none</c>. Default: true.</summary>
    public bool HasBridge { get; init; } = true;

    /// <summary>
    /// A folder of this host, in one of the harness's own, that its containers find where it, or what is in it, is mounted into them. With it they
    /// share the loopback of this host if they are on the host's network, and processes of this host stand for theirs. Default: nothing is shared.
    /// </summary>
    internal string? SharedFolder { get; init; }

    /// <summary>Told of each request when the head of its answer goes out, from any thread. Default: nobody.</summary>
    public Action<FaceCallLine>? OnCall { get; init; }

    /// <summary>Told of each line of the history, on the thread that drives the world. Default: nobody.</summary>
    public Action<HistoryEvent>? OnEvent { get; init; }

    /// <summary>Where its clock begins. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
