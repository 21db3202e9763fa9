using Conformance.Docker;

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
        if (BasicLogin.Read(auth) is not { } given)
            throw EngineErrors.Error(500, $"Head \"http://{Path(full)}\": no basic auth credentials");
        if (given.Pair != login)
            throw EngineErrors.Error(500, "unauthorized: authentication required");
    }

    /// <summary>Path of the manifest of HOST/NAME:TAG.</summary>
    private static string Path(string full)
    {
        var slash = full.IndexOf('/');
        var colon = full.LastIndexOf(':');
        return $"{full[..slash]}/v2{full[slash..colon]}/manifests/{full[(colon + 1)..]}";
    }
}
