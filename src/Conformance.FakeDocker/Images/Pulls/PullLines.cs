using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The lines of a pull, as the daemon words them.</summary>
internal static class PullLines
{
    private const int BarWidth = 50;
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];
    private static readonly ProgressDetail NoDetail = new();

    public static PullProgress First(ImageReference reference, string tag) => new() { Status = "Pulling from " + PathOf(reference), Id = tag };

    public static PullProgress Words(string words) => new() { Status = words };

    public static PullProgress Layer(string layer, string words) => new() { Status = words, ProgressDetail = NoDetail, Id = layer };

    public static PullProgress Progress(RegistryLayer layer, string words, long current) => new()
    {
        Status = words,
        ProgressDetail = new ProgressDetail(current, layer.Size),
        Progress = Bar(current, layer.Size),
        Id = layer.Id,
    };

    public static PullProgress Retrying(string layer, int seconds) => Layer(
        layer, $"Retrying in {seconds.ToString(CultureInfo.InvariantCulture)} second{(seconds == 1 ? "" : "s")}");

    public static PullProgress Failed(string message) => new() { Error = message, ErrorDetail = new ErrorDetail(message) };

    private static string PathOf(ImageReference reference) =>
        reference.Registry == ImageReference.DefaultRegistry && !reference.Path.Contains('/') ? "library/" + reference.Path : reference.Path;

    private static string Bar(long current, long total)
    {
        var done = total <= 0 ? BarWidth : (int)Math.Min(BarWidth, current * 100 / total / 2);
        return "[" + new string('=', done) + ">" + new string(' ', BarWidth - done) + "] " + Size(current).PadLeft(8) + "/" + Size(total);
    }

    private static string Size(double bytes)
    {
        var unit = 0;
        while (bytes >= 1000 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        var digits = bytes >= 100 ? "0.#" : bytes >= 10 ? "0.##" : "0.###";
        return bytes.ToString(digits, CultureInfo.InvariantCulture) + Units[unit];
    }
}
