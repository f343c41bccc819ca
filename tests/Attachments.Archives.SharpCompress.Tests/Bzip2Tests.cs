using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class Bzip2Tests
{
    // A stream of nothing.
    private static readonly byte[] Empty = [.. "BZh9"u8, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0];

    [Fact]
    public async Task Small_files_that_were_put_behind_each_other_are_read()
    {
        var bytes = Sample.Repeat(Sample.Read("text.bz2"), 100);

        Assert.Null(await new Inspecting("a.bz2") { IsStrict = true }.RunAsync(bytes));
    }

    // Each takes the decoder some 5 MB, and a third of a millisecond: 75,000 of them in 1 MiB took the ten seconds that an inspection may take.
    [Theory]
    [InlineData(131_072)]
    [InlineData(7)]
    public Task Streams_without_number_are_refused(int blockLength) =>
        new Inspecting("a.bz2") { BlockLength = blockLength }.AssertRefusedAsync("too many streams", Sample.Repeat(Empty, blockLength == 7 ? 1_000 : 75_000));

    [Fact]
    public Task Program_behind_empty_streams_is_found() =>
        new Inspecting("a.bz2").AssertRefusedAsync("program", [.. Sample.Repeat(Empty, 50), .. Sample.Read("program.bz2")]);
}
