using Attachments.Contract.Http;
using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.Contract.Settings;

/// <summary>A bad value stops the host with a message that names the setting.</summary>
public sealed class BadSettingTests
{
    [Theory]
    [InlineData("MAX_ATTACHMENT_SIZE", "0")]
    [InlineData("MAX_ATTACHMENT_SIZE", "-1")]
    [InlineData("MAX_ATTACHMENT_SIZE", "25MB")]
    [InlineData("MAX_ATTACHMENTS_PER_MESSAGE", "0")]
    [InlineData("MAX_ATTACHMENTS_PER_MESSAGE", "many")]
    [InlineData("ALLOWED_MIME_TYPES", "text/plain,nonsense")]
    [InlineData("VIRUS_SCAN_ENABLED", "perhaps")]
    [InlineData("VIRUS_SCAN_TIMEOUT", "soon")]
    [InlineData("VIRUS_SCAN_TIMEOUT", "0")]
    [InlineData("ATTACHMENT_EXPIRATION_DAYS", "-5")]
    [InlineData("JWT_SECRET_KEY", "short")]
    [InlineData("BLOB_STORAGE_PATH", "/dev/null/blobs")]
    [InlineData("Attachments:MaxAttachmentSize", "0")]
    [InlineData("Attachments:MaxAttachmentSize", "abc")]
    [InlineData("Attachments:MaxAttachmentsPerMessage", "-1")]
    [InlineData("Attachments:Storage:Kind", "Carrier pigeon")]
    [InlineData("Attachments:Jobs:Kind", "Somewhere")]
    [InlineData("Attachments:Scanning:Mode", "Maybe")]
    [InlineData("Attachments:Sweeping:Interval", "often")]
    [InlineData("Attachments:Sweeping:GracePeriod", "-00:00:01")]
    [InlineData("Attachments:Types:Verification", "Paranoid")]
    [InlineData("Attachments:Images:MaxImagePixels", "0")]
    [InlineData("Attachments:Images:MaxImageFrames", "-1")]
    [InlineData("Attachments:Http:IdentifierFormat", "Letters")]
    [InlineData("SampleHost:DataDirectory", "/dev/null/data")]
    [InlineData("ConnectionStrings:Mail", "this is no connection string")]
    public async Task Bad_value_stops_the_host_and_is_named(string setting, string value)
    {
        var directory = Directory.CreateTempSubdirectory("attachments-contract-bad-").FullName;
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["SampleHost__DataDirectory"] = directory,
                ["JWT_SECRET_KEY"] = Token.Secret,
                [setting.Replace(":", "__", StringComparison.Ordinal)] = value,
            };

            var (exit, output, errors) = await SampleHostProcess.RunToExitAsync(new SampleHostSettings(directory) { Environment = settings }, TestContext.Current.CancellationToken);

            Assert.NotEqual(0, exit);
            Assert.Contains(setting, output + errors, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
