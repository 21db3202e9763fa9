using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The daemon as simulated processes see it: every request is a message to its process, and so is every item of a stream. The
/// calling process is the client; when it dies, its connections close.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="daemon">The daemon.</param>
/// <param name="isPastFaults">Whether it leads to the engine itself, past the faults before it. Default: false.</param>
public sealed class SimulatedConnection(World world, DaemonProcess daemon, bool isPastFaults = false) : IDockerEngine
{
    private const string NoDaemon = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

    /// <inheritdoc/>
    public EngineCall<T> Begin<T>(EngineOperation<T> operation)
    {
        if (daemon.Process is not { IsAlive: true } process)
            return new FailedCall<T>(DockerException.Unreachable(NoDaemon));
        return operation switch
        {
            EngineOperation<EngineStream<WaitReply>> wait => (EngineCall<T>)(object)new StreamCall<WaitReply>(world, daemon, process, wait, isPastFaults),
            EngineOperation<EngineStream<LogFrame>> logs => (EngineCall<T>)(object)new StreamCall<LogFrame>(world, daemon, process, logs, isPastFaults),
            EngineOperation<EngineStream<PullProgress>> lines => (EngineCall<T>)(object)new StreamCall<PullProgress>(world, daemon, process, lines, isPastFaults),
            AttachContainer attach => (EngineCall<T>)(object)new HijackCall(world, daemon, process, attach, isPastFaults),
            StartExec start => (EngineCall<T>)(object)new HijackCall(world, daemon, process, start, isPastFaults),
            ReadStats stats => (EngineCall<T>)(object)new StreamCall<StatsReply>(world, daemon, process, stats, isPastFaults),
            EngineOperation<EngineStream<EngineEvent>> events => (EngineCall<T>)(object)new StreamCall<EngineEvent>(world, daemon, process, events, isPastFaults),
            _ => new PlainCall<T>(world, daemon, process, operation, isPastFaults),
        };
    }

    /// <summary>What a broken message means for a client.</summary>
    private static async Task<EngineOutcome<T>> Translate<T>(Task<EngineOutcome<T>> reply)
    {
        try
        {
            return await reply;
        }
        catch (PeerDiedException)
        {
            return new EngineOutcome<T>(DockerException.Broken());
        }
        catch (CallAbortedException)
        {
            return new EngineOutcome<T>(DockerException.Broken("the client closed the connection"));
        }
    }

    private static async Task<T> Unwrap<T>(Task<EngineOutcome<T>> outcome) => (await outcome).Value;

    private sealed class FailedCall<T>(DockerException error) : EngineCall<T>
    {
        public override Task<T> Reply { get; } = Task.FromException<T>(error);

        public override void Abort()
        {
        }
    }

    private sealed class PlainCall<T> : EngineCall<T>
    {
        private readonly WorldCall<EngineOutcome<T>> call;

        public PlainCall(World world, DaemonProcess daemon, SimProcess process, EngineOperation<T> operation, bool isPastFaults)
        {
            call = world.BeginCall(process, caller => daemon.Serve(operation, caller, isPastFaults));
            Outcome = Translate(call.Reply);
        }

        public override Task<T> Reply => field ??= Unwrap(Outcome);

        public override Task<EngineOutcome<T>> Outcome { get; }

        public override void Abort() => call.Abort();
    }

    private sealed class StreamCall<T> : EngineCall<EngineStream<T>>
        where T : class
    {
        private readonly WorldConnection connection;

        public StreamCall(World world, DaemonProcess daemon, SimProcess process, EngineOperation<EngineStream<T>> operation, bool isPastFaults)
        {
            connection = world.Connect(process);
            Reply = Open(connection.Call(caller => Serve(world, daemon, operation, caller, isPastFaults)));
        }

        /// <summary>In the daemon: answers, and closes its end of the stream when the client has gone.</summary>
        private static async Task<EngineOutcome<EngineStream<T>>> Serve(
            World world, DaemonProcess daemon, EngineOperation<EngineStream<T>> operation, WorldCaller caller, bool isPastFaults)
        {
            var outcome = await daemon.Serve(operation, caller, isPastFaults);
            if (outcome.Failure is null)
                world.Spawn("hang-up", () => CloseWhenGone(outcome.Value, caller));
            return outcome;
        }

        public override Task<EngineStream<T>> Reply { get; }

        public override void Abort() => connection.Close();

        private async Task<EngineStream<T>> Open(Task<EngineOutcome<EngineStream<T>>> head)
        {
            try
            {
                return new ClientStream<T>(connection, (await Translate(head)).Value);
            }
            catch
            {
                connection.Close();
                throw;
            }
        }
    }

    /// <summary>A stream that comes with its answer; input goes the way that the operation tells.</summary>
    private sealed class HijackCall : EngineCall<Hijacked>
    {
        private readonly WorldConnection connection;

        public HijackCall(World world, DaemonProcess daemon, SimProcess process, EngineOperation<Hijacked> operation, bool isPastFaults)
        {
            connection = world.Connect(process);
            Reply = Open(connection.Call(caller => Serve(world, daemon, operation, caller, isPastFaults)));
        }

        public override Task<Hijacked> Reply { get; }

        public override void Abort() => connection.Close();

        private static async Task<EngineOutcome<Hijacked>> Serve(
            World world, DaemonProcess daemon, EngineOperation<Hijacked> operation, WorldCaller caller, bool isPastFaults)
        {
            var outcome = await daemon.Serve(operation, caller, isPastFaults);
            if (outcome.Failure is null)
                world.Spawn("hang-up", () => CloseWhenGone(outcome.Value.Output, caller));
            return outcome;
        }

        private async Task<Hijacked> Open(Task<EngineOutcome<Hijacked>> head)
        {
            try
            {
                return new Hijacked(new ClientStream<LogFrame>(connection, (await Translate(head)).Value.Output));
            }
            catch
            {
                connection.Close();
                throw;
            }
        }
    }

    private static async Task CloseWhenGone<T>(EngineStream<T> stream, WorldCaller caller)
        where T : class
    {
        await caller.Gone;
        stream.Close();
    }

    /// <summary>The client's end of a stream whose other end is in the daemon's process.</summary>
    private sealed class ClientStream<T>(WorldConnection connection, EngineStream<T> far) : EngineStream<T>
        where T : class
    {
        // About the length of a line of progress; only that it grows is looked at.
        private const int ItemBytes = 120;
        private bool hasEnded;

        public override async Task<T?> Next()
        {
            if (hasEnded)
                return null;
            var item = (await Translate(connection.Call(_ => EngineOutcome<T?>.Of(far.Next())))).Value;
            if (item is null)
                Close();
            else if (SynchronizationContext.Current is SimProcess reader)
                reader.BytesRead += ItemBytes;
            return item;
        }

        public override void Close()
        {
            hasEnded = true;
            connection.Close();
        }
    }
}
