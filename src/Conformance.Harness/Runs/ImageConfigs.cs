using Conformance.Docker;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>From an image of a scenario to what Docker keeps of one.</summary>
internal static class ImageConfigs
{
    /// <summary>What its containers inherit.</summary>
    public static ImageConfig Of(ImageSettings image) => new()
    {
        Entrypoint = image.Entrypoint,
        Cmd = image.Cmd,
        Env = image.Env.Count == 0 ? null : [.. image.Env.Select(variable => $"{variable.Key}={variable.Value}")],
        Volumes = image.Volumes.Count == 0 ? null : image.Volumes.ToDictionary(path => path, _ => new EmptyObject(), StringComparer.Ordinal),
    };
}
