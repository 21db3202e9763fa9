namespace Conformance.FakeDocker;

/// <summary>A file or folder of an image, beside its programs and the usual folders.</summary>
/// <param name="Content">Bytes; empty for a folder.</param>
/// <param name="IsFolder">A folder.</param>
/// <param name="IsExecutable">May be run; it is a text for <c>sh</c>.</param>
/// <param name="Mode">Its rights where they are none of the usual ones.</param>
public sealed record ImageFile(ReadOnlyMemory<byte> Content, bool IsFolder = false, bool IsExecutable = false, UnixFileMode? Mode = null);
