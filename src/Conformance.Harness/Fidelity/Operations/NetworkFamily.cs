using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Networks: create, rm, prune, inspect and list, and containers in every state that join and leave them.</summary>
internal sealed class NetworkFamily : ISequenceFamily
{
    private const int MostNetworks = 2;

    // Of a network without a pool of its own the daemon chooses one.
    private static readonly string[] Options =
    [
        "", "", "\"CheckDuplicate\":true", "\"Driver\":\"bridge\",\"Labels\":{\"n\":\"1\"}", "\"Internal\":true", "\"Attachable\":true,\"Options\":{\"o\":\"p\"}",
        "\"Labels\":{\"n\":\"2\",\"m\":\"\"},\"Options\":{\"com.docker.network.driver.mtu\":\"1400\"}", "\"EnableIPv6\":false,\"IPAM\":{\"Driver\":\"default\"}",
        "\"IPAM\":{\"Options\":{\"a\":\"b\"}}", "\"Scope\":\"local\"",
    ];

    private static readonly string[] Refused =
    [
        "{\"Name\":\"host\"}", "{\"Name\":\"none\",\"CheckDuplicate\":true}", "{\"Name\":\"bridge\"}", "{\"Name\":\"\"}", "{}", "{\"Name\":\"bad\",\"Driver\":\"nope\"}", "{\"Name\":\"bad\",\"Driver\":\"host\"}",
        "{\"Name\":\"bad\",\"Scope\":\"swarm\"}", "{\"Name\":\"bad\",\"Ingress\":true}", "{\"Name\":\"bad\",\"ConfigFrom\":{\"Network\":\"nope\"}}", "{\"Name\":\"bad\",\"IPAM\":{\"Driver\":\"nope\"}}",
        "{\"Name\":\"bad\",\"IPAM\":{\"Config\":[{\"Subnet\":\"bad\"}]}}", "{\"Name\":\"bad\",\"Labels\":[]}", "{\"Name\":",
    ];

    private static readonly string[] Lists =
    [
        "", "?" + ApiCall.Filters("""{"type":["custom"]}"""), "?" + ApiCall.Filters("""{"type":["builtin"]}"""), "?" + ApiCall.Filters("""{"driver":["bridge"]}"""), "?" + ApiCall.Filters("""{"driver":["null","host"]}"""),
        "?" + ApiCall.Filters("""{"name":["n"]}"""), "?" + ApiCall.Filters("""{"name":["n0","n1","n2"]}"""), "?" + ApiCall.Filters("""{"label":["n"]}"""), "?" + ApiCall.Filters("""{"label":["n=1"]}"""),
        "?" + ApiCall.Filters("""{"scope":["local"]}"""), "?" + ApiCall.Filters("""{"scope":["swarm"]}"""), "?" + ApiCall.Filters("""{"id":["nosuch"]}"""), "?" + ApiCall.Filters("""{"dangling":["maybe"]}"""),
        "?" + ApiCall.Filters("""{"type":["custom"],"driver":["bridge"]}"""), "?" + ApiCall.Filters("""{"dangling":["true"]}"""), "?" + ApiCall.Filters("""{"dangling":["0"]}"""),
    ];

    private static readonly string[] Prunes =
    [
        "", "?" + ApiCall.Filters("""{"label":["n"]}"""), "?" + ApiCall.Filters("""{"label!":["n=1"]}"""), "?" + ApiCall.Filters("""{"until":["1"]}"""), "?" + ApiCall.Filters("""{"label":["nosuch"]}"""),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        if (model.Networks.Count < MostNetworks)
            yield return (model.Networks.IsEmpty ? 6 : 3, Gen.Elements(Options).Select(options => Creation($"n{model.Names}", options)));
        yield return (1, Gen.Elements(Refused).Select(body => SequenceStep.Look(ApiCall.Post("/networks/create", body))));
        yield return (1, Gen.Elements(Lists).Select(query => SettledLook(model, ApiCall.Get("/networks" + query))));
        yield return (1, Gen.Elements("nosuch", "host", "none").Select(name => SequenceStep.Look(ApiCall.Delete("/networks/" + name))));
        yield return (1, Gen.Elements(Prunes).Select(query => Prune(model, query)));
        foreach (var network in model.Networks)
        {
            yield return (2, Gen.Elements(Ways(network)).Select(way => SettledLook(model, ApiCall.Get("/networks/" + way))));
            yield return (2, Gen.Elements(Ways(network)).Select(way => Removal(model, network, way)));
            yield return (1, Gen.Constant(SequenceStep.Look(ApiCall.Post("/networks/create", $"{{\"Name\":\"{network.Name}\",\"CheckDuplicate\":true}}"))));
            foreach (var container in model.Containers)
            {
                yield return (container.NetworkMode is "host" or "none" or "default" ? 1 : 8, Gen.Elements(Ways(network)).SelectMany(way => Gen.Elements(FamilySteps.Ways(container)).SelectMany(member => Gen.OneOf(
                    Gen.Elements("", ",\"EndpointConfig\":{}", ",\"EndpointConfig\":{\"Aliases\":[\"x\",\"y\"]}").Select(settings => Joining(container, network, way, member + "\"" + settings)),
                    Gen.Elements("", ",\"Force\":true", ",\"Force\":false").Select(force => Leaving(container, network, way, member + "\"" + force))))));
            }

            yield return (1, Gen.Elements("connect", "disconnect").Select(word => SequenceStep.Look(ApiCall.Post($"/networks/{network.Name}/{word}", "{\"Container\":\"nosuch\"}"))));
        }

        foreach (var container in model.Containers)
            yield return (1, Gen.Elements("host", "none", "nosuch").SelectMany(name => Gen.Elements("connect", "disconnect").Select(word => Elsewhere(container, name, word))).Where(step => step.Needs(model)));
    }

