using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>What a run on the wall's clock gives to its stage.</summary>
/// <param name="Machine">The harness's machine.</param>
/// <param name="History">Gets what happens to containers.</param>
/// <param name="Folder">The run's own folder.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="TimeScale">By how much the durations of the scenario are divided.</param>
/// <param name="Names">Learns the names of images.</param>
internal sealed record WallGround(IMachine Machine, History History, string Folder, ulong Seed, double TimeScale, EdgeResolver Names);
