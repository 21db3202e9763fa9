using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Mesos;

public class ResourceArithmeticTests
{
    [Test]
    public void Cpus_and_memory_are_summed_over_all_roles_and_memory_is_cut_to_whole_megabytes()
    {
        Resource[] resources = [Scalar("cpus", 0.5), Scalar("mem", 40.7, "web"), Scalar("cpus", 0.25, "web"), Scalar("mem", 0.6), Scalar("disk", 9)];
        Assert.That(ResourceArithmetic.Cpus(resources), Is.EqualTo(0.75));
        Assert.That(ResourceArithmetic.MemoryBytes(resources), Is.EqualTo(41L << 20));
        Assert.That(ResourceArithmetic.Cpus([Scalar("mem", 1)]), Is.Null);
        Assert.That(ResourceArithmetic.MemoryBytes([]), Is.Null);
    }

    [TestCase(1, 2, 1024)]
    [TestCase(1.1, 10, 1126)]
    [TestCase(0.1, 10, 102)]
    [TestCase(0.001, 2, 2)]
    [TestCase(0.001, 10, 10)]
    public void Shares_are_1024_for_each_cpu_cut_and_not_below_the_minimum(double cpus, long minimum, long shares) =>
        Assert.That(ResourceArithmetic.CpuShares(cpus, minimum), Is.EqualTo(shares));

    [Test]
    public void A_memory_limit_is_at_least_32_megabytes()
    {
        Assert.That(ResourceArithmetic.MemoryLimit(1), Is.EqualTo(32L << 20));
        Assert.That(ResourceArithmetic.MemoryLimit(512L << 20), Is.EqualTo(536870912));
    }

    [Test]
    public void An_exit_code_and_a_signal_survive_the_wait_status()
    {
        for (var code = 0; code <= 255; code++)
        {
            var status = WaitStatus.FromExitCode(code);
            Assert.That((WaitStatus.ExitCode(status), WaitStatus.Signal(status)), Is.EqualTo(((int?)code, (int?)null)));
        }

        for (var signal = 1; signal < 127; signal++)
        {
            var status = WaitStatus.FromSignal(signal);
            Assert.That((WaitStatus.ExitCode(status), WaitStatus.Signal(status)), Is.EqualTo(((int?)null, (int?)signal)));
        }
    }

    private static Resource Scalar(string name, double value, string? role = null)
    {
        var resource = new Resource { Name = name, Type = Value.Types.Type.Scalar, Scalar = new Value.Types.Scalar { Value = value } };
        if (role is not null)
            resource.Role = role;
        return resource;
    }
}
