using System.Globalization;

namespace Conformance.Docker;

/// <summary>POST /containers/ID/restart.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="GraceSeconds">As for stop.</param>
public sealed record RestartContainer(string Id, int? GraceSeconds = null) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.restart", "POST", "/containers/*/restart", IsMutating: true)
    {
        Read = request => new RestartContainer(request.Target, request.Number("t")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("t", GraceSeconds?.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
