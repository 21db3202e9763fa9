using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

// Containers of every program, image, network and volume that there is.
internal sealed partial class ContainerFamily
{
    // What a container is made from, and what then runs in it.
    private sealed record Source(string Image, string Key, ModelProgram Program, string Words, bool IsPlain);

    private static Gen<SequenceStep> Creation(SequenceModel model) =>
        from source in Sources(model)
        from extra in Gen.Elements<string>(ContainerBodies.Extras)
        from network in Gen.Elements<string>(["host", "none", "none", "default", .. model.Networks.SelectMany(network => new[] { network.Name, network.Name, network.Name })])
        from host in Gen.Elements<string>([.. ContainerBodies.HostExtras, .. VolumeFamily.Binds(model)])
        let isMade = model.Networks.Exists(made => made.Name == network)
        from isAutoRemoved in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(!model.IsOld && !isMade && source.Program is not (ModelProgram.Fails or ModelProgram.Copies))))
        let container = new ModelContainer($"c{model.Names}", $"c{model.Names}", source.Program)
        {
            IsAutoRemoved = isAutoRemoved,
            HasTerminal = source.Words.Contains("Tty", StringComparison.Ordinal),
            NetworkMode = network,
            Networks = isMade ? [network] : [],
            Image = source.Key,
            IsPlain = source.IsPlain,
        }
        let body = ContainerBodies.Whole(source.Image, source.Words, IsOdd(extra, network, source.Program) ? "" : extra, network, host, isAutoRemoved ? "\"AutoRemove\":true" : "")
        select Named(Creation(container, body), source, network, VolumeFamily.VolumeOf(host));

    // The host's name is not given; who obeys must have the time for it, or two signals race.
    private static bool IsOdd(string extra, string network, ModelProgram program) =>
        (network == "host" && extra.Contains("Hostname", StringComparison.Ordinal)) || (program == ModelProgram.Obeys && extra.Contains("StopTimeout", StringComparison.Ordinal));

    /// <summary>Creates a container that the model then knows.</summary>
    internal static SequenceStep Creation(ModelContainer container, string body) => new(
        [SequenceAction.Of(ApiCall.Post($"/containers/create?name={container.Name}", body) with { Keeps = container.Key })],
        model => model.Find(container.Name) is null,
        model => model with { Containers = model.Containers.Add(container), Names = model.Names + 1 });

    // The look shows volumes without a name, of which nobody else tells whose they are.
    private static SequenceStep Named(SequenceStep creation, Source source, string network, string volume) => new(
        [.. creation.Actions, SequenceAction.Of(ApiCall.Get(creation.Calls.First().Path.Replace("create?name=", "", StringComparison.Ordinal) + "/json"))],
        model => creation.Needs(model)
            && (source.Key == ContainerBodies.Image || model.Images.Exists(image => image.Key == source.Key && image.Names.Contains(source.Image)))
            && (network is "host" or "none" or "default" || model.Networks.Exists(made => made.Name == network)),
        model => creation.Then(model) is var after && volume.Length > 0 && !after.Volumes.Contains(volume) ? after with { Volumes = after.Volumes.Add(volume) } : after);

    private static Gen<Source> Sources(SequenceModel model)
    {
        var made = model.Images.Where(image => !image.Names.IsEmpty).SelectMany(image => OfImage(image).Select(source => (2, source)));
        return Gen.Frequency(made.Prepend((4, Commanded(ContainerBodies.Image, ContainerBodies.Image, true))));
    }

    private static IEnumerable<Gen<Source>> OfImage(ModelImage image)
    {
        var name = Gen.Elements<string>(image.Names);
        if (image.Program is { } own)
            yield return name.Select(reference => new Source(reference, image.Key, own, "", image.TakesCommands));
        if (image.TakesCommands)
            yield return name.SelectMany(reference => Commanded(reference, image.Key, false));
    }

    private static Gen<Source> Commanded(string reference, string key, bool hasOwn) =>
        from program in Gen.Frequency(
            (4, Gen.Constant(ModelProgram.Sleeps)), (2, Gen.Constant(ModelProgram.Obeys)), (4, Gen.Constant(ModelProgram.Ends)), (1, Gen.Constant(ModelProgram.Copies)), (1, Gen.Constant(ModelProgram.Fails)))
        from words in Gen.Elements<string>(ContainerBodies.Of(program).Where(words => hasOwn || words != ContainerBodies.NoCommand))
        select new Source(reference, key, program, words, ContainerBodies.IsPlain(words));
}
