using System.Text.Json.Serialization.Metadata;

namespace Conformance.Docker;

/// <summary>A good answer over HTTP: its head has come, its body perhaps not yet. Trouble is a <see cref="DockerException"/>.</summary>
/// <param name="status">HTTP status: 2xx or 304.</param>
/// <param name="header">First value of a header by name; null if missing.</param>
/// <param name="body">The body without chunk framing. A cut of a framed body is an <see cref="IOException"/>.</param>
/// <param name="connection">What <see cref="Close"/> ends.</param>
public sealed class EngineResponse(int status, Func<string, string?> header, Stream body, HttpExchange connection)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => header(name);

    /// <summary>The next bytes of the body as they come; 0 at its regular end.</summary>
    public async Task<int> ReadSome(Memory<byte> buffer)
    {
        try
        {
            return await body.ReadAsync(buffer, connection.Aborted);
        }
        catch (Exception exception) when (HttpFailure.IsOne(exception))
        {
            throw HttpFailure.Of(exception, connection.IsAborted);
        }
    }

    /// <summary>The whole body.</summary>
    public async Task<byte[]> ReadAll()
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var read = await ReadSome(buffer.AsMemory(length));
            if (read == 0)
                return buffer[..length];
            length += read;
            if (length == buffer.Length)
                Array.Resize(ref buffer, length * 2);
        }
    }

    /// <summary>The whole body as a value.</summary>
    public async Task<T> Json<T>(JsonTypeInfo<T> type) => EngineJson.Read(await ReadAll(), type);

    /// <summary>No content; 304 says that nothing was to do.</summary>
    public Task<Nothing> Nothing() => Task.FromResult(new Nothing(WasModified: Status != 304));

    /// <summary>A stream of JSON values, one a line; it owns the response.</summary>
    public EngineStream<T> Lines<T>(JsonTypeInfo<T> type)
        where T : class => new JsonLineStream<T>(this, type);

    /// <summary>Closes the connection. No error when it is closed.</summary>
    public void Close() => connection.Close();
}
