using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>events: the history since or until a moment, then what happens.</summary>
internal sealed class EventReading(EngineCore core)
{
    /// <summary>Answers at once with a stream.</summary>
    public Task<EngineStream<EngineEvent>> Read(ReadEvents operation)
    {
        if (operation.Since is { } since && operation.Until is { } until && since > until)
            throw EngineErrors.SinceAfterUntil(DockerTime.Seconds(since), DockerTime.Seconds(until));
        var subscription = new EventSubscription(core, operation);
        if (operation.Since is not null || operation.Until is not null)
        {
            foreach (var entry in core.Events.History)
            {
                if (operation.Since is not { } from || entry.Time >= from)
                    subscription.Offer(entry);
            }
        }

        core.Events.Subscribe(subscription);
        return Task.FromResult<EngineStream<EngineEvent>>(subscription);
    }
}

/// <summary>One reader of events.</summary>
internal sealed class EventSubscription(EngineCore core, ReadEvents operation) : EngineStream<EngineEvent>
{
    /// <summary>The publisher's bufferSize of moby/daemon/events.</summary>
    private const int WaitingMost = 1024;

    private readonly Queue<EngineEvent> ready = new();
    private Completion<bool>? waiting;
    private bool isClosed;

    /// <summary>
    /// Something happened. A listener for whom as many events wait as are kept loses it; a real daemon first waits a tenth of a second for
    /// him, with everything that it does.
    /// </summary>
    public void Offer(EventEntry entry)
    {
        if (isClosed || ready.Count == WaitingMost || (operation.Until is { } until && entry.Time > until) || !EventFilter.Accepts(operation.Filters, entry))
            return;
        ready.Enqueue(entry.Render());
        waiting?.TrySet(true);
    }

    /// <inheritdoc/>
    public override async Task<EngineEvent?> Next()
    {
        while (!isClosed)
        {
            if (ready.TryDequeue(out var next))
                return next;
            if (operation.Until is { } until && core.World.Now >= until)
                break;
            waiting = core.World.Completion<bool>();
            if (operation.Until is { } end)
                await Task.WhenAny(waiting.Task, core.World.Delay(end - core.World.Now));
            else
                await waiting.Task;
        }

        Close();
        return null;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        isClosed = true;
        core.Events.Unsubscribe(this);
        waiting?.TrySet(false);
    }
}

/// <summary>Filters of events: type, event, container, image, label; unknown keys accept everything, as the daemon does.</summary>
internal static class EventFilter
{
    // Actions with more words behind them: where one of these is asked for, all values are beginnings.
    private static readonly string[] Beginnings = ["exec_create", "exec_start", "health_status"];

    public static bool Accepts(EngineFilters? filters, EventEntry entry)
    {
        if (filters is null)
            return true;
        foreach (var (key, values) in filters.Values)
        {
            var accepts = key switch
            {
                "type" => values.Contains(entry.Type),
                "event" => values.Any(value => Array.IndexOf(Beginnings, value) >= 0)
                    ? values.Any(value => entry.Action.StartsWith(value, StringComparison.Ordinal))
                    : values.Contains(entry.Action),
                "container" => entry.Type == "container" && IsContainer(values, entry),
                "image" => IsImage(values, entry),
                "label" => LabelFilter.Accepts(values, entry.Type == "container" && entry.Record is { } record ? record.Config.Labels : entry.Labels),
                _ => true,
            };
            if (!accepts && values.Count > 0)
                return false;
        }

        return true;
    }

    private static bool IsContainer(IReadOnlyList<string> values, EventEntry entry)
    {
        foreach (var value in values)
        {
            if (value == entry.Name || value == "/" + entry.Name || (value.Length > 0 && entry.Id.StartsWith(value, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static bool IsImage(IReadOnlyList<string> values, EventEntry entry) => entry.Type switch
    {
        "container" => values.Contains(entry.ContainerImage),
        "image" => values.Contains(entry.Id) || values.Contains(entry.Name),
        _ => false,
    };
}
