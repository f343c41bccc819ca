using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Cli.Connections;

/// <summary>Where the bytes are: <c>file:PATH</c>, <c>s3</c>, or <c>s3:Section:Of:The:Configuration</c>.</summary>
/// <param name="Description">Names the store without a secret.</param>
/// <param name="Use">Chooses it.</param>
internal sealed record StoreReference(string Description, Action<IAttachmentsBuilder> Use)
{
    public const string Forms = "file:PATH, s3 (settings in Attachments:Storage:S3), or s3:SECTION (settings in another section of the configuration)";

    private const string FilePrefix = "file:";
    private const string S3 = "s3";
    private const string S3Section = "Attachments:Storage:S3";

    public static StoreReference Parse(string text, IConfiguration configuration, bool mayBeNew = false)
    {
        if (text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) && text.Length > FilePrefix.Length)
            return Folder(Path.GetFullPath(text[FilePrefix.Length..]), mayBeNew);

        if (string.Equals(text, S3, StringComparison.OrdinalIgnoreCase))
            return Bucket(configuration, S3Section);

        return text.StartsWith("s3:", StringComparison.OrdinalIgnoreCase) && text.Length > 3
            ? Bucket(configuration, text[3..])
            : throw new UsageException($"\"{text}\" is no store: it must be {Forms}.");
    }

    private static StoreReference Folder(string path, bool mayBeNew)
    {
        // A folder that was mistyped would be made, and every blob be missing in it.
        if (!mayBeNew && !Directory.Exists(Path.Combine(path, "blobs")))
            throw new UsageException($"{path} is no store's folder: it has no folder \"blobs\".");

        return new StoreReference($"file:{path}", builder => builder.UseFileSystemStore(options => options.RootPath = path));
    }

    private static StoreReference Bucket(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        return section.Exists()
            ? new StoreReference($"s3:{section["ServiceUrl"]}/{section["Bucket"]}/{section["KeyPrefix"]}", builder => builder.UseS3Store(section))
            : throw new UsageException($"The configuration has no section {name}.");
    }
}
