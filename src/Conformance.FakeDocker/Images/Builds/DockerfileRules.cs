using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>What the builder refuses of an instruction before any step is done, in its words.</summary>
internal static class DockerfileRules
{
    private static readonly string[] WithOne = ["MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR"];
    private static readonly string[] WithSome = ["ARG", "ENV", "EXPOSE", "LABEL", "ONBUILD", "SHELL", "VOLUME"];
    private static readonly string[] OfLists = ["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"];
    private static readonly string[] NoTriggers = ["FROM", "MAINTAINER"];

    /// <summary>Throws the daemon's 400.</summary>
    /// <param name="step">The instruction.</param>
    /// <param name="number">Its line.</param>
    public static void Check(DockerfileStep step, int number)
    {
        if (step.Word is "ENV" or "LABEL" && step.Rest.Length > 0 && !step.Rest.Contains('=') && !step.Rest.Contains(' '))
            throw EngineErrors.Bad($"failed to parse Dockerfile: {step.Word} must have two arguments");
        try
        {
            var (flags, rest) = InstructionFlags.Split(step.Rest);
            CheckCount(step.Word, rest);
            CheckRest(step.Word, flags, rest, step.Rest);
        }
        catch (FormatException fault)
        {
            throw EngineErrors.Bad(fault.Message == ImageChanges.MixedList
                ? "failed to parse Dockerfile: " + fault.Message
                : $"dockerfile parse error line {number.ToString(CultureInfo.InvariantCulture)}: {fault.Message}");
        }
    }

    private static void CheckCount(string word, string rest)
    {
        var list = Array.IndexOf(OfLists, word) >= 0 ? ImageChanges.JsonListOf(rest) : null;
        var count = list?.Count ?? rest.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        if (count == 0 && Array.IndexOf(WithOne, word) >= 0)
            throw new FormatException(word + " requires exactly one argument");
        if (count == 0 && Array.IndexOf(WithSome, word) >= 0)
            throw new FormatException(word + " requires at least one argument");
        if (count < 2 && word is ("ADD" or "COPY"))
            throw new FormatException(word + " requires at least two arguments, but only one was provided. Destination could not be determined");
        if (word == "FROM" && count is not (1 or 3))
            throw new FormatException("FROM requires either one or three arguments");
    }

    private static void CheckRest(string word, IReadOnlyList<string> flags, string rest, string whole)
    {
        if (word == "HEALTHCHECK")
            HealthInstruction.Read(whole);
        else
            InstructionFlags.Read(flags, Known(word));
        if (word == "SHELL" && ImageChanges.JsonListOf(rest) is null)
            throw new FormatException("SHELL requires the arguments to be in JSON form");
        if (word != "ONBUILD")
            return;
        var trigger = rest.Split(' ', '\t')[0].ToUpperInvariant();
        if (trigger == "ONBUILD")
            throw new FormatException("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        if (Array.IndexOf(NoTriggers, trigger) >= 0)
            throw new FormatException(trigger + " isn't allowed as an ONBUILD trigger");
    }

    private static string[] Known(string word) => word switch
    {
        "ADD" => ["chown"],
        "COPY" => ["chown", "from"],
        "FROM" => ["platform"],
        _ => [],
    };
}
