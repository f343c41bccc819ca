namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>How a host ended that stopped by itself.</summary>
public sealed record SampleHostExit(int Code, string Output, string Errors);
