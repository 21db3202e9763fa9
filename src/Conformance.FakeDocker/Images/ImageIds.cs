using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Ids of images: from their content, as real ones are, so that the same image has the same id in every run.</summary>
internal static class ImageIds
{
    /// <summary><c>sha256:</c> and 64 hex digits.</summary>
    public static string Of(string full, ImageConfig? config, IReadOnlyList<string> layers)
    {
        var content = new StringBuilder("image ").Append(full);
        foreach (var words in new[] { layers, config?.Entrypoint, config?.Cmd, config?.Env })
            content.Append('\n').AppendJoin('\0', words ?? []);
        return "sha256:" + Hex.Of(content.ToString());
    }

    /// <summary>Digest of the manifest of an image.</summary>
    public static string Digest(string imageId) => "sha256:" + Hex.Of("manifest " + imageId);
}