    /// <summary>More when there is a network for a container.</summary>
    public int Share(SequenceModel model) => model.Networks.IsEmpty || model.Containers.IsEmpty ? 2 : 5;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    /// <summary>Creates a network that the model then knows.</summary>
    internal static SequenceStep Creation(string name, string options) => new(
        [SequenceAction.Of(ApiCall.Post("/networks/create", $"{{\"Name\":\"{name}\"{(options.Length > 0 ? "," + options : "")}}}") with { Keeps = name })],
        model => !model.Networks.Exists(network => network.Name == name),
        model => model with { Networks = model.Networks.Add(new ModelNetwork(name, name)), Names = model.Names + 1 });

    private static string[] Ways(ModelNetwork network) => [network.Name, $"@{network.Key}@", $"@{network.Key}:12@"];

    // Who is in a network stands in the answer, also in old lists: nobody must be on the way out.
    private static SequenceStep SettledLook(SequenceModel model, ApiCall call) => new([.. FamilySteps.Settled(model.Containers), SequenceAction.Of(call)], IsSettledLike(model), current => current);

    private static Func<SequenceModel, bool> IsSettledLike(SequenceModel model) => current =>
        current.Containers.All(container => container.State != ModelState.Exited || model.Containers.Exists(known => known.Name == container.Name && known.State == ModelState.Exited));

    private static SequenceStep Removal(SequenceModel model, ModelNetwork network, string way) => new(
        [.. FamilySteps.Settled(model.Containers), SequenceAction.Of(ApiCall.Delete("/networks/" + way))],
        IsSettledLike(model),
        current => IsInUse(current, network) ? current : current with { Networks = current.Networks.RemoveAll(other => other.Name == network.Name) });

    // Which of several networks go depends on their labels: none may be promised to a container that is to start.
    private static SequenceStep Prune(SequenceModel model, string query) => new(
        [.. FamilySteps.Settled(model.Containers), SequenceAction.Of(ApiCall.Post("/networks/prune" + query))],
        current => IsSettledLike(model)(current) && (query.Length == 0 || query.Contains("nosuch", StringComparison.Ordinal) || current.Networks.All(network => IsInUse(current, network))),
        current => query.Length > 0 ? current : current with { Networks = current.Networks.RemoveAll(network => !IsInUse(current, network)) });

    private static bool IsInUse(SequenceModel model, ModelNetwork network) => model.Containers.Exists(container => container.IsAlive && container.Networks.Contains(network.Name));

    private static SequenceStep Joining(ModelContainer container, ModelNetwork network, string way, string member) => new(
        [.. FamilySteps.Settled([container]), SequenceAction.Of(ApiCall.Post($"/networks/{way}/connect", $"{{\"Container\":\"{member}}}"))],
        MayMove(container, network),
        model => container.NetworkMode is "host" or "none" || container.Networks.Contains(network.Name)
            ? model
            : model.With(container.Name, it => it with { Networks = it.Networks.Add(network.Name) }));

    private static SequenceStep Leaving(ModelContainer container, ModelNetwork network, string way, string member) => new(
        [.. FamilySteps.Settled([container]), SequenceAction.Of(ApiCall.Post($"/networks/{way}/disconnect", $"{{\"Container\":\"{member}}}"))],
        MayMove(container, network),
        model => model.With(container.Name, it => it with { Networks = it.Networks.Remove(network.Name) }));

    // One that the daemon removes when its start fails is left alone before it. So is one of the default network, which the real daemon
    // here does not have: it would never let go of any other, and the network could never be removed.
    private static Func<SequenceModel, bool> MayMove(ModelContainer container, ModelNetwork network) => model =>
        FamilySteps.IsUnchanged(model, container)
        && model.Networks.Contains(network)
        && model.Find(container.Name)!.Networks.SequenceEqual(container.Networks)
        && (container.IsAlive || !container.IsAutoRemoved)
        && container.NetworkMode != "default";

    // What a container that is stopped is connected to need not exist: its start would fail.
    private static SequenceStep Elsewhere(ModelContainer container, string network, string word) => new(
        [.. FamilySteps.Settled([container]), SequenceAction.Of(ApiCall.Post($"/networks/{network}/{word}", $"{{\"Container\":\"{container.Name}\"}}"))],
        model => FamilySteps.IsUnchanged(model, container) && (word == "disconnect" ? network != container.NetworkMode : container.NetworkMode != "default" && (network != "nosuch" || container.IsAlive)),
        model => model);
}
