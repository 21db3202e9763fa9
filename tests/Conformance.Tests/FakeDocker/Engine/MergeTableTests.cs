using Conformance.Docker;

namespace Conformance.Tests.FakeDocker;

/// <summary>The table of ENTRYPOINT, CMD, words and --entrypoint; judged by what the process got.</summary>
[TestFixture]
public sealed class MergeTableTests
{
    private static readonly string[] E = ["echo", "E"];
    private static readonly string[] C = ["echo", "C"];
    private static readonly string[] Words = ["echo", "words"];
    private static readonly string[] X = ["true"];

    private static IEnumerable<TestCaseData> Rows()
    {
        TestCaseData Row(string[]? entrypoint, string[]? cmd, string[]? words, string[]? given, string? line, string[]? configEntrypoint, string[]? configCmd) =>
            new TestCaseData(entrypoint, cmd, words, given, line, configEntrypoint, configCmd)
                .SetArgDisplayNames(Show(entrypoint), Show(cmd), Show(words), Show(given));
        yield return Row(null, null, null, null, null, null, null);
        yield return Row(null, null, Words, null, "echo words", null, Words);
        yield return Row(null, C, null, null, "echo C", null, C);
        yield return Row(null, C, Words, null, "echo words", null, Words);
        yield return Row(E, null, null, null, "echo E", E, null);
        yield return Row(E, null, Words, null, "echo E echo words", E, Words);
        yield return Row(E, C, null, null, "echo E echo C", E, C);
        yield return Row(E, C, Words, null, "echo E echo words", E, Words);
        yield return Row(E, C, null, X, "true", X, null);
        yield return Row(E, C, Words, X, "true echo words", X, Words);
        yield return Row(E, C, null, [""], null, null, null);
        yield return Row(E, C, Words, [""], "echo words", null, Words);
        yield return Row(E, C, null, [], "echo C", [], C);
        yield return Row(null, C, [], null, "echo C", null, C);
    }

    [TestCaseSource(nameof(Rows))]
    public void The_process_is(
        string[]? entrypoint, string[]? cmd, string[]? words, string[]? given, string? line, string[]? configEntrypoint, string[]? configCmd)
    {
        var sim = new EngineWorld();
        sim.Host.AddImage("image", new ImageConfig { Entrypoint = entrypoint, Cmd = cmd });
        sim.Run(async () =>
        {
            var create = new CreateContainer("web", new ContainerSpec { Image = "image", Cmd = words, Entrypoint = given });
            if (line is null)
            {
                Assert.That(await sim.Refused(create), Is.EqualTo((400, "No command specified")));
                return;
            }

            await sim.Call(create);
            await sim.Call(new StartContainer("web"));
            var inspect = await sim.Call(new InspectContainer("web"));
            Assert.That(string.Join(' ', [inspect.Path, .. inspect.Args]), Is.EqualTo(line));
            Assert.That(inspect.Config.Entrypoint, Is.EqualTo(configEntrypoint));
            Assert.That(inspect.Config.Cmd, Is.EqualTo(configCmd));
            await sim.Waited("web");
            Assert.That(string.Join(' ', sim.Host.Truth.EndedRuns[0].Arguments), Is.EqualTo(line));
        });
    }

    [Test]
    public void Variables_of_the_run_come_first_and_win()
    {
        var sim = new EngineWorld();
        sim.Host.AddImage("image", new ImageConfig { Cmd = ["env"], Env = ["A=image", "B=image"], Labels = new Dictionary<string, string> { ["l"] = "image", ["m"] = "image" } });
        sim.Run(async () =>
        {
            var labels = new Dictionary<string, string> { ["l"] = "run" };
            await sim.Started("web", new ContainerSpec { Image = "image", Env = ["Z=run", "B=run", "HOME"], Labels = labels });
            await sim.Waited("web");
            var config = (await sim.Call(new InspectContainer("web"))).Config;
            Assert.That(config.Env, Is.EqualTo(new[] { "Z=run", "B=run", "HOME", "A=image" }));
            Assert.That(config.Labels, Is.EquivalentTo(new Dictionary<string, string> { ["l"] = "run", ["m"] = "image" }));
            var environment = sim.Host.Truth.EndedRuns[0].Environment;
            Assert.That((environment["A"], environment["B"], environment["Z"]), Is.EqualTo(("image", "run", "run")));
            Assert.That(environment["PATH"], Does.Contain("/bin"));
            Assert.That(environment["HOSTNAME"], Is.EqualTo(config.Hostname));
        });
    }

    private static string Show(string[]? words) => words is null ? "none" : "[" + string.Join(',', words) + "]";
}
