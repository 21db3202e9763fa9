using Conformance.Docker;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Docker;

[TestFixture]
public class ImageReferenceTests
{
    [TestCase("busybox", "busybox", null, null)]
    [TestCase("busybox:1", "busybox", "1", null)]
    [TestCase("host:5000/name", "host:5000/name", null, null)]
    [TestCase("host:5000/a/name:tag", "host:5000/a/name", "tag", null)]
    [TestCase("a/b@sha256:12", "a/b", null, "sha256:12")]
    [TestCase("a/b:1@sha256:12", "a/b", "1", "sha256:12")]
    public void A_reference_is_split_at_the_last_parts_colon_only(string text, string repository, string? tag, string? digest) =>
        Assert.That(ImageReference.Parse(text), Is.EqualTo(new ImageReference(repository, tag, digest)));

    [TestCase("busybox", "busybox:latest")]
    [TestCase("host:5000/name", "host:5000/name:latest")]
    [TestCase("busybox:1", "busybox:1")]
    [TestCase("a@sha256:12", "a@sha256:12")]
    public void Only_a_reference_without_tag_and_digest_means_latest(string text, string expected) =>
        Assert.That(ImageReference.Parse(text).WithDefaultTag().ToString(), Is.EqualTo(expected));

    [TestCase("busybox", "docker.io", "busybox")]
    [TestCase("library/busybox:1", "docker.io", "busybox:1")]
    [TestCase("docker.io/library/busybox", "docker.io", "busybox")]
    [TestCase("index.docker.io/me/app:2", "docker.io", "me/app:2")]
    [TestCase("docker.io/busybox", "docker.io", "busybox")]
    [TestCase("library/a/b", "docker.io", "library/a/b")]
    [TestCase("localhost/a", "localhost", "localhost/a")]
    [TestCase("127.0.0.1:5000/library/a:1", "127.0.0.1:5000", "127.0.0.1:5000/library/a:1")]
    public void The_short_form_is_the_one_that_daemons_list(string text, string registry, string familiar)
    {
        var reference = ImageReference.Parse(text);
        Assert.That((reference.Registry, reference.Familiar().ToString()), Is.EqualTo((registry, familiar)));
    }

    [Test]
    public void Splitting_loses_nothing() => Holds(text => ImageReference.Parse(text).ToString() == text);

    [Test]
    public void The_tag_has_no_slash_and_the_repositorys_last_part_no_colon() => Holds(text =>
    {
        var reference = ImageReference.Parse(text);
        var last = reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..];
        return reference.Tag?.Contains('/') != true && !last.Contains(':');
    });

    [Test]
    public void The_default_tag_is_added_once() => Holds(text =>
    {
        var once = ImageReference.Parse(text).WithDefaultTag();
        return once.WithDefaultTag() == once;
    });

    [Test]
    public void The_short_form_of_a_short_form_is_itself() => Holds(text =>
    {
        var familiar = ImageReference.Parse("docker.io/library/name" + text).Familiar();
        return familiar.Familiar() == familiar;
    });

    // Strings of the characters that matter, so that every split is met.
    private static void Holds(Func<string, bool> law) =>
        Prop.ForAll(Gen.Elements('a', 'b', '.', ':', '/', '@').ArrayOf().Select(letters => new string(letters)).ToArbitrary(), law).QuickCheckThrowOnFailure();
}
