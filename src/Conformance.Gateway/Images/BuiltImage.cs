using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>An image as registries and daemons exchange it: a configuration and layers, each known by its digest.</summary>
public sealed class BuiltImage
{
    private BuiltImage(string name, Blob config, IReadOnlyList<Blob> layers) => (Name, Config, Layers) = (name, config, layers);

    /// <summary>Repository without registry and tag.</summary>
    public string Name { get; }

    /// <summary>Configuration; its digest is the image's id.</summary>
    public Blob Config { get; }

    /// <summary>Uncompressed archives: busybox first, then those of the recipe.</summary>
    public IReadOnlyList<Blob> Layers { get; }

    /// <summary>Makes it, in memory.</summary>
    public static BuiltImage Build(ImageRecipe recipe)
    {
        List<Blob> layers = [new Blob(BusyboxLayer.Tar)];
        for (var i = 0; i < recipe.LayerBytes.Count; i++)
            layers.Add(new Blob(Filler(recipe, i)));
        return new BuiltImage(recipe.Name, new Blob(Configuration(recipe, layers)), layers);
    }

    /// <summary>The archive that <c>docker load</c> takes.</summary>
    /// <param name="reference">Name and tag that the image gets.</param>
    public byte[] ToArchive(string reference)
    {
        var all = new MemoryStream();
        using (var tar = new TarWriter(all, TarEntryFormat.Ustar, leaveOpen: true))
        {
            const UnixFileMode plain = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var files = Layers.Select((_, index) => FormattableString.Invariant($"layer{index}.tar")).ToList();
            for (var i = 0; i < Layers.Count; i++)
                BusyboxLayer.Add(tar, BusyboxLayer.TarFile(files[i], Layers[i].Content, plain));
            BusyboxLayer.Add(tar, BusyboxLayer.TarFile("config.json", Config.Content, plain));
            var manifest = new JsonArray(new JsonObject
            {
                ["Config"] = "config.json",
                ["RepoTags"] = new JsonArray(reference),
                ["Layers"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
            });
            BusyboxLayer.Add(tar, BusyboxLayer.TarFile("manifest.json", GatewayJson.Write(manifest), plain));
        }

        return all.ToArray();
    }

    private static byte[] Filler(ImageRecipe recipe, int index)
    {
        var path = FormattableString.Invariant($"layers/{recipe.Name.Replace('/', '-')}-{index + 1}");
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{path} {recipe.Salt}")));
        var content = new byte[Math.Min(recipe.LayerBytes[index], ImageRecipe.LayerBytesMax)];
        new Random(BitConverter.ToInt32(seed)).NextBytes(content);
        var all = new MemoryStream();
        using (var tar = new TarWriter(all, TarEntryFormat.Ustar, leaveOpen: true))
            BusyboxLayer.Add(tar, BusyboxLayer.TarFile(path, content, UnixFileMode.UserRead));
        return all.ToArray();
    }

    private static byte[] Configuration(ImageRecipe recipe, List<Blob> layers)
    {
        var history = layers.Select((_, index) => (JsonNode)new JsonObject { ["created"] = "1970-01-01T00:00:00Z", ["created_by"] = index == 0 ? "busybox" : "filler" });
        return GatewayJson.Write(new JsonObject
        {
            ["architecture"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
            ["os"] = "linux",
            ["created"] = "1970-01-01T00:00:00Z",
            ["config"] = JsonSerializer.SerializeToNode(recipe.Config, EngineJson.Wire.ImageConfig),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.Digest))]) },
            ["history"] = new JsonArray([.. history]),
        });
    }
}

/// <summary>Content known by its digest.</summary>
public sealed class Blob(byte[] content)
{
    /// <summary>The bytes.</summary>
    public byte[] Content { get; } = content;

    /// <summary><c>sha256:</c> and 64 hex digits.</summary>
    public string Digest { get; } = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
