namespace Conformance.Simulation;

/// <summary>The calling side as the callee knows it.</summary>
public sealed class WorldCaller
{
    private readonly WorldConnection connection;

    internal WorldCaller(WorldConnection connection) => this.connection = connection;

    /// <summary>Who calls; it may be dead by now.</summary>
    public SimProcess Process => connection.Caller;

    /// <summary>Completes when the caller has hung up or died. Stays open when a call ends with its answer.</summary>
    public Task Gone => connection.Gone;
}
