namespace Conformance.Faults;

/// <summary>What was last answered to each question, for answers that are stale. Serves several threads.</summary>
/// <typeparam name="T">Of the answers: records, or bytes.</typeparam>
public sealed class LastReplies<T>
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Operation, string About), T> replies = [];

    /// <summary>Whether answers to this operation can be stale at all.</summary>
    public static bool Minds(string operation) => operation is "container.inspect" or "container.list";

    /// <summary>Keeps an answer.</summary>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="about">What was asked about; null for nothing in particular.</param>
    /// <param name="reply">The answer.</param>
    public void Keep(string operation, string? about, T reply)
    {
        lock (gate)
            replies[(operation, about ?? "")] = reply;
    }

    /// <summary>The last answer; null if there was none.</summary>
    public T? Find(string operation, string? about)
    {
        lock (gate)
            return replies.GetValueOrDefault((operation, about ?? ""));
    }
}
