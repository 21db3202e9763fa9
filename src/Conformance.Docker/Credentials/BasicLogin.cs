using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Docker;

/// <summary>User and password as the header <c>X-Registry-Auth</c> carries them.</summary>
/// <param name="User">Not empty.</param>
/// <param name="Password">May be empty.</param>
public sealed record BasicLogin(string User, string Password)
{
    /// <summary>As basic authentication has them, before base64: <c>user:password</c>.</summary>
    public string Pair => $"{User}:{Password}";

    /// <summary>What a header's value holds, base64 of either alphabet; null for none, for one without a user, and for one that cannot be read.</summary>
    public static BasicLogin? Read(string? header)
    {
        try
        {
            var login = JsonNode.Parse(Convert.FromBase64String((header ?? "").Replace('-', '+').Replace('_', '/')));
            return login?["username"]?.GetValue<string>() is { Length: > 0 } user ? new BasicLogin(user, login["password"]?.GetValue<string>() ?? "") : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
