using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Filters of a container list, checked when they are read.</summary>
internal sealed class ContainerFilter
{
    private static readonly string[] Statuses = ["created", "restarting", "running", "removing", "paused", "exited", "dead"];
    private readonly EngineCore core;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> values;
    private readonly List<NamePattern> names = [];
    private readonly FakeContainer? before;
    private readonly FakeContainer? since;

    /// <summary>Throws the daemon's 400 or 500 for a bad filter.</summary>
    public ContainerFilter(EngineCore core, EngineFilters? filters)
    {
        this.core = core;
        values = filters?.Values ?? None;
        foreach (var (key, words) in values)
        {
            switch (key)
            {
                case "name":
                    foreach (var word in words)
                        names.Add(new NamePattern(word));
                    break;
                case "status":
                    CheckStatuses(words);
                    break;
                case "health":
                    CheckHealth(words);
                    break;
                case "before":
                    before = Last(words);
                    break;
                case "since":
                    since = Last(words);
                    break;
                case "id" or "label" or "ancestor" or "volume" or "network" or "exited" or "is-task" or "publish" or "expose" or "isolation":
                    break;
                default:
                    throw EngineErrors.InvalidFilter(key);
            }
        }
    }

    /// <summary>A status that is not running was asked for.</summary>
    public bool ImpliesAll { get; private set; }

    /// <summary>Whether a container satisfies every key.</summary>
    public bool Accepts(FakeContainer container)
    {
        foreach (var (key, words) in values)
        {
            if (words.Count > 0 && !Accepts(container, key, words))
                return false;
        }

        return true;
    }

    private bool Accepts(FakeContainer container, string key, IReadOnlyList<string> words)
    {
        var record = container.Record;
        return key switch
        {
            "id" => Any(words, word => record.Id.StartsWith(word, StringComparison.Ordinal)),
            "name" => names.Exists(pattern => pattern.IsMatch(record.Name)),
            "label" => LabelFilter.Accepts(words, record.Config.Labels),
            "status" => words.Contains(container.Status),
            "exited" => record is { IsRunning: false, StartedAt: not null } && words.Contains(record.ExitCode.ToString(CultureInfo.InvariantCulture)),
            "ancestor" => Any(words, word => core.Host.Images.Find(word, out _) is { } image && image.Id == record.ImageId),
            "before" => before is not null && Order(container) < Order(before),
            "since" => since is not null && Order(container) > Order(since),
            "volume" => Any(words, word => record.Mounts.Any(mount => mount.Name == word || mount.Source == word || mount.Destination == word)),
            "network" => Any(words, word => core.Host.Networks.Find(word) is { } network && record.Endpoints.Exists(endpoint => endpoint.Network == network.Name)),
            "health" => words.Contains(record.Health?.Status ?? ContainerHealth.None),
            "is-task" => words.Contains("false"),
            _ => false,
        };
    }

    private int Order(FakeContainer container)
    {
        for (var index = 0; index < core.Containers.All.Count; index++)
        {
            if (ReferenceEquals(core.Containers.All[index], container))
                return index;
        }

        return -1;
    }

    private void CheckStatuses(IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (Array.IndexOf(Statuses, word) < 0)
                throw EngineErrors.InvalidFilter("status=" + word);
            ImpliesAll |= word != "running";
        }
    }

    private static void CheckHealth(IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (word is not (ContainerHealth.Starting or ContainerHealth.Healthy or ContainerHealth.Unhealthy or ContainerHealth.None))
                throw EngineErrors.Bad("Unrecognised filter value for health: " + word);
        }
    }

    private FakeContainer? Last(IReadOnlyList<string> words)
    {
        FakeContainer? found = null;
        foreach (var word in words)
            found = core.Containers.TryFind(word) ?? throw EngineErrors.Internal($"no such container {word}");
        return found;
    }

    private static bool Any(IReadOnlyList<string> words, Func<string, bool> accepts)
    {
        foreach (var word in words)
        {
            if (accepts(word))
                return true;
        }

        return false;
    }

    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];
}
