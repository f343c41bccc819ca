using System.Text;
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

    [Fact]
    public void Options_with_an_identifier_format_that_is_none_are_refused_by_the_settings_name()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Attachments:Http:IdentifierFormat"] = "7" }));

        Assert.Contains("Attachments:Http:IdentifierFormat", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_keep_an_empty_list_of_inline_types()
    {
        Assert.Empty(ReadJson("""{ "InlineContentTypes": [] }""").InlineContentTypes!);
        Assert.Null(ReadJson("""{ "InlineContentTypes": null }""").InlineContentTypes);
        Assert.Null(ReadJson("{}").InlineContentTypes);
    }

    [Theory]
    [InlineData("""[null]""")]
    [InlineData("""["image/png", null]""")]
    [InlineData("""[""]""")]
    [InlineData("""["png"]""")]
    [InlineData("""["*/*"]""")]
    [InlineData("""["image/"]""")]
    [InlineData("""["image/p*"]""")]
    [InlineData("""[" image/png"]""")]
    [InlineData("""["image/png; q=1"]""")]
    [InlineData("""["image/png,image/gif"]""")]
    [InlineData("""[["image/png"]]""")]
    [InlineData("\"image/png\"")]
    [InlineData("false")]
    public void Options_with_malformed_inline_types_are_refused_by_the_settings_name(string list)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => ReadJson($$"""{ "InlineContentTypes": {{list}} }"""));

        Assert.Contains("Attachments:Http:InlineContentTypes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_set_in_code_are_refused_when_an_inline_type_is_null()
    {
        var services = new ServiceCollection();
        services.AddAttachments().ConfigureHttp(static http => http.InlineContentTypes = ["image/png", null!]);
        using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AttachmentsHttpOptions>>().Value);
    }

    [Fact]
    public void Options_take_types_and_ranges_for_inline_types()
    {
        Assert.Equal(["image/*", "Text/X-y.z+json"], ReadJson("""{ "InlineContentTypes": ["image/*", "Text/X-y.z+json"] }""").InlineContentTypes);
    }

    private static AttachmentsHttpOptions ReadJson(string http) =>
        ReadSection(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Attachments": { "Http": {{http}} } }"""))).Build());

    private static AttachmentsHttpOptions Read(Dictionary<string, string?> settings) => ReadSection(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static AttachmentsHttpOptions ReadSection(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddAttachments(configuration.GetSection("Attachments"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AttachmentsHttpOptions>>().Value;
    }
}
