using System.Text;
using System.Text.Json;
using Attachments.Access;
using Attachments.Cli.Output;
using Attachments.Consistency;
using Attachments.Storage;
using Attachments.Storage.Migration.Copying;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attachments.Fuzz.Targets;

/// <summary>A checkpoint of a check or of a copying, and the file in which the command keeps it.</summary>
internal sealed class CheckpointTarget() : FuzzTarget("checkpoints")
{
    private readonly ConsistencyChecker checker = MakeChecker();

    public override string Description => "checkpoints of fsck and migrate";

    public override IReadOnlyList<string> Dictionary =>
    [
        "{\"Version\":1,", "\"VerifyDigests\":false,", "\"Stage\":", "\"After\":", "\"Counts\":{\"Blobs\":0,\"Bytes\":0,\"Objects\":0,\"Stagings\":0,\"Findings\":0,\"Repaired\":0}", "\"Pending\":[", "acme/01890a5d-ac96-774b-bcce-b302099a8057",
        "01890a5d-ac96-774b-bcce-b302099a8057", "null", "true", "-1", "9223372036854775807", "1e400", "{", "}", "[", "]", "\"", ",", ":", "\\u0000", "\\uD800", "\"Target\":", "\"Checkpoint\":", "\"Done\"", "0", "1", "2", "3",
    ];

    // Each is at most some kilobytes; JSON of a megabyte would be a megabyte of text, and parsed in proportion.
    public override long MemoryLimit(int length) => (16 * 1024 * 1024) + (300L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = InputText.Decode(input);

        if (Try(() => CopyCheckpoint.Parse(text)) is { } copying)
            Violation.UnlessEqual(copying.ToString(), CopyCheckpoint.Parse(copying.ToString()).ToString());

        if (Try(() => Checkpoint.Parse(text)) is { } check)
        {
            Violation.UnlessEqual(check, Checkpoint.Parse(check.ToString()));
            Try(() => checker.CheckAsync(new ConsistencyCheck { Checkpoint = text, VerifyDigests = check.VerifyDigests }, Silence.Instance).AsTask().GetAwaiter().GetResult());
        }

        CheckFile(text);
    }

    // A checkpoint that is none is said to be none. Anything else would end the command with a stack trace.
    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception) when (exception.GetType() == typeof(ArgumentException))
        {
            return null;
        }
    }

    // What is read from a file has no half characters left.
    private static void CheckFile(string text)
    {
        var read = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        try
        {
            _ = JsonSerializer.Deserialize(read, CliJson.Default.CheckpointContent);
        }
        catch (JsonException)
        {
            // What the command says for it is tested where the command is.
        }
    }

    private static ConsistencyChecker MakeChecker()
    {
        var store = new InMemoryBlobStore();
        var key = new BlobKey(TenantId.Parse("acme"), new BlobId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")));
        store.AbandonStaging(key, Encoding.ASCII.GetBytes("left behind"));
        return new ConsistencyChecker(new InMemoryConsistencyRepository(new InMemoryAttachmentDatabase()), store, TimeProvider.System, NullLogger<ConsistencyChecker>.Instance);
    }

    private sealed class Silence : IConsistencyObserver
    {
        public static Silence Instance { get; } = new();

        public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken) => default;

        public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken) => default;
    }
}
