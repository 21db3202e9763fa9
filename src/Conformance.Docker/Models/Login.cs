using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Body of a login.</summary>
/// <param name="Username">Who.</param>
/// <param name="Password">Password.</param>
/// <param name="ServerAddress">Registry; empty for the default one.</param>
public sealed record LoginBody(
    [property: JsonPropertyName("username")] string? Username = null,
    [property: JsonPropertyName("password")] string? Password = null,
    [property: JsonPropertyName("serveraddress")] string? ServerAddress = null);

/// <summary>Answer of a login.</summary>
/// <param name="IdentityToken">Empty when the password goes on being used.</param>
/// <param name="Status">Words.</param>
public sealed record LoginReply(string IdentityToken, string Status);
