using System.Text;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Machine;

/// <summary>Both networks keep the same promises: the simulated one and that of this host.</summary>
[TestFixture(true)]
[TestFixture(false)]
[Parallelizable(ParallelScope.All)]
public class NetworkTests(bool isSimulated)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Test]
    public void A_free_address_is_given_once_also_while_nobody_listens_there()
    {
        var addresses = Enumerable.Range(0, 400).Select(_ => LocalNetwork.FreeAddress()).ToList();
        Assert.That(addresses, Is.Unique);
    }

    [Test]
    public void A_request_arrives_whole_and_its_answer_comes_back_whole() => On(async machine =>
    {
        HttpCall? seen = null;
        byte[] body = [0, 255, 13, 10, 13, 10, .. Enumerable.Repeat((byte)7, 200_000)];
        using var listener = await machine.Network.Listen(Free, call =>
        {
            seen = call;
            return Task.FromResult(new HttpAnswer(418, call.Body) { Headers = [KeyValuePair.Create("X-Answer", "yes")] });
        });
        var answer = await machine.Network.Send(
            new HttpCall("POST", listener.Address, "/slave(1)/a.b?c=d%20e")
            {
                Headers = [KeyValuePair.Create("User-Agent", "libprocess/executor(1)@127.0.0.1:80")],
                Body = body,
            },
            Limit);
        Assert.Multiple(() =>
        {
            Assert.That((seen!.Method, seen.Path, seen.Header("user-agent")), Is.EqualTo(("POST", "/slave(1)/a.b?c=d%20e", "libprocess/executor(1)@127.0.0.1:80")));
            Assert.That(answer.Status, Is.EqualTo(418));
            Assert.That(answer.Header("x-answer"), Is.EqualTo("yes"));
            Assert.That(answer.Body.ToArray(), Is.EqualTo(body));
        });
    });

    [Test]
    public void A_request_where_nobody_listens_is_refused() => On(async machine =>
    {
        var listener = await machine.Network.Listen(Free, Answer);
        listener.Dispose();
        Assert.That(await FailureOf(machine.Network.Send(Get(listener.Address), Limit)), Is.EqualTo(NetworkFailure.Refused));
        Assert.That(await FailureOf(machine.Network.Link(listener.Address)), Is.EqualTo(NetworkFailure.Refused));
    });

    [Test]
    public void A_request_that_the_server_drops_is_cut() => On(async machine =>
    {
        using var listener = await machine.Network.Listen(Free, call => throw new NetworkException(NetworkFailure.Cut, call.Address));
        Assert.That(await FailureOf(machine.Network.Send(Get(listener.Address), Limit)), Is.EqualTo(NetworkFailure.Cut));
    });

    [Test]
    public void A_request_that_is_not_answered_in_time_is_late() => On(async machine =>
    {
        using var listener = await machine.Network.Listen(Free, _ => machine.Completion<HttpAnswer>().Task);
        Assert.That(await FailureOf(machine.Network.Send(Get(listener.Address), Short)), Is.EqualTo(NetworkFailure.Late));
    });

    [Test]
    public void The_end_of_a_listener_cuts_what_is_open_and_frees_its_address() => On(async machine =>
    {
        var arrived = machine.Completion<bool>();
        var listener = await machine.Network.Listen(Free, _ =>
        {
            arrived.TrySet(true);
            return machine.Completion<HttpAnswer>().Task;
        });
        var link = machine.Network.Link(listener.Address);
        var open = machine.Network.Send(Get(listener.Address), Limit);
        await arrived.Task;
        await Task.Delay(Short, machine.Time);
        Assert.That(link.IsCompleted, Is.False);
        listener.Dispose();
        Assert.That(await FailureOf(open), Is.EqualTo(NetworkFailure.Cut));
        await link;
        using var next = await machine.Network.Listen(listener.Address, Answer);
        Assert.That((await machine.Network.Send(Get(next.Address), Limit)).Status, Is.EqualTo(200));
    });

    [Test]
    public void An_address_that_is_taken_cannot_be_listened_at() => On(async machine =>
    {
        using var listener = await machine.Network.Listen(Free, Answer);
        Assert.That(await FailureOf(machine.Network.Listen(listener.Address, Answer)), Is.EqualTo(NetworkFailure.InUse));
    });

    [Test]
    public void Requests_are_served_while_others_are_open() => On(async machine =>
    {
        var go = machine.Completion<bool>();
        using var listener = await machine.Network.Listen(Free, async call =>
        {
            if (call.Path == "/slow")
                await go.Task;
            return new HttpAnswer(200, Encoding.UTF8.GetBytes(call.Path));
        });
        var slow = machine.Network.Send(Get(listener.Address) with { Path = "/slow" }, Limit);
        await machine.Network.Send(Get(listener.Address), Limit);
        Assert.That(slow.IsCompleted, Is.False);
        go.TrySet(true);
        Assert.That(Encoding.UTF8.GetString((await slow).Body.Span), Is.EqualTo("/slow"));
    });

    private string Free => isSimulated ? "127.0.0.1:0" : LocalNetwork.FreeAddress();

    private static HttpCall Get(string address) => new("GET", address, "/");

    private static Task<HttpAnswer> Answer(HttpCall call) => Task.FromResult(new HttpAnswer(200));

    private static async Task<NetworkFailure?> FailureOf(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (NetworkException exception)
        {
            return exception.Failure;
        }
    }

    private void On(Func<IMachine, Task> body)
    {
        if (!isSimulated)
        {
            EventLoop.Run(() => body(new LocalMachine { Network = new LocalNetwork() }));
            return;
        }

        var world = new World(0, Instant.Epoch);
        var machine = new SimulatedMachine(world);
        var process = world.Start("test", async _ =>
        {
            await body(machine);
            return 0;
        });
        world.Run(() => !process.IsAlive, Instant.Epoch + TimeSpan.FromHours(1));
        if (process.Failure is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Assert.That(process.Ended?.Code, Is.Zero);
    }
}
