namespace Attachments.SampleHost.Configuration;

/// <summary>A setting that this host cannot start with. The message is one sentence that names the setting.</summary>
internal sealed class InvalidSettingException(string message) : Exception(message);
