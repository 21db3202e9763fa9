using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>The link that stands for a sandbox whose path contains a colon, as task ids may.</summary>
internal static class SandboxLink
{
    /// <summary>The link's path; null if the sandbox needs none.</summary>
    public static string? Of(string sandbox, string containerId, ContainerizerOptions options) =>
        sandbox.Contains(':') ? options.WorkFolder + "/docker/links/" + containerId : null;
}
