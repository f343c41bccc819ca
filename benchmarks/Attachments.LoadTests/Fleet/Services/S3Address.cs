namespace Attachments.LoadTests.Fleet.Services;

/// <summary>Where a bucket is, and who may use it.</summary>
internal sealed record S3Address(Uri Endpoint, string Region, string Bucket, string AccessKey, string SecretKey);
