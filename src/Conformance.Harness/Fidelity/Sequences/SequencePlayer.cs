using Conformance.Gateway;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Plays sequences on one daemon, which holds nothing but its image before. After the steps it looks at everything that is there,
/// removes the containers, which ends what still waits for them, and reads the events of the whole time.
/// </summary>
internal sealed class SequencePlayer(DockerAddress address)
{
    private const int MostPolls = 1000;
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(10);
    private const string LastName = "the-last-one";

    /// <summary>Plays it.</summary>
    public async Task<Transcript> Play(CallSequence sequence)
    {
        using var play = new Run(address, sequence);
        return await play.Whole();
    }

    private sealed class Run(DockerAddress address, CallSequence sequence) : IDisposable
    {
        private readonly ApiClient client = new(address, sequence.Version);
        private readonly List<IReadOnlyList<Exchange>> groups = [];
        private readonly List<(string Name, ApiCall Call, OpenCall Open)> open = [];
        private readonly Dictionary<string, Task<ApiAnswer>> joined = new(StringComparer.Ordinal);

        public async Task<Transcript> Whole()
        {
            foreach (var action in sequence.Steps.SelectMany(step => step.Actions))
                await Do(action);
            await LookAtAll();
            foreach (var (name, call, answer) in open)
                groups.Add([new Exchange(call, await (joined.TryGetValue(name, out var known) ? known : answer.Join()))]);
            await Ask(ApiCall.Get("/events?since=@start@&until=@now@"));
            return new Transcript(groups);
        }

        public void Dispose()
        {
            foreach (var (_, _, answer) in open)
                answer.Dispose();
            client.Dispose();
        }

        private async Task Do(SequenceAction action)
        {
            switch (action)
            {
                case Send send:
                    await Ask(send.Call);
                    break;
                case Cross cross:
                    // Connections of their own, far from those that sequences name.
                    groups.Add([.. await Task.WhenAll(cross.Together.Select(async (call, index) => new Exchange(call, await client.Ask(call with { Connection = 1000 + index }))))]);
                    break;
                case Begin begin:
                    var begun = client.Begin(begin.Call);
                    open.Add((begin.Name, begin.Call, begun));
                    if (begin.HasEarlyHead)
                        await begun.Head();
                    break;
                case Poll poll:
                    for (var turn = 0; turn < MostPolls && !(await client.Ask(poll.Call)).Text.Contains(client.Fill(poll.Text), StringComparison.Ordinal); turn++)
                        await Task.Delay(PollPause, TimeProvider.System);
                    break;
                case Until until when Find(until.Name) is { } answer:
                    await answer.Until(until.Text);
                    break;
                case Join join when Find(join.Name) is { } answer:
                    await (joined[join.Name] = answer.Join());
                    break;
                case Close close when Find(close.Name) is { } answer:
                    await (joined[close.Name] = answer.Close());
                    break;
            }
        }

        private async Task LookAtAll()
        {
            var model = sequence.Steps.Aggregate(SequenceModel.Start(sequence.Version), (before, step) => step.Then(before));
            var containers = model.Containers;
            foreach (var container in containers)
                await Ask(ApiCall.Get($"/containers/{container.Name}/json"));
            foreach (var network in model.Networks)
                await Ask(ApiCall.Get($"/networks/{network.Name}"));
            foreach (var path in new[] { "/containers/json?all=1", "/images/json", "/networks", "/volumes" })
                await Ask(ApiCall.Get(path));
            foreach (var action in containers.SelectMany(Removal))
                await Do(action);
            await Ask(ApiCall.Get("/containers/json?all=1"));
            await CloseStreamsOfEvents();
        }

        // One that the daemon removes at its end is not removed by two at a time.
        private static IEnumerable<SequenceAction> Removal(ModelContainer container) => container is { IsAutoRemoved: true, IsAlive: true }
            ? ContainerFamily.End(container, "kill").Actions
            : [SequenceAction.Of(ApiCall.Delete($"/containers/{container.Name}?force=1&v=1"))];

        private async Task CloseStreamsOfEvents()
        {
            // They do not end: they are closed when an event has come that is made here for that and passes all filters of theirs.
            var streams = open.Where(entry => entry.Call.Route == "/events" && !joined.ContainsKey(entry.Name)).ToList();
            if (streams.Count == 0)
                return;
            await Ask(ApiCall.Post($"/containers/create?name={LastName}", ContainerBodies.Labelled));
            foreach (var (name, _, answer) in streams)
            {
                await answer.Until(LastName);
                await (joined[name] = answer.Close());
            }

            await Ask(ApiCall.Delete($"/containers/{LastName}"));
        }

        private async Task Ask(ApiCall call) => groups.Add([new Exchange(call, await client.Ask(call))]);

        private OpenCall? Find(string name) => open.Find(entry => entry.Name == name).Open;
    }
}
