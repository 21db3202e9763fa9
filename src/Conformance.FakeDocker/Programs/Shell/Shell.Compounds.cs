namespace Conformance.FakeDocker;

/// <summary>Lists, conditions, loops, cases, functions.</summary>
internal sealed partial class Shell
{
    private int loopDepth;
    private int functionDepth;
    private List<(string Name, ShellVariables.Variable Saved)>? locals;

    /// <summary>Whether a loop encloses the present command.</summary>
    public int LoopDepth => loopDepth;

    /// <summary>Whether a function is running.</summary>
    public bool IsInFunction => functionDepth > 0;

    /// <summary>Runs one command. The result is also <see cref="LastStatus"/>.</summary>
    public async Task<int> Run(ShellNode node, RunMode mode)
    {
        int status;
        switch (node)
        {
            case SimpleCommand simple:
                status = await RunSimple(simple, mode);
                break;
            case CommandList list:
                status = await RunList(list, mode);
                break;
            case AndOr pair:
                status = await Run(pair.Left, RunMode.Tested);
                if (Flow == ShellFlow.None && !IsLeaving && status == 0 == pair.IsAnd)
                    status = await Run(pair.Right, mode);
                break;
            case Negation negation:
                status = await Run(negation.Body, RunMode.Tested);
                if (Flow == ShellFlow.None)
                    status = status == 0 ? 1 : 0;
                break;
            case Conditional conditional:
                status = await RunConditional(conditional, mode);
                break;
            case Loop loop:
                status = await RunLoop(loop, mode & RunMode.Tested);
                break;
            case ForLoop loop:
                status = await RunFor(loop, mode & RunMode.Tested);
                break;
            case CaseCommand choice:
                status = await RunCase(choice, mode);
                break;
            case FunctionDefinition definition:
                functions[definition.Name] = definition;
                status = 0;
                break;
            case Redirected redirected:
                status = await RunRedirected(redirected, mode);
                break;
            case Subshell subshell:
                status = await RunSubshell(subshell, mode);
                break;
            case Background background:
                status = RunBackground(background);
                break;
            default:
                status = await RunPipeline((Pipeline)node, mode);
                break;
        }

        if (Flow != ShellFlow.Exit)
            LastStatus = status;
        if (!await Kernel.Step(Process))
            return status;
        if (pendingSignals != 0 && Flow != ShellFlow.Exit)
            await RunTraps();
        if (status != 0 && Flow == ShellFlow.None && (mode & RunMode.Tested) == 0 && HasOption('e') && node is (SimpleCommand or Subshell or Pipeline))
            Leave(status);
        return Flow == ShellFlow.Exit ? LastStatus : status;
    }

    /// <summary>Remembers the state of a variable until the running function ends.</summary>
    public void MakeLocal(string name) => locals!.Add((name, Variables.Save(name)));

    private bool IsInterrupted => Flow != ShellFlow.None || Process.DiesOf != 0;

    private async Task<int> RunList(CommandList list, RunMode mode)
    {
        var status = 0;
        for (var index = 0; index < list.Items.Count; index++)
        {
            status = await Run(list.Items[index], index == list.Items.Count - 1 ? mode : mode & RunMode.Tested);
            if (IsInterrupted)
                break;
        }

        return status;
    }

    private async Task<int> RunConditional(Conditional node, RunMode mode)
    {
        var condition = await Run(node.Condition, RunMode.Tested);
        if (IsInterrupted)
            return condition;
        if (condition == 0)
            return await Run(node.Then, mode);
        return node.Otherwise is null ? 0 : await Run(node.Otherwise, mode);
    }

    private async Task<int> RunLoop(Loop node, RunMode mode)
    {
        var status = 0;
        loopDepth++;
        while (true)
        {
            var condition = await Run(node.Condition, RunMode.Tested);
            if (Flow == ShellFlow.None && !IsLeaving && condition == 0 == node.IsUntil)
                break;
            if (!IsInterrupted)
                status = await Run(node.Body, mode);
            if (IsInterrupted && !GoesOn())
                break;
        }

        loopDepth--;
        return Flow == ShellFlow.Return ? LastStatus : status;
    }

    private async Task<int> RunFor(ForLoop node, RunMode mode)
    {
        var words = node.Words is null ? Arguments : await expander.Fields(node.Words);
        var status = 0;
        loopDepth++;
        foreach (var word in words)
        {
            if (IsInterrupted)
                break;
            if (!Variables.Set(node.Variable, word))
            {
                await Fail($"{node.Variable}: is read only");
                break;
            }

            status = await Run(node.Body, mode);
            if (IsInterrupted && !GoesOn())
                break;
        }

        loopDepth--;
        return Flow == ShellFlow.Return ? LastStatus : status;
    }

    /// <summary>After something left the body of a loop: true when this loop goes on with its next round.</summary>
    private bool GoesOn()
    {
        if (Flow is not (ShellFlow.Break or ShellFlow.Continue))
            return false;
        if (--flowCount > 0)
            return false;
        var goesOn = Flow == ShellFlow.Continue;
        Flow = ShellFlow.None;
        return goesOn && Process.DiesOf == 0;
    }

    private async Task<int> RunCase(CaseCommand node, RunMode mode)
    {
        var subject = await expander.Text(node.Subject);
        foreach (var item in node.Items)
        {
            foreach (var pattern in item.Patterns)
            {
                if (IsLeaving)
                    return LastStatus;
                if (ShellPattern.Matches(await expander.Pattern(pattern), subject))
                    return item.Body is null ? 0 : await Run(item.Body, mode);
            }
        }

        return 0;
    }

    private async Task<int> CallFunction(FunctionDefinition function, IReadOnlyList<string> arguments, RunMode mode)
    {
        var (savedArguments, savedLocals, savedLoops) = (Arguments, locals, loopDepth);
        Arguments = arguments;
        locals = [];
        loopDepth = 0;
        functionDepth++;
        var status = await Run(function.Body, mode & RunMode.Tested);
        functionDepth--;
        if (Flow == ShellFlow.Return)
        {
            Flow = ShellFlow.None;
            status = LastStatus;
        }

        for (var index = locals.Count - 1; index >= 0; index--)
            Variables.Restore(locals[index].Name, locals[index].Saved);
        (Arguments, locals, loopDepth) = (savedArguments, savedLocals, savedLoops);
        return status;
    }
}
