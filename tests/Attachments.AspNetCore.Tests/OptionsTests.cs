using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Options_are_read_from_the_section()
    {
        var options = Read(new()
        {
            ["Attachments:Http:TenantClaimType"] = "org",
            ["Attachments:Http:IdentifierFormat"] = "Uuid",
            ["Attachments:Http:InlineContentTypes:0"] = "image/png",
            ["Attachments:Http:RequireAntiforgery"] = "true",
        });

        Assert.Equal("org", options.TenantClaimType);
        Assert.Equal("role", options.RoleClaimType);
        Assert.Equal(IdentifierFormat.Uuid, options.IdentifierFormat);
        Assert.Equal(["image/png"], options.InlineContentTypes);
        Assert.True(options.RequireAntiforgery);
    }

    [Theory]
    [InlineData("TenantClaimType")]
    [InlineData("UserClaimType")]
    [InlineData("RoleClaimType")]
    public void Options_without_a_claim_type_are_refused_by_the_settings_name(string setting)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Attachments:Http:" + setting] = "" }));

        Assert.Contains("Attachments:Http:" + setting, exception.Message, StringComparison.Ordinal);
    }

    private static AttachmentsHttpOptions Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddAttachments(configuration.GetSection("Attachments"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AttachmentsHttpOptions>>().Value;
    }
}
