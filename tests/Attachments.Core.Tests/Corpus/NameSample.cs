namespace Attachments.Corpus;

/// <summary>A name and what is stored of it.</summary>
public sealed record NameSample(string Given, string ContentType, string Stored, string? Why);
