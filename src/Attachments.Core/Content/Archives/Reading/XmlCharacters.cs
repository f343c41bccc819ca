namespace Attachments.Content.Archives.Reading;

/// <summary>
/// Makes characters of the bytes of an XML file, one piece after the other: in UTF-8, and in UTF-16 without its zeros; references to characters (XML 1.0, 4.1)
/// become what they mean.
/// </summary>
internal sealed class XmlCharacters
{
    /// <summary>How many more characters than bytes a piece may give: what was held back of the piece before.</summary>
    public const int More = 1;

    private Step step;
    private int value;

    private enum Step
    {
        Text,
        Ampersand,
        Number,
        Decimal,
        Hexadecimal,
    }

    /// <returns>How many characters were written.</returns>
    public int Read(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var length = 0;
        foreach (var one in bytes)
        {
            if (one == 0 || IsTaken((char)one))
                continue;

            if (step == Step.Ampersand)
                text[length++] = '&';

            var isEnd = one == ';' && step is (Step.Decimal or Step.Hexadecimal);
            step = one == '&' ? Step.Ampersand : Step.Text;
            if (one != '&')
                text[length++] = isEnd ? (char)value : (char)one;
        }

        return length;
    }

    private bool IsTaken(char one)
    {
        switch (step)
        {
            case Step.Ampersand when one == '#':
                (step, value) = (Step.Number, 0);
                return true;
            case Step.Number when one == 'x':
                step = Step.Hexadecimal;
                return true;
            case Step.Number or Step.Decimal when char.IsAsciiDigit(one):
                step = Step.Decimal;
                value = Math.Min((value * 10) + (one - '0'), char.MaxValue);
                return true;
            case Step.Hexadecimal when char.IsAsciiHexDigit(one):
                value = Math.Min((value * 16) + (char.IsAsciiDigit(one) ? one - '0' : (one | 0x20) - 'a' + 10), char.MaxValue);
                return true;
            default:
                return false;
        }
    }
}
