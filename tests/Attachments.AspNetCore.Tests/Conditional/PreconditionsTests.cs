using Attachments.AspNetCore.Conditional;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Tests.Conditional;

public sealed class PreconditionsTests
{
    private const string Same = "\"abc\"";

    private const string Other = "\"xyz\"";

    private const string Earlier = "Sat, 24 Jan 2026 10:30:14 GMT";

    private const string Exact = "Sat, 24 Jan 2026 10:30:15 GMT";

    private const string Later = "Sat, 24 Jan 2026 10:30:16 GMT";

    private static readonly DateTimeOffset Modified = new(2026, 1, 24, 10, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData("\"abc\"", true, true)]
    [InlineData("W/\"abc\"", false, true)]
    [InlineData("\"xyz\"", false, false)]
    [InlineData("\"xyz\", \"abc\"", true, true)]
    [InlineData("\"xyz\",W/\"q\" ,,\t\"abc\"", true, true)]
    [InlineData("\"a,\", \"abc\"", true, true)]
    [InlineData("*", true, true)]
    [InlineData(" * ", true, true)]
    [InlineData("\"*\"", false, false)]
    [InlineData("abc", false, false)]
    [InlineData("\"abc", false, false)]
    [InlineData("w/\"abc\"", false, false)]
    [InlineData("junk, \"abc\"", false, false)]
    [InlineData("\"xyz\" \"abc\"", false, false)]
    [InlineData("", false, false)]
    public void Entity_tags_are_compared_strongly_for_if_match_and_weakly_for_if_none_match(string header, bool strong, bool weak)
    {
        Assert.Equal(strong, EntityTags.ContainsStrong(header, Same));
        Assert.Equal(weak, EntityTags.ContainsWeak(header, Same));
    }

    [Fact]
    public void Entity_tags_are_found_in_every_line_of_the_field()
    {
        Assert.True(EntityTags.ContainsStrong(new StringValues([Other, Same]), Same));
    }

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    public void Http_date_reads_the_three_forms(string text)
    {
        Assert.True(HttpDate.TryParse(text, out var date));
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1994-11-06T08:49:37Z")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 +0100")]
    [InlineData("784111777")]
    public void Http_date_reads_nothing_else(string text)
    {
        Assert.False(HttpDate.TryParse(text, out _));
    }

    [Fact]
    public void Evaluate_follows_rfc_9110_for_every_combination()
    {
        string?[] matches = [null, Same, Other, "W/" + Same, "*", "junk"];
        string?[] dates = [null, Earlier, Exact, Later, "junk"];

        foreach (var ifMatch in matches)
        {
            foreach (var ifNoneMatch in matches)
            {
                foreach (var ifUnmodifiedSince in dates)
                {
                    foreach (var ifModifiedSince in dates)
                    {
                        var headers = Headers(("If-Match", ifMatch), ("If-None-Match", ifNoneMatch), ("If-Unmodified-Since", ifUnmodifiedSince), ("If-Modified-Since", ifModifiedSince));

                        var expected = Expected(ifMatch, ifNoneMatch, ifUnmodifiedSince, ifModifiedSince);
                        Assert.Equal(expected, Preconditions.Evaluate(headers, Same, Modified));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Same, true)]
    [InlineData(" " + Same + " ", true)]
    [InlineData("W/" + Same, false)]
    [InlineData(Other, false)]
    [InlineData(Same + ", " + Other, false)]
    [InlineData("*", false)]
    [InlineData(Exact, true)]
    [InlineData(Earlier, false)]
    [InlineData(Later, false)]
    [InlineData("junk", false)]
    public void If_range_allows_the_range_only_for_the_very_same_representation(string? header, bool allowed)
    {
        Assert.Equal(allowed, Preconditions.AllowsRange(header is null ? StringValues.Empty : header, Same, Modified));
    }

    [Fact]
    public void Entity_tags_are_found_wherever_they_stand_in_a_list()
    {
        var tag = Gen.Char["abc,*W/ "].Array[0, 5].Select(static chars => $"\"{new string(chars)}\"");

        Gen.Select(tag.Array[1, 6], Gen.Int[0, 5]).Sample(static (tags, index) =>
            EntityTags.ContainsStrong(string.Join(", ", tags), tags[index % tags.Length])
            && EntityTags.ContainsStrong(string.Join(",", tags), Same) == tags.Contains(Same));
    }

    // RFC 9110, section 13.2.2, as it is written there.
    private static PreconditionOutcome Expected(string? ifMatch, string? ifNoneMatch, string? ifUnmodifiedSince, string? ifModifiedSince)
    {
        if (ifMatch is not null)
        {
            if (ifMatch is not (Same or "*"))
                return PreconditionOutcome.Failed;
        }
        else if (ifUnmodifiedSince == Earlier)
        {
            return PreconditionOutcome.Failed;
        }

        if (ifNoneMatch is not null)
            return ifNoneMatch is Same or "W/" + Same or "*" ? PreconditionOutcome.NotModified : PreconditionOutcome.Holds;

        return ifModifiedSince is Exact or Later ? PreconditionOutcome.NotModified : PreconditionOutcome.Holds;
    }

    private static HeaderDictionary Headers(params (string Name, string? Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                dictionary[name] = value;
        }

        return dictionary;
    }
}
