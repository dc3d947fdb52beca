namespace FusionOfN.Tests.Answers;

public sealed class AnswerExtractorsTests
{
    [Theory]
    [InlineData("number", "number")]
    [InlineData("Boxed", "boxed")]
    [InlineData("choice", "choice")]
    [InlineData(" exact ", "exact")]
    [InlineData("regex:x=(.+)", "regex")]
    public void Create_KnownName_GivesThatExtractor(string specification, string name) =>
        Assert.Equal(name, AnswerExtractors.Create(specification).Name);

    [Fact]
    public void Create_UnknownName_ListsTheNames()
    {
        var message = Assert.Throws<ArgumentException>(() => AnswerExtractors.Create("numbr")).Message;
        Assert.Contains("'numbr'", message, StringComparison.Ordinal);
        Assert.All(AnswerExtractors.Names, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\\boxed{18}", "18")]
    [InlineData("\\boxed{1} then \\boxed{2}", "2")]
    [InlineData("\\boxed{1} then \\boxed{2 is open", "1")]
    [InlineData("\\boxed{\\{1, 2\\}}", "\\{1,2\\}")]
    [InlineData("\\boxed{\\dfrac{a_{1}}{b}}", "\\frac{a_1}{b}")]
    [InlineData("\\boxed{\\left( 3,  \\frac{\\pi}{2} \\right)}", "(3,\\frac{\\pi}{2})")]
    [InlineData("\\boxed{\\text{Monday}.}", "Monday")]
    [InlineData("\\boxed 5", "5")]
    [InlineData("\\boxed{18.00}", "18")]
    [InlineData("\\boxed{\\frac{1}{2}}", "0.5")]
    [InlineData("\\boxed{}", null)]
    [InlineData("\\boxed{", null)]
    [InlineData("nothing", null)]
    public void Boxed_Text_GivesLastClosedBox(string text, string? expected) => Assert.Equal(expected, new BoxedAnswerExtractor().Extract(text));

    [Theory]
    [InlineData("The answer is (B).", "B")]
    [InlineData("The answer is B because A is false", "B")]
    [InlineData("Answer: b", "B")]
    [InlineData("Answer: (c)", "C")]
    [InlineData("**Answer:** D", "D")]
    [InlineData("the answer is a car", null)]
    [InlineData("The correct answer is option C", "C")]
    [InlineData("\\boxed{\\text{E}}", "E")]
    [InlineData("I compared A and B.\n\n**C**", "C")]
    [InlineData("(A) is false, so it must be (D)", "D")]
    [InlineData("答案：Ｂ", "B")]
    [InlineData("A cat is an animal. I like it.", null)]
    [InlineData("Answer: Z", null)]
    [InlineData("", null)]
    public void Choice_Text_GivesAnnouncedLetter(string text, string? expected) => Assert.Equal(expected, new ChoiceLetterAnswerExtractor().Extract(text));

    [Fact]
    public void Choice_LetterBehindLastChoice_IsNotAnAnswer()
    {
        Assert.Null(new ChoiceLetterAnswerExtractor(4).Extract("Answer: E"));
        Assert.Equal("E", new ChoiceLetterAnswerExtractor(5).Extract("Answer: E"));
    }

    [Fact]
    public void Exact_Whitespace_IsCollapsed()
    {
        Assert.Equal("a b c", new ExactTextAnswerExtractor().Extract("  a\n\tb\u00a0 c\r\n"));
        Assert.Null(new ExactTextAnswerExtractor().Extract(" \n"));
        Assert.Equal("Straße", new ExactTextAnswerExtractor().Extract("Straße"));
        Assert.Equal("éclair дом", new ExactTextAnswerExtractor(ignoreCase: true).Extract("ÉCLAIR ДОМ"));
    }

    [Theory]
    [InlineData("x=(\\d+)", "x=1, x=22", "22")]
    [InlineData("(a)(?<answer>b+)", "abbb", "bbb")]
    [InlineData("\\d+", "1 and 2", "2")]
    [InlineData("x=(\\d*)", "x=5 x=", "5")]
    [InlineData("y", "x", null)]
    public void Regex_Pattern_GivesLastMatch(string pattern, string text, string? expected) =>
        Assert.Equal(expected, new RegexAnswerExtractor(pattern).Extract(text));

    [Fact]
    public void Regex_BadPattern_SaysWhatAndWhere()
    {
        var message = Assert.Throws<ArgumentException>(() => AnswerExtractors.Create("regex:(a")).Message;
        Assert.Contains("'(a'", message, StringComparison.Ordinal);
        Assert.Contains("position 2", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AnswerExtractors.Create("regex:"));
    }

    [Fact]
    public void Regex_CatastrophicPattern_HasNoAnswerAndReturns() =>
        Assert.Null(new RegexAnswerExtractor("^(a+)+$", TimeSpan.FromMilliseconds(50)).Extract(new string('a', 40) + "!"));
}
