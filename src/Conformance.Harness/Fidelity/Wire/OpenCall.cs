using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Harness.Fidelity;

/// <summary>A request on a connection of its own whose answer is read as it comes: a wait, a follower, an attached client.</summary>
internal sealed class OpenCall : IDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource stop = new();
    private readonly MemoryStream come = new();
    private readonly HttpMessageInvoker invoker;
    private readonly TaskCompletionSource head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? socket;
    private Dictionary<string, string> headers = [];
    private int status;
    private readonly Task reading;

    private OpenCall(DockerAddress address, HttpRequestMessage message, string? input)
    {
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) => new NetworkStream(socket = await EngineTransport.Connect(address, cancellation), ownsSocket: true),
            AllowAutoRedirect = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        });
        reading = Read(message, input);
    }

    /// <summary>Sends it.</summary>
    public static OpenCall Begin(DockerAddress address, HttpRequestMessage message, string? input) => new(address, message, input);

    /// <summary>Waits for the head of the answer.</summary>
    public Task Head() => Limited(head.Task);

    /// <summary>Waits until the text stands in the body.</summary>
    public async Task Until(string text)
    {
        using var limit = new CancellationTokenSource(Ample, TimeProvider.System);
        while (!reading.IsCompleted && !limit.IsCancellationRequested)
        {
            Task next;
            lock (come)
            {
                if (Encoding.UTF8.GetString(come.ToArray()).Contains(text, StringComparison.Ordinal))
                    return;
                next = more.Task;
            }

            await Task.WhenAny(next, reading, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token));
        }
    }

    /// <summary>The whole answer, or what came of it in ample time.</summary>
    public async Task<ApiAnswer> Join()
    {
        await Limited(reading);
        return Answer(reading.IsCompleted ? ApiAnswer.Ended : "still open");
    }

    /// <summary>Ends it from this side; the answer is what came.</summary>
    public async Task<ApiAnswer> Close()
    {
        await stop.CancelAsync();
        await reading;
        return Answer(ApiAnswer.Ended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        invoker.Dispose();
    }

    private ApiAnswer Answer(string ending)
    {
        lock (come)
            return new ApiAnswer(status, headers, come.ToArray(), ending);
    }

    private static async Task Limited(Task task)
    {
        using var limit = new CancellationTokenSource(Ample, TimeProvider.System);
        await Task.WhenAny(task, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token));
    }

    private async Task Read(HttpRequestMessage message, string? input)
    {
        try
        {
            using var answer = await invoker.SendAsync(message, stop.Token);
            (status, headers) = ((int)answer.StatusCode, ApiClient.HeadersOf(answer));
            head.TrySetResult();
            await using var body = await answer.Content.ReadAsStreamAsync(stop.Token);
            if (input is not null && answer.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(input), stop.Token);
                socket!.Shutdown(SocketShutdown.Send);
            }

            var buffer = new byte[8192];
            while (await body.ReadAsync(buffer, stop.Token) is var length and > 0)
                Add(buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The answer is what came before.
        }
        finally
        {
            head.TrySetResult();
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (come)
        {
            come.Write(bytes);
            more.TrySetResult();
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
