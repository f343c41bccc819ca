using Attachments.Content.Types.Signatures;
using Attachments.Corpus;
using Xunit;

namespace Attachments.Content.Types;

/// <summary>The list of formats in docs/types-and-names.md is the table's own.</summary>
public sealed class SignatureDocumentTests
{
    private const string Begin = "<!-- formats: written by SignatureDocumentTests -->\n";
    private const string End = "<!-- end of formats -->";

    [Fact]
    public void Page_lists_every_format_with_its_sources_and_its_samples()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "types-and-names.md")).ReplaceLineEndings("\n");
        var listed = page[(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..page.IndexOf(End, StringComparison.Ordinal)];
        var expected = Formats().ReplaceLineEndings("\n");

        // What the page should say, to be copied into it.
        if (listed != expected)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "formats.received.md"), expected);

        Assert.Equal(expected, listed);
    }

    private static string Formats() => string.Concat(SignatureTable.Families.Select(static family => $"""
        ### {family.Family}
        | type | container | | told by | samples |
        |---|---|---|---|---|
        {string.Join('\n', family.Rows.GroupBy(static row => row.ContentType).Select(Line))}


        """)) + Counts();

    private static string Line(IGrouping<string, Signature> rows)
    {
        var samples = CorpusFile.Heads.Count(sample => sample.ContentType == rows.Key);
        var note = rows.All(static row => row.IsExecutable) ? "refused" : rows.Any(static row => row.HasMacros) ? "macros flagged" : MediaType.IsText(rows.Key) ? "text" : "";
        return $"| `{rows.Key}` | {rows.First().BuiltOn} | {note} | {string.Join("; ", rows.Select(static row => row.Source).Distinct())} | {samples} |";
    }

    private static string Counts()
    {
        var programs = SignatureTable.All.Where(static row => row.IsExecutable).Select(static row => row.ContentType).Distinct().Count();
        var formats = SignatureTable.All.Select(static row => row.ContentType).Distinct().Count() - programs;
        return $"{formats} formats and {programs} kinds of programs, in {SignatureTable.All.Count} rows, proven by {CorpusFile.Heads.Count} samples.\n";
    }
}
