using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>A part of its own of the bucket that <c>ATTACHMENTS_TEST_S3_*</c> name.</summary>
internal static class ScratchBucket
{
    public static (string Name, string Value)[] Settings()
    {
        const string Section = "Attachments__Storage__S3__";
        Assert.SkipWhen(Variable("ENDPOINT").Length == 0, "ATTACHMENTS_TEST_S3_ENDPOINT is not set");
        return
        [
            (Section + "ServiceUrl", Variable("ENDPOINT")),
            (Section + "Region", Variable("REGION")),
            (Section + "Bucket", Variable("BUCKET")),
            (Section + "AccessKey", Variable("ACCESS_KEY")),
            (Section + "SecretKey", Variable("SECRET_KEY")),
            (Section + "Profile", "Ceph"),
            (Section + "KeyPrefix", $"packaging-{Guid.NewGuid():N}/"),
        ];
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable($"ATTACHMENTS_TEST_S3_{name}") ?? "";
}
