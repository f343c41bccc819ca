using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Content.Types;

public sealed class ContentTypeConfigurationTests
{
    [Fact]
    public void Lists_that_are_not_set_are_the_defaults()
    {
        using var provider = Provider("{}");

        Assert.Equal(ContentTypeDefaults.Allowed, provider.GetRequiredService<ContentTypeRules>().AllowedTypes);
    }

    [Fact]
    public void Empty_lists_restrict_nothing()
    {
        using var provider = Provider("""{ "Types": { "Allowed": [], "RefusedExtensions": [] } }""");
        var rules = provider.GetRequiredService<ContentTypeRules>();

        Assert.True(rules.Allows("a/b"));
        Assert.False(rules.Refuses("exe"));
    }

    [Fact]
    public void Lists_replace_the_defaults()
    {
        using var provider = Provider("""{ "Types": { "Allowed": [ "image/jpg" ], "Verification": "Strict" } }""");

        Assert.Equal(["image/jpeg"], provider.GetRequiredService<ContentTypeRules>().AllowedTypes);
        Assert.Equal(ContentTypeVerification.Strict, provider.GetRequiredService<IOptions<ContentTypeOptions>>().Value.Verification);
    }

    [Fact]
    public void Malformed_entry_stops_the_host_and_names_the_setting()
    {
        using var provider = Provider("""{ "Types": { "Allowed": [ "nonsense" ] } }""");

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Attachments:Types:Allowed: 'nonsense'", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(string json)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var services = new ServiceCollection();
        services.AddAttachmentsCore(configuration);
        return services.BuildServiceProvider();
    }
}
