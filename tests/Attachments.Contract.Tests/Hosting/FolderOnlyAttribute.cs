namespace Attachments.Contract.Hosting;

/// <summary>Marks a suite that does things to a folder, which no other storage has.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FolderOnlyAttribute : Attribute;
