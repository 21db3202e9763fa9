using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.Docker;

/// <summary>One example of every operation, with the request line that Docker's own clients send for it.</summary>
internal static class EveryOperation
{
    public static IReadOnlyList<(EngineOperation Operation, string Line)> All { get; } =
    [
        (new Ping(), "HEAD /_ping"),
        (new ReadVersion(), "GET /version"),
        (new ReadEvents(new Instant(1_500_000_000), null, EngineFilters.Of("type", "container")),
            "GET /events?since=1.500000000&filters=%7B%22type%22%3A%5B%22container%22%5D%7D"),
        (new CreateContainer("web", new ContainerSpec { Image = "busybox:1" }), "POST /containers/create?name=web"),
        (new ListContainers(All: true, EngineFilters.Of("label", "k=v")), "GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22k%3Dv%22%5D%7D"),
        (new InspectContainer("web"), "GET /containers/web/json"),
        (new StartContainer("web"), "POST /containers/web/start"),
        (new StopContainer("web", 5), "POST /containers/web/stop?t=5"),
        (new RestartContainer("web", 0), "POST /containers/web/restart?t=0"),
        (new KillContainer("web", "TERM"), "POST /containers/web/kill?signal=TERM"),
        (new PauseContainer("web"), "POST /containers/web/pause"),
        (new UnpauseContainer("web"), "POST /containers/web/unpause"),
        (new RenameContainer("web", "old"), "POST /containers/web/rename?name=old"),
        (new UpdateContainer("web", new ResourceUpdate { CpuShares = 512 }), "POST /containers/web/update"),
        (new WaitContainer("web", WaitCondition.NextExit), "POST /containers/web/wait?condition=next-exit"),
        (new ReadLogs("web", Follow: true), "GET /containers/web/logs?follow=1&stderr=1&stdout=1&tail=all"),
        (new RemoveContainer("web", Force: true, Volumes: true), "DELETE /containers/web?force=1&v=1"),
        (new AttachContainer("web", Stdin: true), "POST /containers/web/attach?stderr=1&stdin=1&stdout=1&stream=1"),
        (new ResizeContainer("web", 40, 100), "POST /containers/web/resize?h=40&w=100"),
        (new CreateExec("web", new ExecSpec { Cmd = ["true"], AttachStdout = true }), "POST /containers/web/exec"),
        (new StartExec("12ab", new ExecStart(Detach: true)), "POST /exec/12ab/start"),
        (new InspectExec("12ab"), "GET /exec/12ab/json"),
        (new ResizeExec("12ab", 40, 100), "POST /exec/12ab/resize?h=40&w=100"),
        (new PullImage("host:5000/a/b", "1"), "POST /images/create?fromImage=host%3A5000%2Fa%2Fb&tag=1"),
        (new ListImages(), "GET /images/json"),
        (new InspectImage("host:5000/a/b:1"), "GET /images/host:5000/a/b:1/json"),
        (new TagImage("a", "b/c", "v"), "POST /images/a/tag?repo=b%2Fc&tag=v"),
        (new RemoveImage("a/b@sha256:12", Force: true), "DELETE /images/a/b@sha256:12?force=1"),
        (new ReadInfo(), "GET /info"),
        (new ReadDiskUsage(), "GET /system/df"),
        (new Authenticate(new LoginBody("u", "p", "host:5000")), "POST /auth"),
        (new ListPlugins(), "GET /plugins"),
        (new PruneContainers(EngineFilters.Of("until", "1h")), "POST /containers/prune?filters=%7B%22until%22%3A%5B%221h%22%5D%7D"),
        (new PruneImages(), "POST /images/prune"),
        (new PruneBuilds(), "POST /build/prune"),
        (new PruneNetworks(), "POST /networks/prune"),
        (new PruneVolumes(), "POST /volumes/prune"),
        (new ReadHistory("a/b:1"), "GET /images/a/b:1/history"),
        (new SearchImages("a b", 25), "GET /images/search?limit=25&term=a%20b"),
        (new SaveImage("a/b:1"), "GET /images/a/b:1/get"),
        (new SaveImages(["a", "b/c:1"]), "GET /images/get?names=a&names=b%2Fc%3A1"),
        (new LoadImages(new byte[] { 1, 2 }, IsQuiet: true), "POST /images/load?quiet=1"),
        (new ImportImage(new byte[] { 1, 2 }, "-", "a/b", "1", "words", ["CMD [\"a\"]", "ENV A=b"]),
            "POST /images/create?fromSrc=-&repo=a%2Fb&tag=1&message=words&changes=CMD%20%5B%22a%22%5D&changes=ENV%20A%3Db"),
        (new PushImage("host:5000/a", "1", "e30="), "POST /images/host:5000/a/push?tag=1"),
        (new CreateNetwork(new NetworkBody { Name = "net" }), "POST /networks/create"),
        (new ListNetworks(EngineFilters.Of("name", "net")), "GET /networks?filters=%7B%22name%22%3A%5B%22net%22%5D%7D"),
        (new InspectNetwork("net"), "GET /networks/net"),
        (new RemoveNetwork("net"), "DELETE /networks/net"),
        (new ConnectNetwork("net", new NetworkMembership("web")), "POST /networks/net/connect"),
        (new DisconnectNetwork("net", new NetworkMembership("web", Force: true)), "POST /networks/net/disconnect"),
        (new CreateVolume(new VolumeBody("data")), "POST /volumes/create"),
        (new ListVolumes(), "GET /volumes"),
        (new InspectVolume("data"), "GET /volumes/data"),
        (new RemoveVolume("data", Force: true), "DELETE /volumes/data?force=1"),
    ];

    public static IEnumerable<TestCaseData> Cases => All.Select(example => new TestCaseData(example.Operation, example.Line).SetArgDisplayNames(example.Operation.Name));
}
