using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker.Programs;

public sealed class ProgramTableTests
{
    private const string Prefix = "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: ";

    private static readonly Dictionary<string, string> Environment = new() { ["PATH"] = ProgramTable.DefaultPath };

    [TestCase("sh", ProgramLookupResult.Found, 0, "")]
    [TestCase("/bin/sh", ProgramLookupResult.Found, 0, "")]
    [TestCase("/usr/bin/env", ProgramLookupResult.Found, 0, "")]
    [TestCase("bin/../bin/sh", ProgramLookupResult.Found, 0, "")]
    [TestCase("x", ProgramLookupResult.NotOnPath, 127, "\"x\": executable file not found in $PATH: unknown")]
    [TestCase("/no/such", ProgramLookupResult.NoSuchFile, 127, "\"/no/such\": stat /no/such: no such file or directory: unknown")]
    [TestCase("/etc", ProgramLookupResult.PermissionDenied, 126, "\"/etc\": permission denied: unknown")]
    public void A_program_is_searched_as_runc_does(string program, ProgramLookupResult result, int code, string error)
    {
        var found = ProgramTable.Busybox.Find(program, Environment, "/");
        Assert.That((found.Result, found.ExitCode, found.StartError), Is.EqualTo((result, code, error.Length == 0 ? "" : Prefix + error)));
    }

    [Test]
    public void An_image_without_a_shell_has_none() =>
        Assert.That(new ProgramTable(["sleep"]).Find("/bin/sh", Environment, "/").Result, Is.EqualTo(ProgramLookupResult.NoSuchFile));

    [Test]
    public void A_file_that_may_not_be_executed_is_refused()
    {
        var files = new ContainerFiles();
        files.Add("/run.sh", "#!/bin/sh\n");
        Assert.That(ProgramTable.Busybox.Find("/run.sh", Environment, "/", files).Result, Is.EqualTo(ProgramLookupResult.PermissionDenied));
    }

    [Test]
    public void An_unknown_word_is_refused_by_name() =>
        Assert.That(() => new ProgramTable(["sh", "perl"]), Throws.ArgumentException.With.Message.Contains("'perl'"));
}
