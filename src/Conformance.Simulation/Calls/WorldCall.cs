namespace Conformance.Simulation;

/// <summary>A call that was sent.</summary>
public readonly struct WorldCall<T>
{
    private readonly WorldConnection connection;

    internal WorldCall(WorldConnection connection, Task<T> reply)
    {
        this.connection = connection;
        Reply = reply;
    }

    /// <summary>What the callee answers: its result or its exception; else one of the failures of <see cref="WorldConnection"/>.</summary>
    public Task<T> Reply { get; }

    /// <summary>Closes the connection of this call; see <see cref="WorldConnection.Close"/>. Nothing happens once it was answered.</summary>
    public void Abort()
    {
        if (!Reply.IsCompleted)
            connection.Close();
    }
}
