using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>top: what runs in a container, with pids of the host, in the columns that <c>ps</c> was asked for.</summary>
internal sealed class ContainerTop(EngineCore core)
{
    private static readonly string[] Full = ["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"];
    private static readonly string[] Aux = ["USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND"];

    /// <summary>200, 404, 409 when it does not run, 500 for arguments that <c>ps</c> does not take.</summary>
    public async Task<TopReply> List(ListProcesses operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        var record = container.Record;
        if (record.IsRestarting)
            throw EngineErrors.IsRestarting(container.Id);
        if (!record.IsRunning || container.Task is not { } task)
            throw EngineErrors.NotRunning(container.Id);
        var titles = Titles(operation.Arguments ?? "-ef");
        core.Events.Container("top", record);
        return new TopReply([.. task.Program.Inside.Select(inner => Row(task, inner, titles))], titles);
    }

    private static string[] Titles(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["-ef" or "-e" or "-f"] => Full,
        ["aux" or "-aux"] => Aux,
        ["-o" or "-eo", var columns] when Columns(columns) is { } titles => titles,
        _ => throw EngineErrors.Internal("ps: error: unsupported SysV option"),
    };

    /// <summary>Titles of columns as <c>-o</c> names them; null if one is not known. The daemon needs the pid among them.</summary>
    private static string[]? Columns(string names)
    {
        string?[] titles = [.. names.Split(',').Select(name => name switch
        {
            "pid" => "PID",
            "ppid" => "PPID",
            "user" => "USER",
            "uid" => "UID",
            "args" or "command" => "COMMAND",
            "cmd" => "CMD",
            "comm" => "COMMAND",
            "time" => "TIME",
            "tty" or "tt" => "TTY",
            "stat" => "STAT",
            _ => null,
        })];
        if (Array.Exists(titles, title => title is null))
            return null;
        return titles.Contains("PID") ? [.. titles.Select(title => title!)] : throw EngineErrors.Internal("Couldn't find PID field in ps output");
    }

    private string[] Row(ContainerTask task, InnerProcess inner, string[] titles) => [.. titles.Select(title => title switch
    {
        "UID" or "USER" => inner.User.Name ?? Number(inner.User.Uid),
        "PID" => Number(task.HostPid(inner.Pid)),
        "PPID" => Number(inner.Parent is { } parent ? task.HostPid(parent.Pid) : core.Host.Shim.Process.Pid),
        "C" => "0",
        "%CPU" or "%MEM" => "0.0",
        "VSZ" or "RSS" => Number(task.Cgroup.MemoryUsage / 1024),
        "STIME" or "START" => task.Process.StartTime.ToDateTimeOffset().ToString("HH:mm", CultureInfo.InvariantCulture),
        "TTY" => task.Record.Config.Tty ? "pts/0" : "?",
        "STAT" => task.Process.IsFrozen ? "D" : "Ss",
        "TIME" => titles == Aux ? "0:00" : "00:00:00",
        _ => inner.Command,
    })];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
