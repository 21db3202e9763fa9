using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// A pull over the API. Its status is 200 as soon as it begins, so that only its lines tell how it ended: an <c>error</c> line
/// is a failure, and so is an end without the line <c>Status: ...</c>, which stands last in every pull that succeeded.
/// </summary>
internal sealed class ApiPull : IDockerPull
{
    private const string Completed = "Status: ";
    private readonly IDockerEngine _engine;
    private readonly IMachine _machine;
    private readonly ImageReference _reference;
    private readonly TimeSpan _inactivity;
    private EngineCall<EngineStream<PullProgress>>? _call;
    private EngineStream<PullProgress>? _stream;
    private bool _isCancelled;

    public ApiPull(IDockerEngine engine, IMachine machine, ImageReference reference, string? home, TimeSpan inactivity)
    {
        (_engine, _machine, _reference, _inactivity) = (engine, machine, reference, inactivity);
        Done = Perform(home);
    }

    public Task Done { get; }

    public Task Cancel()
    {
        _isCancelled = true;
        Close();
        return Task.CompletedTask;
    }

    private async Task Perform(string? home)
    {
        var auth = home is null ? null : await new RegistryCredentials(_machine.Disk, home).Find(_reference.Registry);
        try
        {
            if (_isCancelled)
                throw Cancelled();
            _call = _engine.Begin(new PullImage(_reference.Repository, _reference.Version, auth));
            _stream = await Lively(_call.Reply);
            await ReadLines(_stream);
        }
        catch (DockerException) when (_isCancelled)
        {
            throw Cancelled();
        }
    }

    private async Task ReadLines(EngineStream<PullProgress> stream)
    {
        var isComplete = false;
        while (await Lively(stream.Next()) is { } line)
        {
            if ((line.ErrorDetail?.Message ?? line.Error) is { } error)
            {
                Close();
                throw new DockerException(DockerFailure.Answered, error);
            }

            isComplete |= line.Status?.StartsWith(Completed, StringComparison.Ordinal) == true;
        }

        if (!isComplete)
            throw DockerException.Broken($"the pull of {_reference} ended before the image was there");
    }

    private async Task<T> Lively<T>(Task<T> task)
    {
        try
        {
            return await task.WaitAsync(_inactivity, _machine.Time);
        }
        catch (TimeoutException)
        {
            Close();
            throw DockerException.PullIsStuck(_reference.ToString(), _inactivity);
        }
    }

    private void Close()
    {
        _call?.Abort();
        _stream?.Close();
    }

    private DockerException Cancelled() => DockerException.Broken($"the pull of {_reference} was cancelled");
}
