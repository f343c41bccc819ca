using System.ComponentModel.DataAnnotations;

namespace Attachments.Storage.FileSystem;

/// <summary>Where and how carefully the file system store keeps its bytes.</summary>
public sealed class FileSystemStoreOptions
{
    /// <summary>Gets or sets the directory that holds the store, and nothing else.</summary>
    /// <value>
    /// Required. A relative path starts at the host's content root. Created with mode 0700 where it is missing. Must be on one file system and
    /// writable, and neither lie under the web root nor contain it: a host that was given such a directory does not start.
    /// </value>
    [Required(ErrorMessage = "RootPath of the file system store must name a directory.")]
    public string RootPath { get; set; } = "";

    /// <summary>Gets or sets whether a commit and a delete return only when the disk has them.</summary>
    /// <value>The default is true. With false they survive a killed process, but the last seconds may not survive a power loss.</value>
    public bool FlushToDisk { get; set; } = true;
}
