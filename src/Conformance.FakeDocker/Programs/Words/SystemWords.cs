using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Words that tell of the system: hostname, id, whoami, pwd, uname, nproc, ps.</summary>
internal static class SystemWords
{
    /// <summary><c>hostname</c>.</summary>
    public static Task<int> HostName(WordRun run) => Say(run, run.Kernel.HostName);

    /// <summary><c>id [-u | -g | -G | -un | -gn]</c>.</summary>
    public static Task<int> Id(WordRun run)
    {
        var user = run.Process.User;
        var group = Named(user.Gid, user.Group);
        return Say(run, run.Arguments switch
        {
            [] => $"uid={Named(user.Uid, user.Name)} gid={group} groups={group}",
            ["-u"] => Number(user.Uid),
            ["-g" or "-G"] => Number(user.Gid),
            ["-gn" or "-ng"] => user.Group ?? Number(user.Gid),
            _ => user.Name ?? Number(user.Uid),
        });
    }

    /// <summary><c>whoami</c>.</summary>
    public static Task<int> WhoAmI(WordRun run) =>
        run.Process.User is { Name: { } name } ? Say(run, name) : run.Fail($"unknown uid {Number(run.Process.User.Uid)}");

    /// <summary><c>pwd</c>.</summary>
    public static Task<int> PrintFolder(WordRun run) => Say(run, run.Start.WorkingFolder);

    /// <summary><c>uname [-snrma]</c>.</summary>
    public static Task<int> SystemName(WordRun run)
    {
        var letters = string.Concat(run.Arguments.Select(word => word.TrimStart('-')));
        var words = new List<string>();
        if (letters.Length == 0 || letters.AsSpan().ContainsAny("sa"))
            words.Add("Linux");
        if (letters.AsSpan().ContainsAny("na"))
            words.Add(run.Kernel.HostName);
        if (letters.AsSpan().ContainsAny("ra"))
            words.Add("3.16.0");
        if (letters.AsSpan().ContainsAny("va"))
            words.Add("#1 SMP");
        if (letters.AsSpan().ContainsAny("ma"))
            words.Add("x86_64");
        if (letters.AsSpan().ContainsAny("oa"))
            words.Add("GNU/Linux");
        return Say(run, string.Join(' ', words));
    }

    /// <summary><c>nproc</c>.</summary>
    public static Task<int> Processors(WordRun run) => Say(run, "2");

    /// <summary><c>ps</c>: what runs in the container.</summary>
    public static async Task<int> Processes(WordRun run)
    {
        var text = new StringBuilder("PID   USER     TIME  COMMAND\n");
        foreach (var process in run.Kernel.Processes)
            text.Append($"{process.Pid,5} {process.User.Name ?? Number(process.User.Uid),-8}  0:00 {process.Command}\n");
        await run.Out(text.ToString());
        return 0;
    }

    private static string Named(int number, string? name) => Number(number) + (name is null ? "" : $"({name})");

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> Say(WordRun run, string line)
    {
        await run.Out(line + "\n");
        return 0;
    }
}
