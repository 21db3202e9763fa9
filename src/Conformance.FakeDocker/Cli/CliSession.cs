using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>One run of the docker program: its streams, its connection, the words for what goes wrong.</summary>
internal sealed class CliSession(SimulatedMachine machine, Func<IDockerEngine> connect, ProgramRun run, string? address)
{
    private const string DefaultHost = "unix:///var/run/docker.sock";
    private IDockerEngine? engine;
    private EngineOperation? last;

    /// <summary>The machine it runs on.</summary>
    public SimulatedMachine Machine { get; } = machine;

    /// <summary>Address of the daemon, for messages.</summary>
    public string Host { get; set; } = run.Environment.TryGetValue("DOCKER_HOST", out var host) && host.Length > 0 ? host : DefaultHost;

    /// <summary>The program's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => run.Environment;

    private IDockerEngine Engine => engine ??= address is null || address == Host ? connect() : new NoDaemon();

    /// <summary>Writes to standard output.</summary>
    public Task Out(string text) => run.WriteOut(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes UTF-8 to standard output.</summary>
    public Task Out(ReadOnlyMemory<byte> text) => run.WriteOut(text);

    /// <summary>Writes to standard error.</summary>
    public Task Error(string text) => run.WriteError(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes an error as the program's log has it, with the time.</summary>
    public Task Note(string words)
    {
        var time = Machine.World.Now.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return Error($"time=\"{time}\" level=error msg=\"{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
    }

    /// <summary>Writes a piece of a container's output to the stream it came from.</summary>
    public Task Write(LogFrame frame) => frame.Stream == 2 ? run.WriteError(frame.Payload) : run.WriteOut(frame.Payload);

    /// <summary>Sends a request and waits for its answer, as long as it takes.</summary>
    public Task<T> Call<T>(EngineOperation<T> operation) => Begin(operation).Reply;

    /// <summary>As <see cref="Call"/>, with a failure as a value.</summary>
    public Task<EngineOutcome<T>> Try<T>(EngineOperation<T> operation) => Begin(operation).Outcome;

    private EngineCall<T> Begin<T>(EngineOperation<T> operation)
    {
        last = operation;
        return Engine.Begin(operation);
    }

    /// <summary>
    /// What every command begins with. A ping that fails is asked once more and otherwise ignored: the command itself will say what
    /// is wrong. One that is never answered holds the program for ever.
    /// </summary>
    public async Task Negotiate()
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var outcome = await Try(new Ping());
            if (outcome.Failure is null or { Failure: DockerFailure.Unreachable })
                return;
        }
    }

    /// <summary>The program's words for a failed call.</summary>
    public string Describe(DockerException exception) => exception.Failure switch
    {
        DockerFailure.Unreachable => $"Cannot connect to the Docker daemon at {Host}. Is the docker daemon running?",
        DockerFailure.Answered => $"Error response from daemon: {exception.Message}",
        _ when last?.ToRequest() is { } request =>
            $"error during connect: {Verb(request.Method)} \"http://{Uri.EscapeDataString(Host.Replace("unix://", "", StringComparison.Ordinal))}/v1.41{request.PathAndQuery}\": EOF",
        _ => "unexpected EOF",
    };

    /// <summary>The words for a stream that broke or ended early.</summary>
    public string DescribeStream(DockerException exception) =>
        exception.Failure == DockerFailure.Broken ? "unexpected EOF" : exception.Failure == DockerFailure.Answered ? exception.Message : Describe(exception);

    /// <summary>Notes for the reader of a timeline that something has no effect here.</summary>
    public void Remark(string words) => Machine.World.History.Add(run.Process.Name, new Note(words));

    /// <summary>An address at which nobody listens.</summary>
    private sealed class NoDaemon : IDockerEngine
    {
        public EngineCall<T> Begin<T>(EngineOperation<T> operation) => new Refused<T>();

        private sealed class Refused<T> : EngineCall<T>
        {
            public override Task<T> Reply { get; } = Task.FromException<T>(DockerException.Unreachable("nobody listens"));

            public override void Abort()
            {
            }
        }
    }

    private static string Verb(string method) => method[..1] + method[1..].ToLowerInvariant();
}
