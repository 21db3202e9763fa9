using System.Diagnostics;
using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>How fast the engine is; printed, not judged.</summary>
[TestFixture, Explicit("Measures; run it alone."), NonParallelizable]
public sealed class SpeedTests
{
    [Test]
    public void Simple_runs_a_second()
    {
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            const int runs = 3000;
            for (ulong seed = 0; seed < runs; seed++)
                Once(seed);
            TestContext.Out.WriteLine($"{runs / watch.Elapsed.TotalSeconds:0} runs a second");
        }
    }

    private static void Once(ulong seed)
    {
        var sim = new EngineWorld(seed);
        sim.Run(async () =>
        {
            var id = await sim.Started("web", "true");
            await sim.Waited(id);
            await sim.Call(new InspectContainer(id));
            await EngineWorld.All(await sim.Call(new ReadLogs(id)));
            await sim.Call(new RemoveContainer(id));
        });
    }
}
