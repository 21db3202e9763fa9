namespace Conformance.Harness.Fidelity;

/// <summary>One thing that a player does at a daemon.</summary>
public abstract record SequenceAction
{
    /// <summary>The calls that it sends.</summary>
    public virtual IReadOnlyList<ApiCall> Calls => [];

    /// <summary>Sends a call and reads its answer, or asks until the answer says what it must.</summary>
    public static SequenceAction Of(ApiCall call) => call.Until is { } text ? new Poll(call, text) : new Send(call);
}

/// <summary>Sends a call and reads its whole answer before anything else happens.</summary>
/// <param name="Call">The call.</param>
public sealed record Send(ApiCall Call) : SequenceAction
{
    /// <inheritdoc/>
    public override IReadOnlyList<ApiCall> Calls => [Call];
}

/// <summary>Sends calls at the same time, each on a connection of its own; their answers count as a set.</summary>
/// <param name="Together">Calls whose answers do not depend on which comes first.</param>
public sealed record Cross(IReadOnlyList<ApiCall> Together) : SequenceAction
{
    /// <inheritdoc/>
    public override IReadOnlyList<ApiCall> Calls => Together;
}

/// <summary>Sends a call whose answer stays open, on a connection of its own, and waits for the head of the answer.</summary>
/// <param name="Name">For <see cref="Until"/>, <see cref="Join"/> and <see cref="Close"/>.</param>
/// <param name="Call">The call.</param>
public sealed record Begin(string Name, ApiCall Call) : SequenceAction
{
    /// <summary>Whether the head comes before the end. Default: true; otherwise nothing is waited for.</summary>
    public bool HasEarlyHead { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<ApiCall> Calls => [Call];
}

/// <summary>Waits until a text stands in an open answer.</summary>
/// <param name="Name">Which.</param>
/// <param name="Text">What.</param>
public sealed record Until(string Name, string Text) : SequenceAction;

/// <summary>Asks again and again until the answer says something; none of these answers is compared.</summary>
/// <param name="Call">The call.</param>
/// <param name="Text">What it must say; ids stand in it as in an <see cref="ApiCall"/>.</param>
public sealed record Poll(ApiCall Call, string Text) : SequenceAction;

/// <summary>Waits for the end of an open answer. One that was never begun is passed over.</summary>
/// <param name="Name">Which.</param>
public sealed record Join(string Name) : SequenceAction;

/// <summary>Ends an open answer from the client's side.</summary>
/// <param name="Name">Which.</param>
public sealed record Close(string Name) : SequenceAction;
