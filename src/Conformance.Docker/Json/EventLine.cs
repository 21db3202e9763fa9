using System.Text.Json.Serialization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>One event as the daemon writes it; the lower-case keys repeat, for old clients, what the others say.</summary>
public sealed record EventLine
{
    /// <summary>The action, of containers and images only.</summary>
    [JsonPropertyName("status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Id of the object, of containers and images only.</summary>
    [JsonPropertyName("id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Image of the container, of containers only.</summary>
    [JsonPropertyName("from"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>container, image, network, volume, ...</summary>
    public string? Type { get; init; }

    /// <summary>What happened.</summary>
    public string? Action { get; init; }

    /// <summary>What it happened to.</summary>
    public EventLineActor? Actor { get; init; }

    /// <summary>local, or swarm.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; init; } = "local";

    /// <summary>UNIX seconds.</summary>
    [JsonPropertyName("time")]
    public long Time { get; init; }

    /// <summary>UNIX nanoseconds.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }

    /// <summary>As the daemon writes an event.</summary>
    public static EventLine Of(EngineEvent happening)
    {
        var attributes = happening.Actor.Attributes;
        var isContainer = happening.Type == "container";
        var isOld = isContainer || happening.Type == "image";
        return new EventLine
        {
            Status = isOld ? happening.Action : null,
            Id = isOld && happening.Actor.Id.Length > 0 ? happening.Actor.Id : null,
            From = isContainer && attributes.TryGetValue("image", out var image) ? image : null,
            Type = happening.Type,
            Action = happening.Action,
            Actor = new EventLineActor(happening.Actor.Id, attributes),
            Time = happening.Time.Nanoseconds / 1_000_000_000,
            TimeNano = happening.Time.Nanoseconds,
        };
    }

    /// <summary>As our model has it.</summary>
    public EngineEvent ToEvent() => new(
        Type ?? "",
        Action ?? Status ?? "",
        new EventActor(Actor?.ID ?? Id ?? "", Actor?.Attributes ?? new Dictionary<string, string>()),
        new Instant(TimeNano != 0 ? TimeNano : Time * 1_000_000_000));
}

/// <summary>What an event is about, on the wire.</summary>
/// <param name="ID">Id of the object.</param>
/// <param name="Attributes">Name, image, labels, ...</param>
public sealed record EventLineActor(string? ID, IReadOnlyDictionary<string, string>? Attributes);
