using System.Text;

namespace Conformance.FakeDocker;

/// <summary>
/// The shell of the simulated containers: busybox ash, as far as scripts of scenarios go. Commands are coroutines; nothing is
/// thrown to leave a construct, each returns and looks at <see cref="Flow"/>. What it cannot run says so in a message that
/// begins with <c>conformance: </c> and in the history.
/// </summary>
internal sealed partial class Shell
{
    private readonly ShellExpander expander;
    private readonly Dictionary<string, FunctionDefinition> functions;
    private string options = "";
    private int flowCount;
    private bool isInPlainBuiltin;

    /// <summary>A shell in a process that was made for it.</summary>
    public Shell(ContainerKernel kernel, InnerProcess process, string name, IReadOnlyList<string> arguments, ProgramStart start)
    {
        Kernel = kernel;
        Process = process;
        Name = name;
        Arguments = arguments;
        WorkingFolder = start.WorkingFolder;
        MainPid = process.Pid;
        Variables = new ShellVariables(start.Environment);
        functions = new Dictionary<string, FunctionDefinition>(StringComparer.Ordinal);
        expander = new ShellExpander(this);
        isOutermost = true;
        ignoredForGood = process.Ignored;
        process.Handler = Catch;
        Variables.Set("PWD", WorkingFolder, export: true);
        Variables.Set("PPID", (process.Parent?.Pid ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var level = int.TryParse(Variables["SHLVL"], System.Globalization.CultureInfo.InvariantCulture, out var above) ? above + 1 : 1;
        Variables.Set("SHLVL", level.ToString(System.Globalization.CultureInfo.InvariantCulture), export: true);
        if (Variables["PATH"] is null)
            Variables.Set("PATH", "/sbin:/usr/sbin:/bin:/usr/bin");
    }

    private Shell(Shell parent, InnerProcess process)
    {
        Kernel = parent.Kernel;
        Process = process;
        Name = parent.Name;
        Arguments = parent.Arguments;
        WorkingFolder = parent.WorkingFolder;
        MainPid = parent.MainPid;
        Variables = parent.Variables.Copy();
        functions = new Dictionary<string, FunctionDefinition>(parent.functions, StringComparer.Ordinal);
        options = parent.options;
        ignoredForGood = parent.ignoredForGood;
        loopDepth = parent.loopDepth;
        foreach (var (signal, commands) in parent.traps.Where(static trap => trap.Value.Length == 0))
            traps[signal] = commands;
        LastStatus = parent.LastStatus;
        LastBackground = parent.LastBackground;
        CommandName = parent.CommandName;
        Line = parent.Line;
        functionDepth = parent.functionDepth;
        expander = new ShellExpander(this);
        process.Handler = Catch;
    }

    /// <summary>The container's system.</summary>
    public ContainerKernel Kernel { get; }

    /// <summary>The process it runs in.</summary>
    public InnerProcess Process { get; }

    /// <summary><c>$0</c>.</summary>
    public string Name { get; private set; }

    /// <summary><c>$1</c> and on.</summary>
    public IReadOnlyList<string> Arguments { get; set; }

    /// <summary>Variables.</summary>
    public ShellVariables Variables { get; }

    /// <summary>Absolute.</summary>
    public string WorkingFolder { get; set; }

    /// <summary><c>$?</c>.</summary>
    public int LastStatus { get; set; }

    /// <summary><c>$!</c>; 0 for none.</summary>
    public int LastBackground { get; private set; }

    /// <summary><c>$$</c>: of the outermost shell.</summary>
    public int MainPid { get; }

    /// <summary>Letters of the options that are on.</summary>
    public string OptionLetters => options;

    /// <summary>Which construct is being left.</summary>
    public ShellFlow Flow { get; private set; }

    /// <summary>Whether the shell itself ends, by exit, error or signal.</summary>
    public bool IsLeaving => Flow == ShellFlow.Exit || Process.DiesOf != 0;

    /// <summary>Builtin or script that errors name; null for none.</summary>
    public string? CommandName { get; set; }

    /// <summary>Line that errors name.</summary>
    public int Line { get; set; }

    /// <summary>Whether an option such as <c>-e</c> is on.</summary>
    public bool HasOption(char letter) => options.Contains(letter);

    /// <summary>Turns an option on or off.</summary>
    public void SetOption(char letter, bool on)
    {
        if (on != HasOption(letter))
            options = on ? options + letter : options.Replace(letter.ToString(), "", StringComparison.Ordinal);
    }

    /// <summary>Leaves the shell with a status.</summary>
    public int Leave(int status)
    {
        Flow = ShellFlow.Exit;
        LastStatus = status & 255;
        return LastStatus;
    }

    /// <summary>Leaves loops or a function.</summary>
    public void Leave(ShellFlow flow, int count)
    {
        Flow = flow;
        flowCount = count;
    }

    /// <summary>
    /// An error: message, status 2. It ends a shell at which no person sits, of another the present line; in a builtin that is not special
    /// it ends that only.
    /// </summary>
    public async Task Fail(string message)
    {
        await Complain(message);
        if (!isInPlainBuiltin)
            GiveUp();
    }

    /// <summary>From now on messages are those of a builtin; <c>command</c> tells nothing under its own name.</summary>
    public void SpeakAs(string builtin)
    {
        if (builtin != "command")
            CommandName = builtin;
    }

    /// <summary>A message on standard error, with the shell's name before it.</summary>
    public Task Complain(string message)
    {
        var place = CommandName is null || IsInteractive ? "" : (CommandName == Name ? "" : CommandName + ": ") + $"line {Line}: ";
        return Print(2, $"{Name}: {place}{message}\n");
    }

    /// <summary>Writes text to a descriptor; nothing happens when it is closed.</summary>
    public Task<bool> Print(int descriptor, string text) =>
        Process[descriptor] is { } file ? file.Write(Process, Encoding.UTF8.GetBytes(text)) : Task.FromResult(true);

    /// <summary>A construct or word that a real shell has and this one has not: says so twice and ends the shell with 2.</summary>
    public async Task<int> RefuseUnsupported(string message)
    {
        Kernel.Unsupported(message);
        await Print(2, message + "\n");
        return GiveUp();
    }

    private int GiveUp()
    {
        if (!IsInteractive)
            return Leave(2);
        Flow = ShellFlow.Line;
        LastStatus = 2;
        return LastStatus;
    }

    /// <summary>
    /// Runs a text line by line. With <paramref name="isWhole"/> the text is all that this process will do, so its last
    /// command may take the process over, as an exec does.
    /// </summary>
    /// <param name="text">Commands.</param>
    /// <param name="isWhole">Nothing follows.</param>
    /// <param name="firstLine">Number of the first line: 0 for -c and eval, 1 for files.</param>
    public async Task<int> RunText(string text, bool isWhole, int firstLine)
    {
        var parser = new ShellParser(new ShellLexer(text, firstLine));
        var status = 0;
        while (Flow == ShellFlow.None && !IsLeaving)
        {
            ShellNode? line;
            try
            {
                line = parser.ParseLine();
            }
            catch (ShellSyntaxException exception)
            {
                Line = parser.Line;
                if (exception.IsUnsupported)
                    return await RefuseUnsupported(exception.Message);
                await Fail(exception.Message);
                return 2;
            }

            if (line is null)
                break;
            status = await Run(line, isWhole && parser.IsAtEnd ? RunMode.Last : RunMode.None);
        }

        return status;
    }

    /// <summary>Runs a text as the whole life of this shell, its EXIT trap included. Returns the exit code.</summary>
    public async Task<int> RunToEnd(string text, int firstLine)
    {
        LastStatus = 0;
        await RunText(text, isWhole: true, firstLine);
        return await RunExitTrap();
    }
}

/// <summary>What a shell is on its way out of.</summary>
internal enum ShellFlow
{
    None,
    Break,
    Continue,
    Return,

    /// <summary>All that was typed in one line.</summary>
    Line,
    Exit,
}

/// <summary>How a command is run.</summary>
[Flags]
internal enum RunMode
{
    None = 0,

    /// <summary>Its status is looked at, so <c>set -e</c> does not apply.</summary>
    Tested = 1,

    /// <summary>Nothing follows in this process: a program may take it over.</summary>
    Last = 2,
}
