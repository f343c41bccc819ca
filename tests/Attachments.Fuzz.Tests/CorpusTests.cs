using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Tests;

/// <summary>Every input that is checked in: what the formats look like, and what has once been found.</summary>
public sealed class CorpusTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_is_wrong_with_any_input_of_the_corpus(string name)
    {
        var target = FuzzTargets.Named(name);
        var executor = new Executor(target);

        foreach (var (file, bytes) in Corpus.Read([Path.Combine(Root, name)]))
        {
            if (executor.Run(bytes) is { } finding)
                Assert.Fail($"{file}: {finding.Text}");
        }
    }

    [Fact]
    public void Every_target_has_a_corpus_and_every_corpus_a_target()
    {
        var folders = Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(FuzzTargets.All.Select(static target => target.Name).Order(StringComparer.Ordinal), folders);
    }
}
