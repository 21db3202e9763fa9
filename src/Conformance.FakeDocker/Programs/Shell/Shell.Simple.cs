using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Simple commands: assignments, functions, builtins, programs.</summary>
internal sealed partial class Shell
{
    private async Task<int> RunSimple(SimpleCommand node, RunMode mode)
    {
        if (CommandName is not null || node.Line > 0)
            Line = node.Line;
        substitutionStatus = 0;
        var words = await expander.Fields(node.Words);
        if (IsLeaving)
            return LastStatus;
        if (words.Count == 0)
            return await RunAssignments(node);
        if (HasOption('x'))
            await Print(2, "+ " + string.Join(' ', words.Select(ShellQuoting.Quote)) + "\n");
        var builtin = ShellBuiltins.Find(words[0]);
        if (builtin is { IsSpecial: true })
            return await RunBuiltin(node, builtin, words);
        if (functions.TryGetValue(words[0], out var function))
            return await RunFunction(node, function, words, mode);
        return builtin is not null ? await RunBuiltin(node, builtin, words) : await RunProgram(node, words, mode);
    }

    private async Task<int> RunAssignments(SimpleCommand node)
    {
        var saved = new List<(int Descriptor, OpenFile? File)>();
        var isConnected = await Redirect(Process, node.Redirections, saved);
        Restore(saved);
        if (IsLeaving)
            return LastStatus;
        if (!isConnected)
            return 1;
        await Assign(node.Assignments, null);
        return IsLeaving ? LastStatus : substitutionStatus;
    }

    /// <summary>Sets variables; the former states go to <paramref name="saved"/>.</summary>
    private async Task Assign(IReadOnlyList<Assignment> assignments, List<(string Name, ShellVariables.Variable Saved)>? saved)
    {
        foreach (var assignment in assignments)
        {
            var value = await expander.Text(assignment.Value);
            if (IsLeaving)
                return;
            saved?.Add((assignment.Name, Variables.Save(assignment.Name)));
            if (HasOption('x'))
                await Print(2, $"+ {assignment.Name}={ShellQuoting.Quote(value)}\n");
            if (!Variables.Set(assignment.Name, value, export: saved is not null))
            {
                await Fail($"{assignment.Name}: is read only");
                return;
            }
        }
    }

    private void Unassign(List<(string Name, ShellVariables.Variable Saved)> saved)
    {
        for (var index = saved.Count - 1; index >= 0; index--)
            Variables.Restore(saved[index].Name, saved[index].Saved);
    }

    private async Task<int> RunBuiltin(SimpleCommand node, ShellBuiltin builtin, List<string> words)
    {
        var connections = node.Redirections.Count == 0 ? null : new List<(int Descriptor, OpenFile? File)>();
        if (connections is not null && !await Redirect(Process, node.Redirections, connections))
        {
            Restore(connections);
            return builtin.IsSpecial ? Leave(IsLeaving ? LastStatus : 1) : 1;
        }

        var saved = builtin.IsSpecial || node.Assignments.Count == 0 ? null : new List<(string, ShellVariables.Variable)>();
        await Assign(node.Assignments, saved);
        var status = LastStatus;
        if (!IsLeaving)
        {
            var (name, line) = (CommandName, Line);
            SpeakAs(words[0]);
            isInPlainBuiltin = !builtin.IsSpecial;
            status = await builtin.Body(this, words);
            isInPlainBuiltin = false;
            // An error in a special builtin that ends the shell keeps its name for the rest, which is nothing.
            (CommandName, Line) = (name, line);
        }

        if (saved is not null)
            Unassign(saved);
        if (connections is not null && !(words[0] == "exec" && !IsLeaving))
            Restore(connections);
        return status;
    }

    private async Task<int> RunFunction(SimpleCommand node, FunctionDefinition function, List<string> words, RunMode mode)
    {
        var connections = new List<(int Descriptor, OpenFile? File)>();
        if (!await Redirect(Process, node.Redirections, connections))
        {
            Restore(connections);
            return 1;
        }

        var saved = new List<(string, ShellVariables.Variable)>();
        await Assign(node.Assignments, saved);
        var status = IsLeaving ? LastStatus : await CallFunction(function, words.GetRange(1, words.Count - 1), mode);
        Unassign(saved);
        Restore(connections);
        return status;
    }

    private async Task<int> RunProgram(SimpleCommand node, List<string> words, RunMode mode)
    {
        var environment = Variables.Environment();
        if (node.Assignments.Count > 0)
        {
            var saved = new List<(string, ShellVariables.Variable)>();
            await Assign(node.Assignments, saved);
            environment = Variables.Environment();
            Unassign(saved);
            if (IsLeaving)
                return LastStatus;
        }

        var start = new ProgramStart(words, environment, WorkingFolder);
        if ((mode & RunMode.Last) != 0 && !mayHaveTraps)
        {
            if (!await Redirect(Process, node.Redirections, null))
                return 1;
            return await Execute(Process, start);
        }

        var child = NewChild(words[0]);
        return await Await(child, RunInChild(child, start, node.Redirections));
    }

    private async Task RunInChild(InnerProcess child, ProgramStart start, IReadOnlyList<Redirection> redirections)
    {
        var isConnected = redirections.Count == 0 || await Redirect(child, redirections, null);
        child.End(isConnected ? await Execute(child, start) : 1);
    }

    /// <summary>Runs a program in a process, or says why not with the status 127 or 126.</summary>
    public async Task<int> Execute(InnerProcess process, ProgramStart start)
    {
        var program = start.Arguments[0];
        if (Kernel.Host is { } host && host.Has(program))
            return await host.Run(process, start);
        var failure = await ProgramRunner.Find(Kernel, start, Variables["PATH"] ?? "") switch
        {
            { Path: { } path } => await ProgramRunner.Run(Kernel, process, path, start),
            { Exists: true } => ProgramRunner.CannotExecute,
            _ => ProgramRunner.NotFound,
        };
        switch (failure)
        {
            case ProgramRunner.CannotExecute:
                await ComplainTo(process, $"{program}: Permission denied");
                return 126;
            case ProgramRunner.NotFound:
                if (ContainerWords.IsMissing(program))
                    Kernel.Unsupported($"conformance: the simulated images do not have the program '{program}'");
                await ComplainTo(process, $"{program}: not found");
                return 127;
            default:
                return failure;
        }
    }

    private async Task ComplainTo(InnerProcess process, string message)
    {
        var place = CommandName is null ? "" : (CommandName == Name ? "" : CommandName + ": ") + $"line {Line}: ";
        if (process[2] is { } file)
            await file.Write(process, Encoding.UTF8.GetBytes($"{Name}: {place}{message}\n"));
    }
}
