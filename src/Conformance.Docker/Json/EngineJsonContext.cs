using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Generated readers and writers of the models. Use it through <see cref="EngineJson.Wire"/>, which has the options.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(VersionReply))]
[JsonSerializable(typeof(CreateReply))]
[JsonSerializable(typeof(UpdateReply))]
[JsonSerializable(typeof(WaitReply))]
[JsonSerializable(typeof(PullProgress))]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(ResourceUpdate))]
[JsonSerializable(typeof(ContainerInspect))]
[JsonSerializable(typeof(IReadOnlyList<ContainerInspect>))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(ImageInspect))]
[JsonSerializable(typeof(IReadOnlyList<ImageInspect>))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>))]
[JsonSerializable(typeof(IReadOnlyList<ImageDeletion>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>>))]
[JsonSerializable(typeof(ExecSpec))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecCreateReply))]
[JsonSerializable(typeof(ExecInspect))]
[JsonSerializable(typeof(EventLine))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ListLine))]
public sealed partial class EngineJsonContext : JsonSerializerContext;
