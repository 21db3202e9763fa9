using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>Turns what requests and points say (Docker names and ids, references, Mesos ids) into the names of the scenario.</summary>
public interface IContainerNames
{
    /// <summary>A container of the scenario has this Mesos id; told before its launch. A name may get another id later.</summary>
    void AddContainer(string name, string mesosId);

    /// <summary>An image of the scenario is known to the daemon or a registry by this reference.</summary>
    void AddImage(string name, string reference);

    /// <summary>The edge of a request.</summary>
    Edge Resolve(EngineOperation operation, Phase phase);

    /// <summary>Learns the ids that answers give.</summary>
    void Learn(EngineOperation operation, object reply);

    /// <summary>The scenario's name of a container, by Docker name, Docker id or its prefix, or Mesos id; null if it is not of the scenario.</summary>
    string? Container(string? written);

    /// <summary>The Docker id of a container of the scenario, the last one that it got; null if none was created yet.</summary>
    string? DockerId(string name);

    /// <summary>The scenario's name of an image, by reference; null if it is not of the scenario.</summary>
    string? Image(string? reference);
}
