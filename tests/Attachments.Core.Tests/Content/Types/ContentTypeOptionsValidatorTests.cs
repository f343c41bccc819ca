using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Content.Types;

public sealed class ContentTypeOptionsValidatorTests
{
    [Theory]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData("image/*")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain,text/html")]
    public void Malformed_media_type_fails_and_names_the_setting(string type)
    {
        var result = new ContentTypeOptionsValidator().Validate(null, new ContentTypeOptions { Allowed = ["text/plain", type] });

        Assert.Contains("Attachments:Types:Allowed", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("tar.gz")]
    [InlineData("*.exe")]
    [InlineData("a/b")]
    [InlineData("ex e")]
    public void Malformed_extension_fails_and_names_the_setting(string extension)
    {
        var result = new ContentTypeOptionsValidator().Validate(null, new ContentTypeOptions { RefusedExtensions = ["exe", extension] });

        Assert.Contains("Attachments:Types:RefusedExtensions", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Undefined_verification_fails() =>
        Assert.True(new ContentTypeOptionsValidator().Validate(null, new ContentTypeOptions { Verification = (ContentTypeVerification)7 }).Failed);

    [Fact]
    public void Sound_lists_pass() =>
        Assert.True(new ContentTypeOptionsValidator().Validate(null, new ContentTypeOptions { Allowed = ["Image/JPG"], RefusedExtensions = [".EXE", "7z", "c++"] }).Succeeded);

    [Fact]
    public void Registering_twice_registers_the_validator_once()
    {
        var services = new ServiceCollection().AddContentTypes().AddContentTypes();

        Assert.Single(services, service => service.ImplementationType == typeof(ContentTypeOptionsValidator));
        Assert.Single(services, service => service.ServiceType == typeof(IContentTypeDetector));
    }
}
