using Conformance.Docker;
using Conformance.Gateway;

namespace Conformance.RealDaemon.Tests;

/// <summary>
/// One private daemon for all tests of this assembly. Without root or dockerd they are skipped with the reason, unless
/// CONFORMANCE_REQUIRE names docker, as it does in CI.
/// </summary>
[SetUpFixture]
public sealed class SharedDaemon
{
    private static PrivateDaemon? daemon;
    private static EnvironmentException? lacking;

    public static PrivateDaemon Daemon => daemon ?? throw lacking!;

    /// <summary>Called at the beginning of each test that needs it.</summary>
    public static PrivateDaemon Require()
    {
        if (lacking is not null)
            Assert.Ignore(lacking.Message);
        return Daemon;
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        try
        {
            daemon = await PrivateDaemon.Start();
            await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe("box", new ImageConfig { Cmd = ["echo", "from the image"] })), "box:latest");
        }
        catch (EnvironmentException e)
        {
            var isRequired = (Environment.GetEnvironmentVariable("CONFORMANCE_REQUIRE") ?? "").Split(',').Contains("docker");
            Assert.That(isRequired, Is.False, e.Message);
            lacking = e;
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (daemon is not null)
            await daemon.DisposeAsync();
    }
}
