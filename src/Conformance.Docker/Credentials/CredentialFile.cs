using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary><c>.docker/config.json</c>; an old <c>.dockercfg</c> is what stands under <c>auths</c> here.</summary>
internal sealed record CredentialFile([property: JsonPropertyName("auths")] Dictionary<string, CredentialEntry>? Auths);

/// <summary>Credentials for one registry.</summary>
/// <param name="Auth">Base64 of <c>user:password</c>.</param>
/// <param name="Email">Kept by old programs.</param>
internal sealed record CredentialEntry(
    [property: JsonPropertyName("auth")] string? Auth,
    [property: JsonPropertyName("email")] string? Email = null);

/// <summary>What <c>X-Registry-Auth</c> holds, in base64.</summary>
internal sealed record RegistryAuth(
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("password")] string Password,
    [property: JsonPropertyName("serveraddress")] string Serveraddress);

/// <summary>Generated readers and writers of these.</summary>
[JsonSerializable(typeof(CredentialFile))]
[JsonSerializable(typeof(Dictionary<string, CredentialEntry>))]
[JsonSerializable(typeof(RegistryAuth))]
internal sealed partial class CredentialJson : JsonSerializerContext;
