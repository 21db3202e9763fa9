using Conformance.Gateway;

namespace Conformance.RealDaemon.Tests;

/// <summary>A harness that starts a private daemon, says where it is, and waits to be killed. Its only argument: a folder.</summary>
internal static class Program
{
    public static async Task Main(string[] arguments)
    {
        var daemon = await PrivateDaemon.Start(new PrivateDaemonOptions { Parent = arguments[0] });
        await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe("box", new())), "box:latest");
        Console.WriteLine(daemon.Folder.Path);
        await Task.Delay(Timeout.Infinite);
        GC.KeepAlive(daemon);
    }
}
