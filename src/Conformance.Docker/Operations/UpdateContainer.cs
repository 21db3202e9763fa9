namespace Conformance.Docker;

/// <summary>POST /containers/ID/update.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Resources">What to change; null members stay.</param>
public sealed record UpdateContainer(string Id, ResourceUpdate Resources) : EngineOperation<UpdateReply>
{
    internal static EngineRoute Route { get; } = new("container.update", "POST", "/containers/*/update", IsMutating: true)
    {
        Read = request => new UpdateContainer(request.Target, AsOf(request.Version, request.Json(EngineJson.Wire.ResourceUpdate, blamesClient: false))),
    };

    // Clients of old versions change no limit of processes.
    private static ResourceUpdate AsOf(ApiVersion? version, ResourceUpdate asked) => version?.CompareTo(new ApiVersion(1, 40)) < 0 && asked.Others is { } others
        ? asked with { Others = others.Where(member => !member.Key.Equals("PidsLimit", StringComparison.OrdinalIgnoreCase)).ToDictionary() }
        : asked;

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)) { Body = EngineJson.Write(Resources, EngineJson.Wire.ResourceUpdate) };

    /// <inheritdoc/>
    public override Task<UpdateReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.UpdateReply);

    /// <inheritdoc/>
    protected override Task Write(UpdateReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.UpdateReply);
}
