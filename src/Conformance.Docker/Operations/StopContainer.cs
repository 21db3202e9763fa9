using System.Globalization;

namespace Conformance.Docker;

/// <summary>POST /containers/ID/stop: the stop signal, then KILL after the grace; answers after the exit.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="GraceSeconds">Seconds until KILL; null for the default of the container or of the daemon (10 s); -1 for ever.</param>
public sealed record StopContainer(string Id, int? GraceSeconds = null) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.stop", "POST", "/containers/*/stop", IsMutating: true)
    {
        Read = request => new StopContainer(request.Target, request.Number("t")),
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

    /// <summary>A grace in whole seconds, the unit of the API and of the docker program; a part counts as a whole one.</summary>
    public static int Seconds(TimeSpan grace) => (int)Math.Ceiling(grace.TotalSeconds);
}
