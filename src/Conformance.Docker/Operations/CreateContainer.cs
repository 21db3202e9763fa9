using System.Text.Json;

namespace Conformance.Docker;

/// <summary>POST /containers/create.</summary>
/// <param name="RequestedName">The name asked for, with or without a leading slash; null lets the daemon choose one.</param>
/// <param name="Body">What to create.</param>
public sealed record CreateContainer(string? RequestedName, ContainerSpec Body) : EngineOperation<CreateReply>
{
    internal static EngineRoute Route { get; } = new("container.create", "POST", "/containers/create", IsMutating: true)
    {
        ContainerKey = "name",
        Read = request => new CreateContainer(request.Word("name"), AsOf(request.Version, request.Json(EngineJson.Wire.ContainerSpec, blamesClient: false)))
        {
            SaysSomething = SaysSomethingOf(request.Body),
        },
    };

    /// <summary>Whether the body has a member about the container itself, though it may be empty. Default: false.</summary>
    public bool SaysSomething { get; init; }

    private static bool SaysSomethingOf(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
        {
            if (reader.GetString() is not (nameof(ContainerSpec.HostConfig) or nameof(ContainerSpec.NetworkingConfig)))
                return true;
        }

        return false;
    }

    // Clients of old versions remove their containers themselves, and know of no private IPC namespaces.
    private static ContainerSpec AsOf(ApiVersion? version, ContainerSpec asked)
    {
        if (version is not { } spoken || spoken.CompareTo(new ApiVersion(1, 40)) >= 0 || asked.HostConfig is not { } host)
            return asked;
        if (spoken.CompareTo(new ApiVersion(1, 25)) < 0)
            host = host with { AutoRemove = false };
        if (host.Others?.GetValueOrDefault(IpcMode) is { ValueKind: JsonValueKind.String } mode && mode.GetString() is { Length: > 0 })
            return asked with { HostConfig = host };
        var others = new Dictionary<string, JsonElement>(host.Others ?? [], StringComparer.Ordinal) { [IpcMode] = Shareable };
        return asked with { HostConfig = host with { Others = others } };
    }

    private const string IpcMode = "IpcMode";
    private static readonly JsonElement Shareable = JsonElement.Parse("\"shareable\""u8);

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Container => RequestedName;

    /// <inheritdoc/>
    public override string? Image => Body.Image;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path) { Body = EngineJson.Write(Body, EngineJson.Wire.ContainerSpec) }
        .With("name", RequestedName);

    /// <inheritdoc/>
    public override Task<CreateReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.CreateReply);

    /// <inheritdoc/>
    protected override Task Write(CreateReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.CreateReply, 201);
}
