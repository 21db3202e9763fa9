using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Reads Dockerfiles: comments, lines that go on, instructions; the daemon's words for what is none.</summary>
internal static class Dockerfile
{
    private static readonly string[] Known =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER",
        "VOLUME", "WORKDIR",
    ];

    /// <summary>The instructions. Throws the daemon's 400.</summary>
    public static IReadOnlyList<DockerfileStep> Parse(string text)
    {
        List<DockerfileStep> steps = [];
        var open = new StringBuilder();
        var number = 0;
        var first = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.TrimEnd();
            if (words.TrimStart().StartsWith('#') || (words.Length == 0 && open.Length == 0))
                continue;
            if (open.Length == 0)
                first = number;
            var goesOn = words.EndsWith('\\');
            open.Append(goesOn ? words[..^1] : words);
            if (goesOn)
                continue;
            steps.Add(Step(open.ToString().Trim(), first));
            open.Clear();
        }

        if (open.Length > 0)
            steps.Add(Step(open.ToString().Trim(), first));
        if (steps.Count == 0)
            throw EngineErrors.Bad("failed to parse Dockerfile: file with no instructions");
        if (steps.FirstOrDefault(step => step.Word != "ARG") is not { Word: "FROM" })
            throw EngineErrors.Bad("no build stage in current context");
        return steps;
    }

    /// <summary>One instruction, such as that of a trigger.</summary>
    /// <param name="line">The whole of it.</param>
    /// <param name="number">Where it stands, for errors.</param>
    public static DockerfileStep Step(string line, int number)
    {
        var blank = line.IndexOfAny([' ', '\t']);
        var step = new DockerfileStep((blank < 0 ? line : line[..blank]).ToUpperInvariant(), blank < 0 ? "" : line[blank..].Trim()) { Text = line };
        if (Array.IndexOf(Known, step.Word) < 0)
            throw EngineErrors.Bad($"dockerfile parse error line {number.ToString(CultureInfo.InvariantCulture)}: unknown instruction: {step.Word}");
        DockerfileRules.Check(step, number);
        return step;
    }
}
