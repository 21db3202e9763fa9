using System.Globalization;

namespace Conformance.Docker;

/// <summary>POST /containers/ID/resize: the size of its terminal.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Rows">Height in characters.</param>
/// <param name="Columns">Width in characters.</param>
public sealed record ResizeContainer(string Id, int Rows, int Columns) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.resize", "POST", "/containers/*/resize", IsMutating: true)
    {
        Read = request => new ResizeContainer(request.Target, request.Demand("h"), request.Demand("w")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("h", Rows.ToString(CultureInfo.InvariantCulture))
        .With("w", Columns.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(200);
}
