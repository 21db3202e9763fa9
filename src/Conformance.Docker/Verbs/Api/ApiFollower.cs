using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// Appends a container's output to two files as it comes. A broken stream ends it quietly: what was missed is had from
/// <see cref="IDocker.Logs"/>. It dies with the process that asked for it.
/// </summary>
internal sealed class ApiFollower : IDockerFollower
{
    private readonly EngineCall<EngineStream<LogFrame>> _call;
    private EngineStream<LogFrame>? _stream;
    private bool _isStopped;

    public ApiFollower(IDockerEngine engine, IDisk disk, string container, string stdoutPath, string stderrPath)
    {
        _call = engine.Begin(new ReadLogs(container, Follow: true));
        Done = Follow(disk, stdoutPath, stderrPath);
    }

    public Task Done { get; }

    public Task Stop()
    {
        _isStopped = true;
        _call.Abort();
        _stream?.Close();
        return Task.CompletedTask;
    }

    private async Task Follow(IDisk disk, string stdoutPath, string stderrPath)
    {
        try
        {
            _stream = await _call.Reply;
            while (!_isStopped && await _stream.Next() is { } frame)
                await disk.Append(frame.IsOutput ? stdoutPath : stderrPath, frame.Payload);
        }
        catch (DockerException)
        {
            // The end of the stream, whichever way, is the end of following.
        }
    }
}
