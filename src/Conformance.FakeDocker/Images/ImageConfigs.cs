using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The configuration that an image gets of a container. The two have one form in the API; each reads of the other what it acts on.</summary>
internal static class ImageConfigs
{
    /// <summary>All that the container has of it.</summary>
    public static ImageConfig Of(ContainerSpec container) =>
        JsonSerializer.Deserialize(EngineJson.Write(container with { HostConfig = null, NetworkingConfig = null }, EngineJson.Wire.ContainerSpec), EngineJson.Wire.ImageConfig)!;

    /// <summary>What was asked for, and beneath it what the container had.</summary>
    public static ImageConfig Merge(ImageConfig asked, ImageConfig container)
    {
        var spec = JsonSerializer.Deserialize(EngineJson.Write(asked, EngineJson.Wire.ImageConfig), EngineJson.Wire.ContainerSpec)!;
        return Of(SpecMerge.Merge(spec, container, ""));
    }
}
