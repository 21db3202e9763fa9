using System.Text.Json;

namespace Conformance.FakeDocker;

/// <summary>
/// What a daemon says when a registry demands credentials (basic authentication; measured on 20.10): it asks the registry only
/// with some, and passes on what the registry says to wrong ones.
/// </summary>
internal static class RegistryLogin
{
    /// <summary>Nothing for an image that anybody may pull, or with the right credentials; otherwise an error of status 500.</summary>
    public static void Check(FakeRegistry registry, string full, string? auth)
    {
        if (!registry.TryFind(full, out var image) || image.Login is not { } login)
            return;
        var given = Given(auth);
        if (given is null)
            throw EngineErrors.Error(500, $"Head \"http://{Path(full)}\": no basic auth credentials");
        if (given != login)
            throw EngineErrors.Error(500, "unauthorized: authentication required");
    }

    /// <summary>Path of the manifest of HOST/NAME:TAG.</summary>
    private static string Path(string full)
    {
        var slash = full.IndexOf('/');
        var colon = full.LastIndexOf(':');
        return $"{full[..slash]}/v2{full[slash..colon]}/manifests/{full[(colon + 1)..]}";
    }

    /// <summary>The <c>user:password</c> of an X-Registry-Auth; null if it holds none.</summary>
    private static string? Given(string? auth)
    {
        try
        {
            var json = Convert.FromBase64String((auth ?? "").Replace('-', '+').Replace('_', '/'));
            using var document = JsonDocument.Parse(json);
            var user = document.RootElement.TryGetProperty("username", out var name) ? name.GetString() : null;
            return string.IsNullOrEmpty(user) ? null : $"{user}:{document.RootElement.GetProperty("password").GetString()}";
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
