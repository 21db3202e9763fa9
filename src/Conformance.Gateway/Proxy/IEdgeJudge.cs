using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>Who decides what happens to the requests that pass the proxy.</summary>
public interface IEdgeJudge
{
    /// <summary>A request reached an edge. Completes when the faults there have acted; the answer says how it goes on.</summary>
    Task<FaultEffect> Reach(ProxiedRequest request, Phase phase);

    /// <summary>A create was answered: its Docker id is known now. Called before the edge after it.</summary>
    void Learn(CreateContainer create, CreateReply reply);

    /// <summary>The scenario's name of a container, by Docker name or id; null for one that is not of the scenario.</summary>
    string? NameOf(string? container) => null;

    /// <summary>Waits in the scenario's time.</summary>
    Task Delay(TimeSpan duration);
}

/// <summary>A request at the proxy.</summary>
/// <param name="Call">Number, from 1.</param>
/// <param name="Client">Who asks, such as <c>docker:4711 run</c>.</param>
/// <param name="Target">What it is about; null when it is none of the operations known by name.</param>
/// <param name="Create">Of a create: name and body.</param>
public sealed record ProxiedRequest(int Call, string Client, EngineTarget? Target, CreateContainer? Create)
{
    /// <summary>For whom the client asks; see <see cref="EngineReceived.Owner"/>.</summary>
    public string? Owner { get; init; }
}
