using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.S3;

public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bucket", "", "Bucket")]
    [InlineData("Bucket", "a/b", "Bucket")]
    [InlineData("Profile", "99", "Profile")]
    [InlineData("ServiceUrl", "", "ServiceUrl")]
    [InlineData("ServiceUrl", "s3.example.com", "ServiceUrl")]
    [InlineData("ServiceUrl", "https://user:password@s3.example.com", "ServiceUrl")]
    [InlineData("ServiceUrl", "https://s3.example.com/bucket", "ServiceUrl")]
    [InlineData("SecretKey", "", "AccessKey")]
    [InlineData("KeyPrefix", "/a", "KeyPrefix")]
    [InlineData("KeyPrefix", "a//b", "KeyPrefix")]
    [InlineData("KeyPrefix", "ä", "KeyPrefix")]
    [InlineData("PartSize", "5242879", "PartSize")]
    [InlineData("ParallelParts", "0", "ParallelParts")]
    [InlineData("SharedBuffer", "-1", "SharedBuffer")]
    [InlineData("MaxConnections", "0", "MaxConnections")]
    [InlineData("ServerSideEncryption", "rot13", "ServerSideEncryption")]
    [InlineData("KmsKeyId", "key", "KmsKeyId")]
    [InlineData("LinkLifetime", "8.00:00:00", "LinkLifetime")]
    [InlineData("ContentMd5", "true", "ContentMd5")]
    [InlineData("MaxRetries", "11", "MaxRetries")]
    [InlineData("IdleTimeout", "00:00:00", "IdleTimeout")]
    [InlineData("PublishTimeout", "00:11:00", "PublishTimeout")]
    [InlineData("BreakAfter", "0", "BreakAfter")]
    public async Task Setting_that_cannot_work_stops_the_host_with_a_sentence_that_names_it(string setting, string value, string named)
    {
        using var host = Build((setting, value));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_option_comes_from_the_one_section()
    {
        using var host = Build(("PartSize", "6000000"), ("StorageClass", "STANDARD_IA"), ("PathStyle", "false"), ("MaxRetries", "7"), ("RedirectDownloads", "true"));

        Assert.Equal("mail", Of<S3StoreOptions>(host).Bucket);
        Assert.Equal(6_000_000, Of<S3TransferOptions>(host).PartSize);
        Assert.Equal("STANDARD_IA", Of<S3ObjectOptions>(host).StorageClass);
        Assert.False(Of<S3ProtocolOptions>(host).PathStyle);
        Assert.Equal(7, Of<S3ResilienceOptions>(host).MaxRetries);
        Assert.True(Of<S3LinkOptions>(host).RedirectDownloads);
    }

    [Fact]
    public void Setting_of_its_own_wins_over_the_profile()
    {
        var chosen = S3Capabilities.Of(S3Profile.Generic, new S3ProtocolOptions { ConditionalWrites = true, PathStyle = false });

        Assert.True(chosen.ConditionalPut);
        Assert.False(chosen.PathStyle);
        Assert.True(chosen.EqualParts);
    }

    [Fact]
    public void Store_is_one_object_behind_all_of_its_ports()
    {
        using var host = Build();

        var store = host.Services.GetRequiredService<IBlobStore>();

        Assert.IsType<IBlobInventory>(store, exactMatch: false);
        Assert.IsType<IBlobLinks>(store, exactMatch: false);
    }

    [Fact]
    public async Task Client_of_the_hosts_own_is_used_and_left_alone()
    {
        await using var bucket = new TestBucket();
        var services = bucket.Services(services => new Builder(services).UseS3Client(_ => bucket.Raw), ("ServiceUrl", "http://127.0.0.1:1"));

        await services.GetRequiredService<IBlobStore>().CheckAsync(Token);
        await services.DisposeAsync();

        await bucket.Raw.ListBucketsAsync(Token);
    }

    private static T Of<T>(IHost host)
        where T : class => host.Services.GetRequiredService<IOptions<T>>().Value;

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["ServiceUrl"] = "http://127.0.0.1:1", ["Bucket"] = "mail", ["AccessKey"] = "access", ["SecretKey"] = "secret", ["Profile"] = "Ceph",
        };
        foreach (var (key, value) in settings)
            values[key] = value;

        var builder = Host.CreateEmptyApplicationBuilder(null);
        new Builder(builder.Services).UseS3Store(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return builder.Build();
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
