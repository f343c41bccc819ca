using System.Text;
using CsCheck;
using Xunit;

namespace Attachments.Scanning.ClamAV.Protocol;

public sealed class ClamdReplyTests
{
    private const string Clean = "stream: OK\0";

    // Pieces of true replies, so that random ones come close to them.
    private static readonly string[] Pieces =
        ["stream: ", "stream:", "OK", " OK", "FOUND", " FOUND", "\0", "\n", " ", "ERROR", "Eicar", "Heuristics.Limits.Exceeded", "INSTREAM size limit exceeded. ERROR"];

    private static readonly Gen<byte[]> NearReplies = Gen.Int[0, Pieces.Length - 1].Array[0, 6]
        .Select(indexes => Encoding.ASCII.GetBytes(string.Concat(indexes.Select(index => Pieces[index]))));

    [Fact]
    public void Exactly_ok_is_clean() => Assert.Equal(ClamdReplyKind.Clean, Parse(Clean).Kind);

    [Theory]
    [InlineData("stream: Eicar-Signature FOUND\0", "Eicar-Signature")]
    [InlineData("stream: Local.Eicar-Test-Signature.UNOFFICIAL FOUND\0", "Local.Eicar-Test-Signature.UNOFFICIAL")]
    [InlineData("stream: OK FOUND\0", "OK")]
    [InlineData("stream: a name with FOUND in it FOUND\0", "a name with FOUND in it")]
    [InlineData("stream: Heuristics.Phishing.Email.SpoofedDomain FOUND\0", "Heuristics.Phishing.Email.SpoofedDomain")]
    public void A_threat_is_infected_and_named(string reply, string name) => Assert.Equal(new ClamdReply(ClamdReplyKind.Infected, name), Parse(reply));

    [Theory]
    [InlineData("Heuristics.Limits.Exceeded")]
    [InlineData("Heuristics.Limits.Exceeded.MaxFileSize")]
    [InlineData("Heuristics.Limits.Exceeded.MaxScanTime")]
    [InlineData("Heuristics.Encrypted.Zip")]
    [InlineData("Heuristics.Encrypted.PDF")]
    public void What_was_not_looked_at_is_unscannable_and_says_why(string alert) =>
        Assert.Equal(new ClamdReply(ClamdReplyKind.Unscannable, alert), Parse($"stream: {alert} FOUND\0"));

    [Fact]
    public void A_stream_that_was_too_long_is_told_apart() => Assert.Equal(ClamdReplyKind.StreamTooLong, Parse("INSTREAM size limit exceeded. ERROR\0").Kind);

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("OK\0")]
    [InlineData("stream: OK")]
    [InlineData("stream: OK\n")]
    [InlineData("stream: OK\0\0")]
    [InlineData("stream: OK\0stream: Eicar FOUND\0")]
    [InlineData("1: stream: OK\0")]
    [InlineData("Stream: ok\0")]
    [InlineData("/tmp/x: OK\0")]
    [InlineData("stream: Eicar FOUND")]
    [InlineData("stream: FOUND\0")]
    [InlineData("stream:  FOUND\0")]
    [InlineData("stream: (null) FOUND\0")]
    [InlineData("stream: OK\nx FOUND\0")]
    [InlineData("stream: Can't allocate memory ERROR\0")]
    [InlineData("INSTREAM: Can't write to temporary file. ERROR\0")]
    [InlineData("COMMAND READ TIMED OUT\n")]
    [InlineData("UNKNOWN COMMAND\0")]
    [InlineData("PONG\0")]
    public void Anything_else_is_no_verdict(string reply) => Assert.Equal(ClamdReplyKind.NoVerdict, Parse(reply).Kind);

    [Theory]
    [InlineData("fd[0]: OK\0")]
    [InlineData("fd[24]: OK\0")]
    [InlineData("fd[2147483647]: OK\0")]
    public void Exactly_ok_makes_a_file_clean(string reply) => Assert.Equal(ClamdReplyKind.Clean, ParseFile(reply).Kind);

    [Theory]
    [InlineData("fd[15]: Eicar FOUND\0", ClamdReplyKind.Infected, "Eicar")]
    [InlineData("fd[15]: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", ClamdReplyKind.Unscannable, "Heuristics.Limits.Exceeded.MaxFileSize")]
    internal void What_is_found_in_a_file_is_told_as_of_a_stream(string reply, ClamdReplyKind kind, string name) =>
        Assert.Equal(new ClamdReply(kind, name), ParseFile(reply));

    [Theory]
    [InlineData("")]
    [InlineData("fd")]
    [InlineData("fd[")]
    [InlineData("fd[15")]
    [InlineData("fd[]: OK\0")]
    [InlineData("fd[1 5]: OK\0")]
    [InlineData("fd[-1]: OK\0")]
    [InlineData("fd[15]:OK\0")]
    [InlineData("fd[15]: OK")]
    [InlineData("fd[15]: OK\n")]
    [InlineData("fd[15]: OK\0fd[15]: Eicar FOUND\0")]
    [InlineData("fd[21474836470]: OK\0")]
    [InlineData("stream: OK\0")]
    [InlineData("fd[15]: FOUND\0")]
    [InlineData("fd[15]: (null) FOUND\0")]
    [InlineData("fd[15]: Not a regular file ERROR\0")]
    [InlineData("No file descriptor received. ERROR\0")]
    [InlineData("UNKNOWN COMMAND\0")]
    public void Anything_else_about_a_file_is_no_verdict(string reply) => Assert.Equal(ClamdReplyKind.NoVerdict, ParseFile(reply).Kind);

    [Theory]
    [InlineData("fd[15]: OK\0")]
    [InlineData("fd[15]: Eicar FOUND\0")]
    public void A_word_about_a_file_is_none_about_a_stream(string reply) => Assert.Equal(ClamdReplyKind.NoVerdict, Parse(reply).Kind);

    [Fact]
    public void Random_bytes_are_never_clean_and_never_throw() => Gen.Byte.Array[0, 5_000].Sample(IsSound);

    [Fact]
    public void What_comes_close_to_a_reply_is_clean_only_where_it_is_one() => NearReplies.Sample(IsSound, iter: 20_000);

    [Fact]
    public void A_reply_with_one_byte_changed_added_or_lost_is_not_clean() =>
        Gen.Select(Gen.Int[0, Clean.Length - 1], Gen.Byte[1, 255], Gen.Int[0, 2]).Sample((at, change, how) =>
        {
            var bytes = Encoding.ASCII.GetBytes(Clean).ToList();
            if (how == 0)
                bytes[at] ^= change;
            else if (how == 1)
                bytes.RemoveAt(at);
            else
                bytes.Insert(at, change);

            return ClamdReply.Parse(bytes.ToArray()).Kind != ClamdReplyKind.Clean || bytes.SequenceEqual(Encoding.ASCII.GetBytes(Clean));
        });

    private static bool IsSound(byte[] bytes)
    {
        var reply = ClamdReply.Parse(bytes);
        return (reply.Kind == ClamdReplyKind.Clean) == bytes.AsSpan().SequenceEqual("stream: OK\0"u8)
            && reply.Text.Length <= ClamdReply.LongestText
            && reply.Text.All(character => character is >= ' ' and <= '~');
    }

    private static ClamdReply ParseFile(string reply) => ClamdReply.ParseFile(Encoding.ASCII.GetBytes(reply));

    private static ClamdReply Parse(string reply) => ClamdReply.Parse(Encoding.ASCII.GetBytes(reply));
}
