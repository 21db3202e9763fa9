using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The shell of an image: what RUN, CMD and ENTRYPOINT give a text to. Default: <c>/bin/sh -c</c>.</summary>
internal static class ImageShell
{
    private const string Member = "Shell";

    /// <summary>That of a configuration.</summary>
    public static IReadOnlyList<string> Of(ImageConfig config) =>
        config.Others?.GetValueOrDefault(Member) is { ValueKind: JsonValueKind.Array } shell
            ? [.. shell.EnumerateArray().Select(word => word.GetString() ?? "")]
            : ["/bin/sh", "-c"];

    /// <summary>The configuration with another.</summary>
    public static ImageConfig With(ImageConfig config, IReadOnlyList<string> shell) => config with
    {
        Others = new Dictionary<string, JsonElement>(config.Others ?? [], StringComparer.Ordinal)
        {
            [Member] = JsonSerializer.SerializeToElement(shell, EngineJson.Wire.IReadOnlyListString),
        },
    };
}
