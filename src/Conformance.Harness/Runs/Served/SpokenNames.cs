using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// Names as clients say them: nobody told this daemon of a scenario, so a fault means a container by its Docker name (by its id if it
/// was made without one) and an image by its repository.
/// </summary>
internal sealed class SpokenNames : IContainerNames
{
    private const int ShortestPrefix = 8;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> images = new(StringComparer.Ordinal);
    private readonly List<(string DockerId, string Name)> ids = [];

    /// <inheritdoc/>
    public void AddContainer(string name, string mesosId)
    {
        // No agent launches here.
    }

    /// <inheritdoc/>
    public void AddImage(string name, string reference)
    {
        lock (gate)
            images[ImageReference.Parse(reference).Repository] = name;
    }

    /// <inheritdoc/>
    public Edge Resolve(EngineOperation operation, Phase phase)
    {
        var written = operation is CreateContainer create ? create.RequestedName : operation.Container;
        return new Edge(operation.Name, Container(written), Image(operation.Image), phase);
    }

    /// <inheritdoc/>
    public void Learn(EngineOperation operation, object reply)
    {
        if (operation is not CreateContainer { RequestedName: { } name } || reply is not CreateReply { Id: var id })
            return;
        lock (gate)
            ids.Add((id, name.TrimStart('/')));
    }

    /// <inheritdoc/>
    public string? Container(string? written)
    {
        if (written?.TrimStart('/') is not { } word)
            return null;
        lock (gate)
        {
            var known = word.Length < ShortestPrefix ? -1 : ids.FindLastIndex(pair => pair.DockerId.StartsWith(word, StringComparison.Ordinal));
            return known < 0 ? word : ids[known].Name;
        }
    }

    /// <inheritdoc/>
    public string? DockerId(string name)
    {
        lock (gate)
        {
            var known = ids.FindLastIndex(pair => pair.Name == name);
            return known < 0 ? null : ids[known].DockerId;
        }
    }

    /// <inheritdoc/>
    public string? Image(string? reference)
    {
        if (reference is null)
            return null;
        var repository = ImageReference.Parse(reference).Repository;
        lock (gate)
            return images.GetValueOrDefault(repository, repository);
    }
}
