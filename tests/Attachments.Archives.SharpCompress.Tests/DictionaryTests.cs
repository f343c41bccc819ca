using Attachments.Content.Archives;
using Xunit;

namespace Attachments.Archives.SharpCompress;

/// <summary>What a file asks for is asked for before it is taken.</summary>
public sealed class DictionaryTests
{
    // Places in text.xz: 12 bytes of the stream's header, then the block's: length, flags, filter, length of its properties, properties.
    private const int XzDictionary = 12 + 4;

    // In plain.zst the size stands in the header, and is the window; window.zst has a byte for the window.
    private const int ZstandardWindow = 5;

    public static TheoryData<string, byte[]> Lies => new()
    {
        { "a.xz", Sample.ReadWith("text.xz", XzDictionary, 40) },
        { "a.xz", Sample.ReadWith("text.xz", XzDictionary, 37) },
        { "a.xz", [.. Sample.Read("text.xz"), .. Sample.ReadWith("text.xz", XzDictionary, 40)] },
        { "a.lz", Sample.ReadWith("text.lz", 5, 29) },
        { "a.lz", [.. Sample.Read("text.lz"), .. Sample.ReadWith("text.lz", 5, 29)] },
        { "a.zst", Sample.ReadWith("window.zst", ZstandardWindow, 0xFF) },
        { "a.zst", Sample.ReadWith("window.zst", ZstandardWindow, 0x88) },
        { "a.zst", [.. Sample.Read("text.zst"), .. Sample.ReadWith("window.zst", ZstandardWindow, 0xFF)] },
        { "a.zst", [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task File_that_asks_for_gigabytes_is_refused_before_they_are_taken(string name, byte[] bytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        await new Inspecting(name).AssertRefusedAsync("too much memory", bytes);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public Task Memory_of_bzip2_is_asked_for() => new Inspecting("a.bz2") { Limits = static limits => limits.MemoryLimit = 5_000_000 }.AssertRefusedAsync("too much memory", Sample.Read("text.bz2"));

    [Fact]
    public async Task Dictionary_above_the_limit_is_accepted_once_the_limit_is_raised()
    {
        await new Inspecting("a.xz").AssertRefusedAsync("too much memory", Sample.Read("dictionary.xz"));

        Assert.Null(await new Inspecting("a.xz") { Limits = static limits => limits.MemoryLimit = 80 * 1024 * 1024 }.RunAsync(Sample.Read("dictionary.xz")));
    }

    [Fact]
    public async Task Dictionary_larger_than_what_the_block_expands_to_is_not_taken() => Assert.Null(await new Inspecting("a.xz") { IsStrict = true }.RunAsync(Sample.Read("dictionary-stated.xz")));

    [Fact]
    public async Task Memory_is_given_back_between_blocks()
    {
        // Ten dictionaries of 8 MiB, one after the other.
        byte[] streams = [.. Enumerable.Repeat(Sample.Read("text.xz"), 10).SelectMany(static one => one)];

        Assert.Null(await new Inspecting("a.xz") { IsStrict = true }.RunAsync(streams));
    }

    [Fact]
    public async Task Archives_within_each_other_share_the_limit()
    {
        Action<ArchiveOptions> limits = static limits => limits.MemoryLimit = 9 * 1024 * 1024;

        Assert.Null(await new Inspecting("a.xz") { Limits = limits }.RunAsync(Sample.Read("text.xz")));
        await new Inspecting("a.xz.xz") { Limits = limits }.AssertRefusedAsync("too much memory", Sample.Read("xz-in-xz.xz"));
    }
}
