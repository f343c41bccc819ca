using System.Buffers;
using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class LzipTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public Task Trailer_that_contradicts_the_member_is_refused(int fromEnd)
    {
        // The length of the member, and of what it expands to.
        var bytes = Sample.Read("text.lz");
        bytes[^fromEnd] ^= 1;

        return new Inspecting("a.lz").AssertRefusedAsync("damaged", bytes);
    }

    // Found by fuzzing: a symbol behind the end's, which refers to what was never written.
    [Fact]
    public async Task Damaged_data_comes_to_the_same_whatever_the_memory_held()
    {
        var bytes = Convert.FromHexString("4C5A4950010C003F914584683D89A6DBC82CDEFFFFFFDC1089A6DBC82CDE000000000000002E00000028B52FFD"); 
        var outcomes = new HashSet<string?>();

        for (var fill = 0; fill < 256; fill += 15)
        {
            var lent = ArrayPool<byte>.Shared.Rent(4096);
            lent.AsSpan().Fill((byte)fill);
            ArrayPool<byte>.Shared.Return(lent);
            outcomes.Add((await new Inspecting("a.lz").RunAsync(bytes))?.Detail);
        }

        Assert.Single(outcomes);
    }
}
