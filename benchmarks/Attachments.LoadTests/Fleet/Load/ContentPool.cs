namespace Attachments.LoadTests.Fleet.Load;

/// <summary>Files of one byte to several parts: some that all clients share, so that uploads meet deletes and sweeps of the same bytes, and some that nobody had before.</summary>
internal sealed class ContentPool
{
    private const int KiB = 1024;
    private const int MiB = 1024 * 1024;
    private const int SharedCount = 40;
    private const ulong FirstFresh = 1_000_000;

    private readonly FleetContent[] shared;
    private long fresh;

    private ContentPool(FleetContent[] shared) => this.shared = shared;

    public static async Task<ContentPool> CreateAsync()
    {
        var random = new Random(1);
        var contents = new List<FleetContent>();
        for (var number = 0; number < SharedCount; number++)
            contents.Add(await FleetContent.MakeAsync((ulong)number, PickLength(random)));

        return new ContentPool([.. contents]);
    }

    public async Task<FleetContent> PickAsync(Random random) =>
        random.Next(2) == 0
            ? shared[random.Next(shared.Length)]
            : await FleetContent.MakeAsync(FirstFresh + (ulong)Interlocked.Increment(ref fresh), PickLength(random));

    /// <summary>Makes a file that takes a while to upload.</summary>
    public Task<FleetContent> MakeLargeAsync(Random random) => FleetContent.MakeAsync(FirstFresh + (ulong)Interlocked.Increment(ref fresh), random.Next(6 * MiB, 12 * MiB));

    // Mostly small, as mail is; the large ones are several parts of a multipart upload. Lengths around the block size and the part size are meant.
    private static long PickLength(Random random) => random.Next(100) switch
    {
        < 5 => 1,
        < 55 => random.Next(2, 40 * KiB),
        < 62 => (128 * KiB) + random.Next(-1, 2),
        < 90 => random.Next(40 * KiB, 400 * KiB),
        < 96 => random.Next(1 * MiB, 3 * MiB),
        < 98 => (5 * MiB) + random.Next(-1, 2),
        < 99 => random.Next(5 * MiB, 9 * MiB),
        _ => random.Next(12 * MiB, (24 * MiB) + 1),
    };
}
