namespace Conformance.Gateway;

/// <summary>Spreads a number of bytes evenly over a time, however many connections they take.</summary>
internal sealed class Throttle(long bytes, TimeSpan duration)
{
    private readonly Lock gate = new();
    private long nextTicks;

    /// <summary>Waits until that many more bytes may leave.</summary>
    public Task Take(int count)
    {
        if (duration <= TimeSpan.Zero || bytes <= 0)
            return Task.CompletedTask;
        lock (gate)
        {
            var now = TimeProvider.System.GetUtcNow().UtcTicks;
            nextTicks = Math.Max(now, nextTicks) + (long)(duration.Ticks * ((double)count / bytes));
            return Task.Delay(TimeSpan.FromTicks(nextTicks - now));
        }
    }
}
