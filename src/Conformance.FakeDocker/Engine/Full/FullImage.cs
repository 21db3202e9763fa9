using System.Text.Json;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>What an image's answers have beside what is acted on.</summary>
internal static class FullImage
{
    private static readonly MemberTemplate Top = new("""
        {"Parent":"","Comment":"","Container":"","DockerVersion":"","Author":"","Architecture":"","Os":"","VirtualSize":0,
        "GraphDriver":{"Data":null,"Name":"vfs"}}
        """);

    private static readonly MemberTemplate Listed = new("""{"Containers":-1,"ParentId":"","SharedSize":-1,"VirtualSize":0}""");

    private static readonly MemberTemplate Config = new("""
        {"Hostname":"","Domainname":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,"Tty":false,"OpenStdin":false,
        "StdinOnce":false,"Image":"","OnBuild":null}
        """);

    private static readonly string[] OptionalOfConfig = ["ArgsEscaped", "NetworkDisabled", "MacAddress", "StopTimeout", "Shell"];

    private static readonly JsonElement Unmade = MemberTemplate.Value("""
        {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,"Tty":false,
        "OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":null,"Image":"","Volumes":null,"WorkingDir":"","Entrypoint":null,
        "OnBuild":null,"Labels":null}
        """);

    /// <summary>An inspected image.</summary>
    public static ImageInspect Complete(ImageInspect answer, FakeImage image, Instant? lastTagged)
    {
        var file = image.File;
        var members = Top.Fill();
        members["Comment"] = MemberTemplate.Text(file.Comment ?? "");
        members["Parent"] = MemberTemplate.Text(image.Parent ?? "");
        members["Container"] = MemberTemplate.Text(file.Container ?? "");
        members["ContainerConfig"] = file.ContainerConfig is { } made ? JsonSerializer.SerializeToElement(Complete(made), EngineJson.Wire.ImageConfig) : Unmade;
        members["DockerVersion"] = MemberTemplate.Text(file.DockerVersion ?? "");
        members["Author"] = MemberTemplate.Text(file.Author ?? "");
        members["Architecture"] = MemberTemplate.Text(file.Architecture ?? "");
        members["Os"] = MemberTemplate.Text(file.Os ?? "");
        members["VirtualSize"] = MemberTemplate.Number(image.Size);
        members["RootFS"] = JsonSerializer.SerializeToElement(new ImageRootFs("layers", [.. image.Layers.Select(layer => layer.Digest)]), RootFsJson.Default.ImageRootFs);
        members["Metadata"] = MemberTemplate.Value($$"""{"LastTagTime":"{{DockerTime.Text(lastTagged)}}"}""");
        return answer with { Config = Complete(image.Config), Others = members };
    }

    /// <summary>An image in a list; -1 for what was not counted.</summary>
    public static ImageSummary Complete(ImageSummary answer, FakeImage image, long containers = -1, long shared = -1)
    {
        var members = Listed.Fill();
        members["VirtualSize"] = MemberTemplate.Number(image.Size);
        members["Containers"] = MemberTemplate.Number(containers);
        members["SharedSize"] = MemberTemplate.Number(shared);
        members["ParentId"] = MemberTemplate.Text(image.Parent ?? "");
        var isNameless = answer.RepoTags is null;
        if (!isNameless && answer.RepoDigests is null)
            members["RepoDigests"] = MemberTemplate.Value("null");
        return answer with
        {
            RepoTags = isNameless ? ["<none>:<none>"] : answer.RepoTags,
            RepoDigests = isNameless ? ["<none>@<none>"] : answer.RepoDigests,
            Others = members,
        };
    }

    private static ImageConfig Complete(ImageConfig config)
    {
        var members = Config.Fill(config.Others);
        foreach (var name in OptionalOfConfig)
        {
            if (config.Others?.TryGetValue(name, out var value) == true)
                members[name] = value;
        }

        return config with { Others = members };
    }
}

/// <summary>The layers of an inspected image.</summary>
/// <param name="Type">layers.</param>
/// <param name="Layers">Digests, lowest first.</param>
internal sealed record ImageRootFs(string Type, IReadOnlyList<string> Layers);

/// <summary>Its writer.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(ImageRootFs))]
internal sealed partial class RootFsJson : System.Text.Json.Serialization.JsonSerializerContext;
