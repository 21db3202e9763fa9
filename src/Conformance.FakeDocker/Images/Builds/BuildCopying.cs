using System.Text;

namespace Conformance.FakeDocker;

/// <summary>COPY and ADD: what is copied where, and what the step is known by, which is made of the content.</summary>
internal static class BuildCopying
{
    /// <summary>Sources and target of an instruction. Throws <see cref="BuildFailure"/>.</summary>
    public static (IReadOnlyList<BuildSource> Sources, string Target) Plan(string word, IReadOnlyList<string> words, BuildContext context)
    {
        List<BuildSource> sources = [];
        foreach (var pattern in words.SkipLast(1))
        {
            if (word == "ADD" && (pattern.Contains("://", StringComparison.Ordinal) || pattern.EndsWith(".tar", StringComparison.Ordinal) || pattern.EndsWith(".gz", StringComparison.Ordinal)))
                throw new BuildFailure($"the fake daemon does not ADD URLs and archives: {pattern}");
            var found = context.Match(pattern);
            if (found.Count == 0)
                throw new BuildFailure($"{word} failed: file not found in build context or excluded by .dockerignore: stat {pattern.TrimStart('/')}: file does not exist");
            sources.AddRange(found);
        }

        if (sources.Count > 1 && !words[^1].EndsWith('/'))
            throw new BuildFailure($"When using {word} with more than one source file, the destination must be a directory and end with a /");
        return (sources, words[^1]);
    }

    /// <summary>The command that history shows, behind the words of the shell.</summary>
    public static string Words(string shell, string word, IReadOnlyList<BuildSource> sources, string target)
    {
        var all = new StringBuilder();
        foreach (var (path, file) in sources.SelectMany(source => source.Files))
            all.Append(path).Append('\n').Append(ImageConfiguration.Digest(file.Content.Span)).Append('\n');
        var kind = sources.Count > 1 ? "multi" : sources[0].IsFolder ? "dir" : "file";
        return $"{shell}{word} {kind}:{Hex.Of(all.ToString())} in {target} ";
    }

    /// <summary>Copies.</summary>
    public static async Task Apply(ContainerFiles files, IReadOnlyList<BuildSource> sources, string target, string folder)
    {
        var place = ContainerPath.Resolve(folder.Length > 0 ? folder : "/", target);
        var isFolder = target.EndsWith('/') || target == "." || await files.Look(place) is { IsFolder: true };
        foreach (var source in sources)
        {
            foreach (var (below, file) in source.Files)
            {
                var path = source.IsFolder ? ContainerPath.Resolve(place, below) : isFolder ? ContainerPath.Resolve(place, ContainerPath.Name(source.Path)) : place;
                if (file.IsFolder)
                    files.AddFolder(path);
                else
                    files.Add(path, file.Content, file.IsExecutable);
            }
        }
    }
}
