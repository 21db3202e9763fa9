namespace Conformance.Faults;

/// <summary>Names of the operations of the Engine API that a scenario can put a fault on; a test holds the list to the records of Conformance.Docker.</summary>
public static class EngineOperations
{
    /// <summary>Those that containers are run with, in ordinal order: what random workloads strike.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "container.attach", "container.changes", "container.commit", "container.copy-in", "container.copy-out", "container.create",
        "container.exec", "container.export", "container.inspect", "container.kill", "container.list", "container.logs", "container.look",
        "container.pause", "container.remove", "container.rename", "container.resize", "container.restart", "container.start",
        "container.stats", "container.stop", "container.top", "container.unpause", "container.update", "container.wait", "exec.inspect", "exec.resize",
        "exec.start", "image.inspect", "image.list", "image.pull", "image.remove", "image.tag",
        "system.events", "system.ping", "system.version",
    ];

    /// <summary>All, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Usual.Concat(
    [
        "build.prune", "container.prune", "image.build", "image.history", "image.import", "image.load", "image.prune", "image.push", "image.save",
        "image.save-all", "image.search", "network.connect", "network.create", "network.disconnect", "network.inspect", "network.list",
        "network.prune", "network.remove", "plugin.inspect", "plugin.list", "system.info", "system.login", "system.usage", "volume.create",
        "volume.inspect", "volume.list", "volume.prune", "volume.remove",
    ]).Order(StringComparer.Ordinal)];

    /// <summary>Those whose answer comes in pieces.</summary>
    public static IReadOnlyList<string> Streams { get; } =
        ["container.logs", "container.stats", "container.wait", "image.build", "image.import", "image.load", "image.pull", "image.push", "system.events"];

    /// <summary>Whether its answer comes in pieces.</summary>
    public static bool IsStream(string operation)
    {
        foreach (var stream in Streams)
        {
            if (string.Equals(stream, operation, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether it is about one container.</summary>
    public static bool IsAboutContainer(string operation) =>
        operation.StartsWith("container.", StringComparison.Ordinal) && operation is not ("container.list" or "container.prune");

    /// <summary>Whether it is about one image.</summary>
    public static bool IsAboutImage(string operation) =>
        (operation.StartsWith("image.", StringComparison.Ordinal) && operation is not ("image.build" or "image.list" or "image.load" or "image.prune" or "image.save-all" or "image.search"))
        || operation == "container.create";
}
