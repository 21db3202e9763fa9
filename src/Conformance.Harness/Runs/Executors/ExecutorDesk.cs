using System.Text;
using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Harness.Runs;

/// <summary>
/// The agent's face to executors: the libprocess process <c>slave(1)</c> at MESOS_SLAVE_PID, one for each incarnation. It takes and sends
/// messages; what they mean is <see cref="ExecutorRules"/>'. Mesos' slave drops what it cannot use with a line in its log; here the
/// sender is told too, by status 400 and words, because whoever posts by hand wants to know.
/// </summary>
internal sealed class ExecutorDesk : IDisposable
{
    private readonly AgentSurroundings around;
    private readonly Incarnation incarnation;
    private readonly ExecutorRules rules;
    private readonly LibprocessSender sender;
    private readonly UPid self;
    private IListener? listener;

    private ExecutorDesk(AgentSurroundings around, Incarnation incarnation, ExecutorRules rules)
    {
        (this.around, this.incarnation, this.rules) = (around, incarnation, rules);
        self = UPid.Parse(around.Options.SlavePid)!;
        sender = new LibprocessSender(around.Machine.Network, self);
    }

    /// <summary>Opens it for an incarnation of the agent.</summary>
    public static async Task<ExecutorDesk> Open(AgentSurroundings around, Incarnation incarnation, ExecutorRules rules)
    {
        var desk = new ExecutorDesk(around, incarnation, rules);
        desk.listener = await around.Machine.Network.Listen(desk.self.Address, desk.Serve);
        return desk;
    }

    /// <summary>Closes it at once, as the agent's death does.</summary>
    public void Dispose() => listener?.Dispose();

    /// <summary>Sends a message to the executor of a task, or to somebody unknown; goes on at once.</summary>
    public void Tell(AgentTask? task, UPid to, IMessage message) => around.Machine.Spawn("tell the executor", async () =>
    {
        if (!incarnation.IsAlive)
            return;
        var loss = await sender.Send(to, message);
        around.History.Add(around.Agent, new ExecutorTold(task?.ContainerId, message.Descriptor.Name, to.ToString(), loss));
    });

    private async Task<HttpAnswer> Serve(HttpCall call)
    {
        LibprocessMessage message;
        try
        {
            message = LibprocessMessage.Decode(call);
            if (message.To != self.Id)
                throw new LibprocessException($"there is no process '{message.To}' here; there is {self.Id}");
        }
        catch (LibprocessException exception)
        {
            return Refuse(new ExecutorHeard(null, "", call.Header("User-Agent") ?? "nobody", exception.Message));
        }

        var heard = await Take(message);
        return heard.Refusal is null ? new HttpAnswer(202) : Refuse(heard);
    }

    private Task<ExecutorHeard> Take(LibprocessMessage message)
    {
        return message.Body switch
        {
            RegisterExecutorMessage register => rules.Register(this, incarnation, register, message.From),
            ReregisterExecutorMessage again => rules.Reregister(this, incarnation, again, message.From),
            StatusUpdateMessage update => rules.Update(this, incarnation, update, message.From),
            _ => Task.FromResult(new ExecutorHeard(
                null,
                message.Name,
                message.From.ToString(),
                $"an agent takes RegisterExecutorMessage, ReregisterExecutorMessage and StatusUpdateMessage, no {message.Name}")),
        };
    }

    private HttpAnswer Refuse(ExecutorHeard heard)
    {
        if (heard.ContainerId is null)
            around.History.Add(around.Agent, heard);
        return new HttpAnswer(400, Encoding.UTF8.GetBytes(heard.Refusal + "\n"));
    }
}
