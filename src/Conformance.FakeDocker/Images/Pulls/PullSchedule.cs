namespace Conformance.FakeDocker;

/// <summary>
/// How long each layer takes, such that a pull of all of them takes the image's time: nine tenths of it for downloads, three at a
/// time, and one tenth for extraction, in order.
/// </summary>
internal sealed class PullSchedule
{
    private const int Parallel = 3;
    private const double DownloadShare = 0.9;
    private readonly double secondsPerByte;
    private readonly double extractSecondsPerByte;

    public PullSchedule(RegistryImage image)
    {
        var layers = image.Layers!;
        var bytes = Math.Max(1, layers.Sum(layer => layer.Size));
        Total = image.PullTime ?? TimeSpan.FromSeconds((double)bytes / RegistryImage.DefaultBytesPerSecond);
        secondsPerByte = Total.TotalSeconds * DownloadShare / Math.Max(1, Makespan(layers));
        extractSecondsPerByte = Total.TotalSeconds * (1 - DownloadShare) / bytes;
    }

    /// <summary>The whole pull.</summary>
    public TimeSpan Total { get; }

    public TimeSpan Download(RegistryLayer layer) => TimeSpan.FromSeconds(layer.Size * secondsPerByte);

    public TimeSpan Extract(RegistryLayer layer) => TimeSpan.FromSeconds(layer.Size * extractSecondsPerByte);

    /// <summary>Bytes on the busiest of three roads when each layer takes the first free one.</summary>
    private static long Makespan(IReadOnlyList<RegistryLayer> layers)
    {
        Span<long> roads = stackalloc long[Parallel];
        foreach (var layer in layers)
        {
            var free = 0;
            for (var road = 1; road < Parallel; road++)
                free = roads[road] < roads[free] ? road : free;
            roads[free] += layer.Size;
        }

        return Math.Max(roads[0], Math.Max(roads[1], roads[2]));
    }
}
