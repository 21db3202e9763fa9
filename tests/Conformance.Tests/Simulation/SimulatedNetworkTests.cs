using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

public sealed class SimulatedNetworkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Test]
    public void A_listener_dies_with_its_process_and_the_request_runs_in_that()
    {
        var world = Sim.World();
        var machine = new SimulatedMachine(world);
        string? address = null;
        SimProcess? served = null;
        var failures = new List<NetworkFailure>();
        var server = world.Do("server", async () =>
        {
            var listener = await machine.Network.Listen("127.0.0.1:0", _ =>
            {
                served = world.Current;
                return world.Completion<HttpAnswer>().Task;
            });
            address = listener.Address;
            await world.Completion<bool>().Task;
        });
        var client = world.Do("client", async () =>
        {
            await world.Delay(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    await machine.Network.Send(new HttpCall("GET", address!, "/"), Limit);
                }
                catch (NetworkException exception)
                {
                    failures.Add(exception.Failure);
                }
            }
        });
        world.Do("killer", async () =>
        {
            await world.Delay(TimeSpan.FromSeconds(2));
            world.Kill(server, Signals.Kill, withChildren: false);
        });

        world.RunAll();

        Assert.That(client.Failure, Is.Null);
        Assert.That(served, Is.SameAs(server));
        Assert.That(failures, Is.EqualTo(new[] { NetworkFailure.Cut, NetworkFailure.Refused }));
    }

    [Test]
    public void A_bug_of_a_server_is_the_end_of_its_process_and_of_nobody_else()
    {
        var world = Sim.World();
        var machine = new SimulatedMachine(world);
        string? address = null;
        string? words = null;
        var server = world.Do("server", async () =>
        {
            address = (await machine.Network.Listen("127.0.0.1:0", _ => throw new FormatException("odd"))).Address;
            await world.Completion<bool>().Task;
        });
        var client = world.Do("client", async () =>
        {
            await world.Delay(TimeSpan.FromSeconds(1));
            try
            {
                await machine.Network.Send(new HttpCall("GET", address!, "/"), Limit);
            }
            catch (NetworkException exception)
            {
                words = exception.Message;
            }
        });

        world.RunAll();

        Assert.That(server.Failure, Is.TypeOf<FormatException>());
        Assert.That(client.Failure, Is.Null);
        Assert.That(words, Is.EqualTo($"{address}: the connection ended without an answer"));
    }
}
