using System.Buffers;
using System.Globalization;
using Attachments.Content.Archives.Tar;
using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;
using Attachments.Ingestion;

namespace Attachments.Content.Archives.Reading;

/// <summary>Reads one upload, and every file in it: what each one is, and what that means for the upload.</summary>
internal sealed class FileWalk(ArchiveRules rules, ArchiveBudget budget)
{
    private const int DrainLength = 65_536;

    public ArchiveBudget Budget { get; } = budget;

    public bool IsStrict => rules.IsStrict;

    /// <summary>Reads the upload. Returns early where it is no archive.</summary>
    public async ValueTask ReadUploadAsync(Stream content, InspectedUpload upload, CancellationToken cancellationToken)
    {
        var file = new ArchiveFile(upload.FileName, Depth: 0, Parent: null, upload.ContentType);
        using var peeked = new PeekedStream(content, HeadLength);
        var head = await peeked.PeekAsync(cancellationToken).ConfigureAwait(false);

        await ReadFileAsync(peeked, head, Detect(head.Span), file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an entry to its end.</summary>
    /// <exception cref="EndOfStreamException">It is cut off; all that is there was looked at.</exception>
    public async ValueTask ReadEntryAsync(Stream content, ArchiveFile file, CancellationToken cancellationToken)
    {
        using var counted = new CountedStream(content, Budget);
        using var peeked = new PeekedStream(counted, HeadLength);
        var head = await peeked.PeekAsync(cancellationToken).ConfigureAwait(false);
        var match = Detect(head.Span);

        if (match is { IsExecutable: true })
            throw Budget.Refuse("The archive holds a program or a script");

        await ReadFileAsync(peeked, head, match, file, cancellationToken).ConfigureAwait(false);
        await DrainAsync(peeked, cancellationToken).ConfigureAwait(false);
        if (peeked.IsCutOff)
            throw new EndOfStreamException();
    }

    /// <summary>Counts an entry, and refuses it for what the archive says of it.</summary>
    public void Admit(ArchiveEntry entry, ArchiveFile archive)
    {
        Budget.CountEntry();
        if (entry.Kind == ArchiveEntryKind.Special)
            throw Budget.Refuse("The archive holds what is neither a file nor a folder");

        CheckName(entry.Name);
        if (MacroTrace.IsNamedBy(entry.Name))
            CheckMacros(archive);

        // A document of OpenDocument with macros is what it claims to be.
        if (rules.Limits.Macros == OfficeMacros.Refuse && MacroTrace.IsInFolderOfMacros(entry.Name, archive))
            throw Budget.Refuse(MacroTrace.Refusal);
    }

    /// <summary>Refuses names that lead out of a folder.</summary>
    public void CheckPath(string name)
    {
        if (EntryName.LeadsAway(name))
            throw Budget.Refuse("The archive holds a name that leads out of its folder");
    }

    /// <summary>Refuses names that lead out of a folder, and extensions that are refused everywhere.</summary>
    public void CheckName(string name)
    {
        CheckPath(name);

        if (FileNameRules.ExtensionOf(EntryName.Unpacked(name)) is { Length: > 0 } extension && rules.Types.Refuses(extension))
            throw Budget.Refuse($"The archive holds a file with the extension .{extension}");
    }

    /// <summary>Refuses what nothing here can look into, where that is not accepted.</summary>
    public void CannotRead()
    {
        if (rules.Limits.Unreadable == UnreadableArchives.Refuse)
            throw Budget.Refuse("The archive holds what cannot be looked into");
    }

    private int HeadLength => Math.Max(rules.Detector.HeadLength, 512);

    private async ValueTask ReadFileAsync(Stream content, ReadOnlyMemory<byte> head, ContentTypeMatch? match, ArchiveFile file, CancellationToken cancellationToken)
    {
        if (rules.FormatOf(head.Span) is { } format)
        {
            DemandOneThing(format, head.Span, match, file);

            await ReadArchiveAsync(format, content, match, file, cancellationToken).ConfigureAwait(false);
            return;
        }

        LookAtWhole(match, file);
        if (MacroTrace.IsLookedForIn(file))
            await MacroTrace.FindAsync(content, () => CheckMacros(file.Parent!), cancellationToken).ConfigureAwait(false);
        else if (MacroTrace.IsSingleFile(head.Span))
            await ReadSingleFileAsync(content, match, file, cancellationToken).ConfigureAwait(false);
        else if (IsClaimedAsZip(file, match))
            await DemandNoZipAsync(content, static _ => default, cancellationToken).ConfigureAwait(false);
    }

    // Reads a file to its end, which must not be a ZIP's: for its name it would be opened as that.
    private async ValueTask DemandNoZipAsync(Stream content, Func<Stream, ValueTask> read, CancellationToken cancellationToken)
    {
        using var watch = new ZipEndWatch(content);
        await read(watch).ConfigureAwait(false);
        await DrainAsync(watch, cancellationToken).ConfigureAwait(false);
        if (watch.HasEnd)
            throw Budget.Refuse(HiddenZip.Refusal);
    }

    // A checksum that fits makes a tar of anything that leaves room for it, and for its readers it goes on being what it is.
    private void DemandOneThing(IArchiveFormat format, ReadOnlySpan<byte> head, ContentTypeMatch? match, ArchiveFile file)
    {
        if (head.Length < TarHeader.Size || !TarHeader.HasChecksum(head[..TarHeader.Size]))
            return;

        if (format is not TarFormat || MacroTrace.IsLookedForIn(file) || MacroTrace.IsSingleFile(head))
            throw Budget.Refuse("The file is two things at once");

        if (match is { ContentType: not "application/x-tar" })
            LookAtWhole(match, file);
    }

    private async ValueTask ReadSingleFileAsync(Stream content, ContentTypeMatch? match, ArchiveFile file, CancellationToken cancellationToken)
    {
        if (IsClaimedAsZip(file, match))
            await DemandNoZipAsync(content, FindMacrosAsync, cancellationToken).ConfigureAwait(false);
        else
            await FindMacrosAsync(content).ConfigureAwait(false);

        ValueTask FindMacrosAsync(Stream watched) => MacroTrace.FindInSingleFileAsync(watched, () => CheckMacros(file), cancellationToken);
    }

    private async ValueTask ReadArchiveAsync(IArchiveFormat format, Stream content, ContentTypeMatch? match, ArchiveFile file, CancellationToken cancellationToken)
    {
        if (file.Depth >= rules.Limits.MaxDepth)
            throw Budget.Refuse(string.Create(CultureInfo.InvariantCulture, $"Archives are nested more than {rules.Limits.MaxDepth} deep"));

        if (format is ZipFormat || !IsClaimedAsZip(file, match))
        {
            await ReadFormatAsync(format, content, file, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Another format's archive may have a ZIP behind it or stored in it.
        await DemandNoZipAsync(content, watched => ReadFormatAsync(format, watched, file, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadFormatAsync(IArchiveFormat format, Stream content, ArchiveFile file, CancellationToken cancellationToken)
    {
        using var timed = new TimedStream(content, Budget);
        try
        {
            await format.ReadAsync(timed, new ArchiveWalk(this, file), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException) when (Budget.Refusal is null)
        {
            throw Budget.Refuse("The archive is damaged");
        }
        catch (EndOfStreamException) when (!rules.IsStrict)
        {
            // Cut off, but all that is there was looked at.
        }
        catch (EndOfStreamException)
        {
            throw Budget.Refuse("The archive ends too early");
        }
    }

    // An Office document of the older or the encrypted kind is opened as what it begins as, whatever it has at its end.
    private bool IsClaimedAsZip(ArchiveFile file, ContentTypeMatch? match)
    {
        var named = ContentTypeByExtension.TypeOf(FileNameRules.ExtensionOf(file.Name));
        if (HiddenZip.IsNamedBy(file.Name))
            return !IsWhatItBeginsAs(named, match);

        var claimed = file.ContentType ?? named;
        return claimed is not null && !IsWhatItBeginsAs(claimed, match) && rules.Detector.IsBuiltOn(claimed, "zip");
    }

    private bool IsWhatItBeginsAs(string? type, ContentTypeMatch? match) =>
        type is not null && match?.BuiltOn is { } container && rules.Detector.IsBuiltOn(type, container);

    // What is no archive that can be read, but may say something as it is.
    private void LookAtWhole(ContentTypeMatch? match, ArchiveFile file)
    {
        if (UnreadFormats.Include(match))
            CannotRead();

        // A document of the older kind may have macros under its own name, and not under a newer one's.
        if (match is { HasMacros: true } && (rules.Limits.Macros == OfficeMacros.Refuse || MacroTrace.IsDeniedBy(file)))
            CheckMacros(file);
    }

    private void CheckMacros(ArchiveFile document)
    {
        var isRefused = rules.Limits.Macros switch
        {
            OfficeMacros.Accept => false,
            OfficeMacros.Refuse => true,
            _ => !MacroTrace.IsDeclaredBy(document),
        };

        if (isRefused)
            throw Budget.Refuse(MacroTrace.Refusal);
    }

    private ContentTypeMatch? Detect(ReadOnlySpan<byte> head) => rules.Detector.Detect(head[..Math.Min(head.Length, rules.Detector.HeadLength)]);

    private static async ValueTask DrainAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DrainLength);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
