using Attachments.Scanning.VirusTotal.Fake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal;

public sealed class RegistrationTests
{
    [Fact]
    public void Section_is_bound()
    {
        using var services = Build(new()
        {
            ["ApiKey"] = "abc123",
            ["Endpoint"] = "https://proxy.example/vt/",
            ["UploadUnknownFiles"] = "true",
            ["MaliciousThreshold"] = "3",
            ["MinimumEngines"] = "20",
            ["MaxReportAge"] = "7.00:00:00",
            ["RequestsPerMinute"] = "0",
            ["PollInterval"] = "00:00:30",
        });

        var options = services.GetRequiredService<IOptions<VirusTotalOptions>>().Value;

        Assert.Equal(("abc123", new Uri("https://proxy.example/vt/"), true, 3), (options.ApiKey, options.Endpoint, options.UploadUnknownFiles, options.MaliciousThreshold));
        Assert.Equal((20, TimeSpan.FromDays(7), 0, TimeSpan.FromSeconds(30)), (options.MinimumEngines, options.MaxReportAge!.Value, options.RequestsPerMinute, options.PollInterval));
    }

    [Fact]
    public void Scanner_is_there_once_where_it_was_added_twice()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAttachmentsCore().AddVirusTotal(options => options.ApiKey = "abc").AddVirusTotal(options => options.MinimumEngines = 5);
        using var services = collection.BuildServiceProvider();

        Assert.Equal("virustotal", Assert.Single(services.GetServices<IBlobScanner>()).Name);
    }

    [Fact]
    public void Defaults_need_a_key_and_nothing_else()
    {
        using var services = Build(new() { ["ApiKey"] = FakeVirusTotal.Key });

        var options = services.GetRequiredService<IOptions<VirusTotalOptions>>().Value;

        Assert.Equal((false, 2, 10, 4), (options.UploadUnknownFiles, options.MaliciousThreshold, options.MinimumEngines, options.RequestsPerMinute));
    }

    [Fact]
    public void Key_that_is_missing_in_code_is_named()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAttachmentsCore().AddVirusTotal(options => options.ApiKey = null!);
        using var services = collection.BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<VirusTotalOptions>>().Value);

        Assert.Contains("ApiKey", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKey", "")]
    [InlineData("ApiKey", "with blank")]
    [InlineData("ApiKey", "with\nnewline")]
    [InlineData("Endpoint", "http://www.virustotal.com/api/v3/")]
    [InlineData("Endpoint", "relative/path")]
    [InlineData("Endpoint", "https://user:secret@www.virustotal.com/")]
    [InlineData("MaliciousThreshold", "0")]
    [InlineData("MaliciousThreshold", "21")]
    [InlineData("MinimumEngines", "0")]
    [InlineData("MaxReportAge", "00:00:01")]
    [InlineData("RequestsPerMinute", "-1")]
    [InlineData("PollInterval", "00:00:00")]
    public void Setting_that_cannot_be_meant_stops_the_host_and_is_named_without_its_value(string name, string value)
    {
        using var services = Build(new() { ["ApiKey"] = "abc", [name] = value });

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<VirusTotalOptions>>().Value);

        Assert.Contains($"Attachments:Scanning:VirusTotal:{name} ", fault.Message, StringComparison.Ordinal);
        if (value.Contains("secret", StringComparison.Ordinal) || value.StartsWith("with", StringComparison.Ordinal))
            Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Uploads_that_the_quota_never_allows_stop_the_host()
    {
        using var services = Build(new() { ["ApiKey"] = "abc", ["UploadUnknownFiles"] = "true", ["RequestsPerMinute"] = "2" });

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<VirusTotalOptions>>().Value);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAttachmentsCore().AddVirusTotal(section);
        return collection.BuildServiceProvider();
    }
}
