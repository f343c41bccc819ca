using Attachments.AspNetCore.Conditional;
using CsCheck;
using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Tests.Conditional;

public sealed class RangeHeaderTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=2-4", 2, 3)]
    [InlineData("bytes=9-", 9, 1)]
    [InlineData("bytes=0-", 0, 10)]
    [InlineData("bytes=5-99", 5, 5)]
    [InlineData("bytes=-1", 9, 1)]
    [InlineData("bytes=-10", 0, 10)]
    [InlineData("bytes=-99", 0, 10)]
    [InlineData("BYTES=1-2", 1, 2)]
    [InlineData("bytes= 1-2 ", 1, 2)]
    [InlineData("bytes=1-2,", 1, 2)]
    [InlineData("bytes=,1-2, ,", 1, 2)]
    [InlineData("bytes=0000000000000000000000000001-2", 1, 2)]
    [InlineData("bytes=1-99999999999999999999999999", 1, 9)]
    [InlineData("bytes=-99999999999999999999999999", 0, 10)]
    [InlineData("bytes=-9223372036854775807", 0, 10)]
    public void Parse_gives_the_part_that_lies_in_the_file(string header, long offset, long count)
    {
        Assert.Equal(ByteRange.Part(offset, count), RangeHeader.Parse(header, 10));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-11")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=-000")]
    [InlineData("bytes=99999999999999999999999999-")]
    [InlineData("bytes=9223372036854775807-")]
    [InlineData("bytes=9223372036854775808-9223372036854775809")]
    public void Parse_finds_nothing_when_the_range_lies_outside(string header)
    {
        Assert.Equal(ByteRange.Unsatisfiable, RangeHeader.Parse(header, 10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1")]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=1 -2")]
    [InlineData("bytes=0x1-2")]
    [InlineData("bytes=١-٢")]
    [InlineData("bytes =1-2")]
    [InlineData("items=1-2")]
    [InlineData("bytes=0-0,2-2")]
    [InlineData("bytes=0-0,-1")]
    [InlineData("bytes=20-30,40-50")]
    public void Parse_takes_the_whole_when_the_field_does_not_count(string header)
    {
        Assert.Equal(ByteRange.Whole, RangeHeader.Parse(header, 10));
    }

    [Fact]
    public void Parse_takes_the_whole_when_the_field_is_absent_or_comes_twice()
    {
        Assert.Equal(ByteRange.Whole, RangeHeader.Parse(StringValues.Empty, 10));
        Assert.Equal(ByteRange.Whole, RangeHeader.Parse(new StringValues(["bytes=0-1", "bytes=3-4"]), 10));
    }

    [Fact]
    public void Parse_agrees_with_the_definition_for_any_first_and_last()
    {
        Gen.Select(Gen.Long[0, 40], Gen.Long[0, 40], Gen.Long[1, 30]).Sample(static (first, last, length) =>
        {
            var wanted = Enumerable.Range(0, (int)length).Where(i => i >= first && i <= last).ToArray();

            var range = RangeHeader.Parse($"bytes={first}-{last}", length);

            return last < first ? range == ByteRange.Whole
                : wanted.Length == 0 ? range == ByteRange.Unsatisfiable
                : range == ByteRange.Part(wanted[0], wanted.Length);
        });
    }

    [Fact]
    public void Parse_never_leaves_the_file_whatever_the_field_says()
    {
        var text = Gen.Char["0123456789-,=bytes 9"].Array[0, 30].Select(static chars => "bytes=" + new string(chars));

        Gen.Select(text, Gen.Long[1, long.MaxValue]).Sample(static (header, length) =>
        {
            var range = RangeHeader.Parse(header, length);

            return range.Kind != ByteRangeKind.Part || (range.Offset >= 0 && range.Count >= 1 && range.Offset <= length - range.Count);
        });
    }
}
