using Conformance.Machine;
using Conformance.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Simulation;

public sealed class DeterminismTests
{
    /// <summary>What a process of a random program does next.</summary>
    public enum Act
    {
        /// <summary>Waits.</summary>
        Delay,

        /// <summary>Calls another and awaits.</summary>
        Call,

        /// <summary>Calls another with a limit and hangs up.</summary>
        Limited,

        /// <summary>Kills another.</summary>
        Kill,

        /// <summary>Starts one.</summary>
        Start,

        /// <summary>Takes a turn and a random number.</summary>
        Random,

        /// <summary>Writes a file.</summary>
        Write,

        /// <summary>Awaits the exit of another.</summary>
        Exit,
    }

    [Test]
    public void Any_program_gives_the_same_history_twice() =>
        Prop.ForAll<(Act Act, byte Argument)[][], ulong>((program, seed) =>
        {
            var first = Execute(program, seed);
            var second = Execute(program, seed);
            return (first == second).Label($"{first}\nbut then\n{second}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Test]
    public void Seeds_matter_a_concurrent_workload_has_many_orders()
    {
        var orders = Enumerable.Range(0, 100).Select(seed => Order((ulong)seed)).ToHashSet(StringComparer.Ordinal);

        Assert.That(orders, Has.Count.GreaterThanOrEqualTo(20));
    }

    [Test]
    public void Latencies_do_not_depend_on_how_much_randomness_the_inhabitants_use()
    {
        var first = Sim.World(3);
        var second = Sim.World(3);
        second.Random.NextUInt64();

        Assert.That(first.Latency(), Is.EqualTo(second.Latency()));
    }

    /// <summary>Three launches at once, each of create, start and inspect: in which order does the daemon see them?</summary>
    private static string Order(ulong seed)
    {
        var world = Sim.World(seed);
        var daemon = world.Idle("daemon");
        var order = new List<string>();
        foreach (var client in new[] { "a", "b", "c" })
        {
            world.Do(client, async () =>
            {
                foreach (var verb in new[] { "create", "start", "inspect" })
                {
                    await world.Call(daemon, _ =>
                    {
                        order.Add($"{verb} {client}");
                        return Task.FromResult(0);
                    });
                }
            });
        }

        world.RunAll();
        return string.Join(',', order);
    }

    private static string Execute((Act Act, byte Argument)[][] program, ulong seed)
    {
        var world = Sim.World(seed);
        var machine = new SimulatedMachine(world);
        var processes = new List<SimProcess>();
        for (var i = 0; i < program.Length; i++)
        {
            var acts = program[i];
            processes.Add(world.Do($"p{i}", () => Perform(world, machine, processes, acts)));
        }

        processes.Add(world.Idle("last"));
        var outcome = world.Run(() => false, world.Now + TimeSpan.FromHours(1));
        return $"{outcome.End} {world.History.Hash:x16} {world.History.Count} at {world.Now}";
    }

    private static async Task Perform(World world, SimulatedMachine machine, List<SimProcess> processes, (Act Act, byte Argument)[] acts)
    {
        foreach (var (act, argument) in acts)
        {
            var other = processes[argument % processes.Count];
            world.History.Add(world.Current!.Name, new Note($"{act} {argument}"));
            try
            {
                await Perform(world, machine, other, act, argument);
            }
            catch (Exception e) when (e is PeerDiedException or TimeoutException)
            {
                world.History.Add(world.Current!.Name, new Note(e.GetType().Name));
            }
        }
    }

    private static async Task Perform(World world, SimulatedMachine machine, SimProcess other, Act act, byte argument)
    {
        switch (act)
        {
            case Act.Delay:
                await Task.Delay(TimeSpan.FromMilliseconds(argument % 5), world.Time);
                break;
            case Act.Call:
                await world.Call(other, caller => Serve(world, caller, argument));
                break;
            case Act.Limited:
                var call = world.BeginCall(other, caller => Serve(world, caller, argument));
                try
                {
                    await call.Reply.WaitAsync(TimeSpan.FromMilliseconds(argument % 3), world.Time);
                }
                finally
                {
                    call.Abort();
                }

                break;
            case Act.Kill:
                world.Kill(other, Signals.Kill, argument % 2 == 0);
                await world.Turn();
                break;
            case Act.Start:
                world.Idle($"child{argument}");
                break;
            case Act.Random:
                await world.Turn();
                world.History.Add(world.Current!.Name, new Note(world.Random.Next(1000).ToString()));
                break;
            case Act.Write:
                await machine.Disk.Append($"/f{argument % 3}", new byte[argument]);
                break;
            default:
                await Task.WhenAny(other.Exit, Task.Delay(TimeSpan.FromMilliseconds(argument), world.Time));
                break;
        }
    }

    private static async Task<int> Serve(World world, WorldCaller caller, byte argument)
    {
        world.History.Add(world.Current!.Name, new Note($"serves {caller.Process.Name}"));
        await Task.WhenAny(caller.Gone, Task.Delay(TimeSpan.FromMilliseconds(argument % 4), world.Time));
        world.History.Add(world.Current!.Name, new Note($"has served {caller.Process.Name}, gone {caller.Gone.IsCompleted}"));
        return argument;
    }
}
