namespace Conformance.Simulation;

/// <summary>
/// The virtual clock as the base library takes it. Timers made with it belong to the process that is current then and go with it.
/// Spans given to <c>Task.Delay</c>, <c>WaitAsync</c> and <c>CancellationTokenSource</c> are cut to milliseconds by the base
/// library; use <see cref="World.Delay"/> where less matters. A <c>Task.Delay</c> with a token hands <c>WhenAny</c>, <c>WhenAll</c>
/// and <c>WaitAsync</c> to the thread pool once it is cancelled, so it is banned.
/// </summary>
internal sealed class WorldTime(World world) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => world.Now.ToDateTimeOffset();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => world.Now.Nanoseconds;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ProcessTimer(world, callback, state) { Owner = world.Current };
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ProcessTimer(World world, TimerCallback callback, object? state) : TimerNode, ITimer
    {
        private TimeSpan interval = Timeout.InfiniteTimeSpan;
        private bool isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (isDisposed)
                return false;
            interval = period;
            world.Cancel(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
                world.Schedule(this, world.Now + dueTime);
            return true;
        }

        public void Dispose()
        {
            isDisposed = true;
            world.Cancel(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal override void Fire()
        {
            if (interval > TimeSpan.Zero)
                world.Schedule(this, world.Now + interval);
            callback(state);
        }
    }
}
