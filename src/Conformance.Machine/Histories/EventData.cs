namespace Conformance.Machine;

/// <summary>
/// What one line of the history says. Each room defines its own kinds as small records; checks match on the type,
/// reports and the hash use the words. Instances are immutable.
/// </summary>
public abstract record EventData
{
    /// <summary>Stable dotted name of the kind, such as <c>process.exited</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// The container it is about, by the word that the writer knows (Mesos container id, Docker name or Docker id);
    /// null if about none.
    /// </summary>
    public virtual string? Container => null;

    /// <summary>The rest, one line for a person: no time, no sequence number. Must not depend on culture or hash seeds.</summary>
    public abstract string Describe();
}
