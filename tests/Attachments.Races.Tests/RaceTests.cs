using Xunit;

namespace Attachments.Races.Tests;

/// <summary>
/// The races that an application meets, through the whole library and real bytes in a folder: two hosts whose clocks are two hours apart share one database and one folder,
/// and both sweep all the while, with the shortest grace. <c>ATTACHMENTS_TEST_RACE_ROUNDS</c> says how often each race is run (200).
/// </summary>
public abstract partial class RaceTests : IAsyncLifetime
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_RACE_ROUNDS"), out var rounds) ? rounds : 100;

    private Fleet fleet = null!;

    public async ValueTask InitializeAsync() => fleet = await CreateFleetAsync();

    public async ValueTask DisposeAsync()
    {
        await fleet.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Identical_uploads_into_one_message_give_one_row_and_one_blob()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var message = fleet.NewMessage();
            var results = await fleet.AtOnceAsync(32, host => host.UploadAsync(message, $"round {round}"));

            Assert.Single(results, result => !result.Value.IsDuplicate);
            Assert.Single(results.Select(result => result.Value.Attachment.Id).Distinct());
            Assert.Single(await fleet.ListAsync(message));
            Assert.Single(fleet.PublishedFiles());

            await fleet.DeleteAllAsync(message);
            Assert.Empty(fleet.PublishedFiles());
        }
    }

    [Fact]
    public async Task Identical_uploads_into_many_messages_give_as_many_rows_and_one_blob()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var messages = Enumerable.Range(0, 32).Select(_ => fleet.NewMessage()).ToList();
            var results = await fleet.AtOnceAsync(32, (host, i) => host.UploadAsync(messages[i], $"round {round}"));

            Assert.Equal(32, results.Select(result => result.Value.Attachment.Id).Distinct().Count());
            Assert.Single(results.Select(result => result.Value.Attachment.Blob).Distinct());
            Assert.Single(fleet.PublishedFiles());

            foreach (var message in messages)
                await fleet.DeleteAllAsync(message);
        }
    }

    [Fact]
    public async Task Distinct_uploads_into_one_message_stop_at_exactly_the_limit()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var message = fleet.NewMessage();
            var results = await fleet.AtOnceAsync(40, (host, i) => host.UploadAsync(message, $"round {round} file {i}"));

            Assert.Equal(20, results.Count(result => result.Rejection is null));
            Assert.All(results, result => Assert.True(result.Rejection is null or { Code: RejectionCode.TooManyAttachments }));
            Assert.Equal(20, (await fleet.ListAsync(message)).Count);
            Assert.Equal(20, fleet.PublishedFiles().Count);

            await fleet.DeleteAllAsync(message);
        }
    }

    [Fact]
    public async Task An_upload_that_races_the_delete_of_the_same_content_can_be_downloaded()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var text = $"round {round}";
            var first = (await fleet.Hosts[0].UploadAsync(fleet.NewMessage(), text)).Value.Attachment;
            var results = await fleet.AtOnceAsync(8, async (host, i) =>
            {
                if (i != 3)
                    return await host.UploadAsync(fleet.NewMessage(), text);

                await host.DeleteAsync(first.Id);
                return default;
            });

            foreach (var attachment in results.Where((_, i) => i != 3).Select(result => result.Value.Attachment))
            {
                Assert.Equal(text, await fleet.ReadAsync(attachment.Id));
                await fleet.Hosts[1].DeleteAsync(attachment.Id);
            }
        }
    }

    [Fact]
    public async Task An_upload_that_races_the_sweep_of_the_same_content_can_be_downloaded()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var text = $"round {round}";
            var orphaned = fleet.NewMessage();
            await fleet.Hosts[0].UploadAsync(orphaned, text);
            await fleet.CascadeAsync(orphaned);
            var results = await fleet.AtOnceAsync(8, async (host, i) =>
            {
                if (i % 4 != 0)
                    return await host.UploadAsync(fleet.NewMessage(), text);

                await host.SweepAsync();
                return default;
            });

            foreach (var attachment in results.Where((_, i) => i % 4 != 0).Select(result => result.Value.Attachment))
            {
                Assert.Equal(text, await fleet.ReadAsync(attachment.Id));
                await fleet.Hosts[1].DeleteAsync(attachment.Id);
            }
        }
    }

    [Fact]
    public async Task Nothing_is_attached_after_the_message_was_sent()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var message = fleet.NewMessage();
            var sealedWith = -1L;
            await fleet.AtOnceAsync(9, async (host, i) =>
            {
                if (i != 4)
                    return await host.UploadAsync(message, $"round {round} file {i}");

                sealedWith = await host.SealAsync(message);
                return default;
            });

            Assert.Equal(sealedWith, (await fleet.ListAsync(message)).Count);
            await fleet.DeleteAllAsync(message);
        }
    }

    [Fact]
    public async Task Nothing_is_attached_after_the_message_was_deleted()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var message = fleet.NewMessage();
            await fleet.AtOnceAsync(9, async (host, i) =>
            {
                if (i != 4)
                    return await host.UploadAsync(message, $"round {round} file {i}");

                await host.DeleteAllAsync(message);
                return default;
            });

            Assert.Empty(await fleet.ListAsync(message));
            Assert.Empty(fleet.PublishedFiles());
        }
    }

    private protected abstract Task<Fleet> CreateFleetAsync();
}
