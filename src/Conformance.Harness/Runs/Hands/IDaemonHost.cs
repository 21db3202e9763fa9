using Conformance.Docker;
using Conformance.Faults;

namespace Conformance.Harness.Runs;

/// <summary>What a backend can do to its daemon, past the containerizer and past all faults.</summary>
internal interface IDaemonHost
{
    /// <summary>The daemon itself.</summary>
    IDockerEngine Engine { get; }

    /// <summary>Ends it; completes when it is gone. Nothing happens when it is down.</summary>
    Task End(DaemonEnd how);

    /// <summary>Starts it; completes when it answers, at once when it is up.</summary>
    Task Start();

    /// <summary>Removes an image of the scenario.</summary>
    Task RemoveImage(string image);
}
