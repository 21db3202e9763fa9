using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>
/// Learns from what passes. A create carries the Mesos id of its container somewhere (name, labels, variables, mounts), however
/// the containerizer names its containers; the answer to it brings the Docker id. Serves several threads.
/// </summary>
public sealed class EdgeResolver : IContainerNames
{
    private const int ShortestPrefix = 8;
    private readonly Lock gate = new();
    private readonly List<(string MesosId, string Name)> containers = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> images = new(StringComparer.Ordinal);
    private readonly List<(string DockerId, string Name)> ids = [];

    /// <inheritdoc/>
    public void AddContainer(string name, string mesosId)
    {
        lock (gate)
        {
            containers.Add((mesosId, name));
            names[mesosId] = name;
        }
    }

    /// <inheritdoc/>
    public void AddImage(string name, string reference)
    {
        lock (gate)
            images[Repository(reference)] = name;
    }

    /// <inheritdoc/>
    public Edge Resolve(EngineOperation operation, Phase phase)
    {
        lock (gate)
        {
            var container = operation is CreateContainer create ? OfCreate(create) : FindContainer(operation.Container);
            return new Edge(operation.Name, container, FindImage(operation.Image), phase);
        }
    }

    /// <inheritdoc/>
    public void Learn(EngineOperation operation, object reply)
    {
        if (operation is not CreateContainer create || reply is not CreateReply { Id: var id })
            return;
        lock (gate)
        {
            if (OfCreate(create) is { } name)
                ids.Add((id, name));
        }
    }

    /// <inheritdoc/>
    public string? Container(string? written)
    {
        lock (gate)
            return FindContainer(written);
    }

    /// <inheritdoc/>
    public string? DockerId(string name)
    {
        lock (gate)
        {
            var index = ids.FindLastIndex(known => known.Name == name);
            return index < 0 ? null : ids[index].DockerId;
        }
    }

    /// <inheritdoc/>
    public string? Image(string? reference)
    {
        lock (gate)
            return FindImage(reference);
    }

    private string? OfCreate(CreateContainer create)
    {
        var name = FindContainer(create.RequestedName);
        for (var index = containers.Count - 1; index >= 0 && name is null; index--)
        {
            if (Carries(create.Body, containers[index].MesosId))
                name = containers[index].Name;
        }

        if (name is not null && create.RequestedName is { } requested)
            names[requested.TrimStart('/')] = name;
        return name;
    }

    private string? FindContainer(string? written)
    {
        if (written is null)
            return null;
        var word = written.StartsWith('/') ? written[1..] : written;
        if (names.TryGetValue(word, out var name))
            return name;
        foreach (var (id, known) in ids)
        {
            if (word.Length >= ShortestPrefix && id.StartsWith(word, StringComparison.Ordinal))
                return names[word] = known;
        }

        for (var index = containers.Count - 1; index >= 0; index--)
        {
            if (word.Contains(containers[index].MesosId, StringComparison.Ordinal))
                return names[word] = containers[index].Name;
        }

        return null;
    }

    private string? FindImage(string? reference) =>
        reference is null ? null : images.GetValueOrDefault(Repository(reference));

    private static bool Carries(ContainerSpec body, string mesosId)
    {
        foreach (var (_, value) in body.Labels ?? EmptyLabels)
        {
            if (value.Contains(mesosId, StringComparison.Ordinal))
                return true;
        }

        return Any(body.Env, mesosId) || Any(body.HostConfig?.Binds, mesosId);
    }

    private static bool Any(IReadOnlyList<string>? texts, string mesosId)
    {
        foreach (var text in texts ?? [])
        {
            if (text.Contains(mesosId, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The reference without tag and digest: a pull names the tag apart.</summary>
    private static string Repository(string reference)
    {
        var digest = reference.IndexOf('@', StringComparison.Ordinal);
        var text = digest < 0 ? reference : reference[..digest];
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? text[..colon] : text;
    }

    private static readonly IReadOnlyDictionary<string, string> EmptyLabels = new Dictionary<string, string>();
}
