using System.Globalization;
using CsCheck;
using FusionOfN.Testing;

namespace FusionOfN.Tests.Provenance;

[Collection(nameof(ProvenanceMapTests))]
[CollectionDefinition(nameof(ProvenanceMapTests), DisableParallelization = true)]
public sealed class ProvenanceMapTests
{
    [Fact]
    public void Create_MixedAnswer_NamesEachPiecesCandidates()
    {
        const string Answer = "The red fox sleeps in the old barn, and nobody minds the noise.";
        var map = ProvenanceMap.Create(Answer, ["The red fox sleeps near a den.", "A dog lives in the old barn, they say.", "The red fox sleeps all day."]);

        Assert.Equal(
            [("The red fox sleeps ", "0,2", ""), ("in the old barn, ", "1", ""), ("and nobody minds ", "", ""), ("the ", "", "1"), ("noise", "", ""), (".", "", "0,1,2")],
            map.Spans.Select(span => (span.Of(Answer), string.Join(',', span.Candidates), string.Join(',', span.Possible))));
        Assert.Equal(28.0 / 51, map.CopyRate, 1e-12);
        Assert.Equal(4.0 / 51, map.TooShortRate, 1e-12);
        Assert.Equal(19.0 / 51, map.NewRate, 1e-12);
        Assert.Equal([7.5 / 51, 13.0 / 51, 7.5 / 51], map.Shares, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Theory]
    [InlineData("First a long line\r\nand then another line\r\n", "First a long line\nand then another line\n")]
    [InlineData("First a long line\nand then another line\n", "First a long line\r\nand then another line\r\n")]
    [InlineData("L'e\u0301cole est ferm\u00e9e aujourd'hui", "L'\u00e9cole est ferme\u0301e aujourd'hui")]
    public void Create_OtherLineEndsOrAccents_IsTheSameText(string answer, string candidate)
    {
        var map = ProvenanceMap.Create(answer, [candidate, "something else altogether"]);

        Assert.Equal(answer, string.Concat(map.Spans.Select(span => span.Of(answer))));
        Assert.Equal(1, map.CopyRate, 1e-9);
        Assert.Equal([1, 0], map.Shares, (left, right) => Math.Abs(left - right) < 1e-9);
    }

    [Theory]
    // What is short proves something when it is a number, a date or a name.
    [InlineData("It has 42 of them.", "We counted 42 yesterday.", "42 ")]
    [InlineData("Er starb am 3. Mai 1867 dort.", "Geboren 3. Mai 1867, sagt man.", "3. Mai 1867 ")]
    [InlineData("So Lima it is.", "People say Lima mostly.", "Lima ")]
    [InlineData("Lima, so it seems.", "People say Lima mostly.", "Lima")]
    [InlineData("They joined the EU later.", "Now EU law holds.", "EU ")]
    [InlineData("Drink H2O daily.", "Call it H2O or so.", "H2O ")]
    [InlineData("약 18명입니다", "모두 18개", "18")]
    [InlineData("Precisely 3.14 then.", "Nearly 3.14, roughly.", "3.14 ")]
    public void Create_NumberDateOrName_CountsHoweverShort(string answer, string candidate, string piece)
    {
        var map = ProvenanceMap.Create(answer, [candidate]);
        Assert.Equal(piece, Assert.Single(map.Spans, span => span.Kind == ProvenanceKind.Copied).Of(answer));
    }

    [Theory]
    // Parts of other numbers, the numbers of a list, words in capitals because a sentence or a title has them.
    [InlineData("It has 18 of them.", "We counted 18.5 yesterday.")]
    [InlineData("It has 234 of them.", "We counted 1,234 yesterday.")]
    [InlineData("Drink 2 daily.", "Call it H2O or so.")]
    [InlineData("1. water\n2. air", "1. Fire\n2. earth")]
    [InlineData("So the house fell.", "In The House we slept.")]
    [InlineData("Then it fell.", "We left. Then we slept.")]
    public void Create_ShortAndCommon_IsTooShortToSay(string answer, string candidate)
    {
        var map = ProvenanceMap.Create(answer, [candidate]);
        Assert.Equal(0, map.CopyRate);
        Assert.Equal(answer, string.Concat(map.Spans.Select(span => span.Of(answer))));
    }

    [Fact]
    public void Create_ShortPieces_SayWhoMayHoldThem()
    {
        const string Answer = "brandnew of the kind";
        var map = ProvenanceMap.Create(Answer, ["one of a", "of the", "the", "nothing"]);
        Assert.Equal(
            [("brandnew ", ProvenanceKind.New, ""), ("of the ", ProvenanceKind.TooShort, "1"), ("kind", ProvenanceKind.New, "")],
            map.Spans.Select(span => (span.Of(Answer), span.Kind, string.Join(',', span.Possible))));
        Assert.All(map.Spans, span => Assert.Empty(span.Candidates));
    }

    [Fact]
    public void Create_SentencesOfSeveral_AreNotSplit()
    {
        // The first candidate's run goes on into the second sentence, and the third's begins in it.
        const string Answer = "The capital is Warsaw. The currency is the zloty. It lies in Europe.";
        var map = ProvenanceMap.Create(Answer,
        [
            "The capital is Warsaw. The currency is not known to me.",
            "Some say Krakow. The currency is the zloty. It is pretty.",
            "Nobody pays in zloty. It lies in Europe.",
        ]);

        Assert.Equal(
            [("The capital is Warsaw. ", "0"), ("The currency is the zloty. ", "1"), ("It lies in Europe.", "2")],
            map.Spans.Select(span => (span.Of(Answer), string.Join(',', span.Candidates))));
    }

    [Fact]
    public void Create_PassagesOfOneCandidateInAnotherOrder_AreOnePiece()
    {
        const string Answer = "The currency is the zloty. The capital is Warsaw.";
        var span = Assert.Single(ProvenanceMap.Create(Answer, ["The capital is Warsaw.\nThe currency is the zloty."]).Spans);

        Assert.Equal([0], span.Candidates);
        Assert.Equal(["The currency is the zloty.", "The capital is Warsaw."], span.Passages(Answer));
    }

    [Theory]
    [InlineData("The capital is Warsaw.\n\nThe currency is the zloty.\n", "The capital is Warsaw.\n\nSo.", "Mind: The currency is the zloty.\n")]
    [InlineData("- The capital is Warsaw.\r\n- The currency is the zloty.\r\n", "- The capital is Warsaw.\r\n- Else.", "The currency is the zloty.\r\n")]
    public void Create_LineBreaks_BelongToWhatFollows(string answer, params string[] candidates)
    {
        var map = ProvenanceMap.Create(answer, candidates);
        var copied = map.Spans.Where(span => span.Kind == ProvenanceKind.Copied).ToList();
        Assert.Equal(2, copied.Count);
        Assert.All(copied, span => Assert.DoesNotMatch(@"[\r\n]\s*\z", span.Of(answer)));
        Assert.Equal(answer, string.Concat(map.Spans.Select(span => span.Of(answer))));
    }

    [Fact]
    public void Create_SpacesAreNobodys_TheSameTextWithAnotherEndIsHeldAsWell()
    {
        const string Answer = "The capital is Warsaw. The currency is the zloty.";
        var map = ProvenanceMap.Create(Answer, ["The capital is Warsaw.", "The capital is Warsaw. ", "The currency is the zloty."]);
        Assert.Equal(["0,1", "2"], map.Spans.Select(span => string.Join(',', span.Candidates)));
    }

    [Fact]
    public void Create_PartOfAWord_IsNoMatch()
    {
        var map = ProvenanceMap.Create("categories", ["a category of categoriesque things"]);
        Assert.True(Assert.Single(map.Spans).IsNew);
    }

    [Fact]
    public void Create_LanguagesWithoutSpaces_AreMatchedByCharacter()
    {
        var japanese = ProvenanceMap.Create("今日は天気が良いので公園で遊びます。", ["今日は天気が良いですね。", "明日は公園で遊びます。"]);
        Assert.Equal([("今日は天気が良い", 0), ("公園で遊びます。", 1)],
            japanese.Spans.Where(span => span.Kind == ProvenanceKind.Copied).Select(span => (span.Of("今日は天気が良いので公園で遊びます。"), span.Candidates[0])));

        var thai = ProvenanceMap.Create("วันนี้อากาศดีมาก", ["เมื่อวานอากาศดีมากจริงๆ"]);
        Assert.Equal("อากาศดีมาก", thai.Spans.Single(span => span.Kind == ProvenanceKind.Copied).Of("วันนี้อากาศดีมาก"));
    }

    [Fact]
    public void Create_EmojiAndAccents_AreNeverCut()
    {
        // The candidate holds the same first code points, but not the same characters.
        var map = ProvenanceMap.Create("a fine family 👩‍👩‍👧‍👦", ["a fine family 👩‍👩‍👧"]);
        Assert.Equal("a fine family ", map.Spans[0].Of("a fine family 👩‍👩‍👧‍👦"));
        Assert.Equal("👩‍👩‍👧‍👦", map.Spans[1].Of("a fine family 👩‍👩‍👧‍👦"));
        Assert.True(map.Spans[1].IsNew);
    }

    [Theory]
    [InlineData("18", "The answer is 18.", 1)]
    [InlineData("18", "The answer is 180.", 0)]
    [InlineData("B", "B", 1)]
    [InlineData("Lima", "It is Lima", 1)]
    [InlineData("Lima", "It is Limabean", 0)]
    public void Create_ShortAnswer_IsMatchedAsAWhole(string answer, string candidate, double copyRate) =>
        Assert.Equal(copyRate, ProvenanceMap.Create(answer, [candidate]).CopyRate);

    [Fact]
    public void Create_CommonWords_AreNoEvidence() =>
        Assert.Equal(0, ProvenanceMap.Create("He walked to the shop for milk and eggs.", ["She drove to the lake with a dog and cat."]).CopyRate);

    [Fact]
    public void Create_NothingToCompare_IsNew()
    {
        Assert.Empty(ProvenanceMap.Create("", ["a"]).Spans);
        Assert.Equal(0, ProvenanceMap.Create("", ["a"]).CopyRate);
        Assert.True(Assert.Single(ProvenanceMap.Create("all of this is new", []).Spans).IsNew);
        Assert.True(Assert.Single(ProvenanceMap.Create("all of this is new", ["", " "]).Spans).IsNew);
    }

    [Fact]
    public void Create_AnyTexts_SpansCoverTheAnswerAndOccurWhereTheySay()
    {
        Gen.Select(Texts, Texts.Array[0, 4], Gen.Int[1, 10]).Sample((answer, candidates, minimum) =>
        {
            var map = ProvenanceMap.Create(answer, candidates, minimum);
            Assert.Equal(answer, string.Concat(map.Spans.Select(span => span.Of(answer))));
            var next = 0;
            foreach (var span in map.Spans)
            {
                Assert.Equal(next, span.Start);
                next = span.End;
                Assert.True(span.Length > 0);
                int[] holders = [.. span.Candidates, .. span.Possible];
                Assert.All(holders, candidate => Assert.All(span.Passages(answer), passage => Assert.Contains(Same(passage), Same(candidates[candidate]), StringComparison.Ordinal)));
                Assert.Equal(holders.Order().Distinct(), holders);
                Assert.True(span.Candidates.Count == 0 || span.Possible.Count == 0);
                Assert.True(span.End == answer.Length || span.Kind != ProvenanceKind.Copied || !span.Of(answer).EndsWith('\n'));
            }

            Assert.InRange(map.CopyRate, 0, 1);
            Assert.Equal(map.CopyRate, map.Shares.Sum(), 1e-9);
            Assert.Equal(string.IsNullOrWhiteSpace(answer) ? 0 : 1, map.CopyRate + map.TooShortRate + map.NewRate, 1e-9);
            Assert.Equal(candidates.Length, map.Shares.Count);
        }, iter: 3000);
    }

    private static string Same(string text) => text.ReplaceLineEndings("\n").Replace("e\u0301", "\u00e9", StringComparison.Ordinal);

    [Fact]
    public void Create_AnyTexts_BordersCutNoCharacter()
    {
        Gen.Select(Texts, Texts).Sample((answer, candidate) =>
        {
            var starts = StringInfo.ParseCombiningCharacters(answer);
            foreach (var span in ProvenanceMap.Create(answer, [candidate], 1).Spans)
                Assert.Contains(span.Start, starts);
        });
    }

    [Fact]
    public void Create_CopyOfACandidate_IsCopiedWhole()
    {
        Gen.Select(Texts.Where(text => !string.IsNullOrWhiteSpace(text)), Texts).Sample((copied, other) =>
        {
            var map = ProvenanceMap.Create(copied, [other, copied]);
            Assert.Equal(1, map.CopyRate, 1e-9);
            Assert.All(map.Spans, span => Assert.True(string.IsNullOrWhiteSpace(span.Of(copied)) || span.Candidates.Contains(1)));
        });
    }

    [Fact]
    public void Create_AnyTexts_FollowsItsDefinition()
    {
        // Each character of these is a token of its own.
        var texts = Gen.Char["天地人.!"].Array[0, 30].Select(letters => new string(letters));
        Gen.Select(texts, texts.Array[0, 4], Gen.Int[1, 20]).Sample((answer, candidates, minimum) =>
        {
            var copied = 0;
            foreach (var span in ProvenanceMap.Create(answer, candidates, minimum).Spans)
            {
                int[] holders = [.. Enumerable.Range(0, candidates.Length).Where(candidate => span.Passages(answer).All(passage => candidates[candidate].Contains(passage, StringComparison.Ordinal)))];
                switch (span.Kind)
                {
                    case ProvenanceKind.Copied:
                        int[] borders = [span.Start, .. span.Seams, span.End];
                        copied += borders.Length - 1;
                        Assert.Equal(
                            Enumerable.Range(0, candidates.Length).Where(candidate => borders.Zip(borders.Skip(1), (from, to) => IsProven(answer, from, to, candidates[candidate], minimum)).All(isProven => isProven)),
                            span.Candidates);
                        break;
                    case ProvenanceKind.TooShort:
                        Assert.All(Enumerable.Range(span.Start, span.Length), place => Assert.DoesNotContain(candidates, candidate => IsProven(answer, place, place + 1, candidate, minimum)));
                        Assert.Equal(holders, span.Possible);
                        break;
                    default:
                        Assert.All(span.Of(answer), letter => Assert.DoesNotContain(candidates, candidate => candidate.Contains(letter, StringComparison.Ordinal)));
                        break;
                }
            }

            Assert.Equal(FewestPassages(answer, candidates, minimum), copied);
        }, iter: 500);
    }

    [Fact]
    public void Create_UnrelatedTexts_ShareLittle()
    {
        Random random = new(7);
        var map = ProvenanceMap.Create(Words(random, 400, 0, 300), [.. Enumerable.Range(0, 5).Select(_ => Words(random, 400, 0, 300))]);
        Assert.InRange(map.CopyRate, 0, 0.15);
    }

    [Theory]
    [InlineData("words")]
    [InlineData("copies")]
    [InlineData("one letter")]
    [InlineData("han")]
    public void Create_FiveCandidatesOf20000Characters_IsFast(string kind)
    {
        Random random = new(3);
        string Text(int seed) => kind switch
        {
            "words" => Words(random, 3600, 0, 5000)[..20_000],
            "copies" => Words(new(1), 3600, 0, 5000)[..20_000],
            "one letter" => new string('字', 20_000),
            _ => string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)('一' + random.Next(2000)))),
        };
        var candidates = Enumerable.Range(0, 5).Select(Text).ToArray();
        var answer = Text(9);

        // Processor time and not wall time, the best of several: a busy machine must not fail it. This class runs beside no other test.
        var best = ProcessorTime.Best(() => ProvenanceMap.Create(answer, candidates), times: 7);
        Assert.True(best < TimeSpan.FromMilliseconds(150), $"{kind}: {best.TotalMilliseconds} ms of processor time");
    }

    // Whether a piece is part of a run that is held and long enough, found by plain search.
    private static bool IsProven(string answer, int from, int to, string candidate, int minimum)
    {
        static int Weight(string text) => text.Sum(letter => char.IsAscii(letter) ? 1 : 3);
        for (var start = 0; start <= from; start++)
        {
            for (var end = to; end <= answer.Length; end++)
            {
                if (Weight(answer[start..end]) >= Math.Max(1, Math.Min(minimum, Weight(answer))) && candidate.Contains(answer[start..end], StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    private static int FewestPassages(string answer, string[] candidates, int minimum)
    {
        var count = 0;
        for (var from = 0; from < answer.Length;)
        {
            var to = answer.Length;
            while (to > from && !Array.Exists(candidates, candidate => IsProven(answer, from, to, candidate, minimum)))
                to--;
            count += to > from ? 1 : 0;
            from = Math.Max(from + 1, to);
        }

        return count;
    }

    private static Gen<string> Texts
    {
        get
        {
            string[] pieces = ["the", "red", "fox", "sleeps", " ", " ", ", ", "\n", "今", "日", "は", "é", "e\u0301", "😀", "👩‍👧", "ไทย", "18", "\r\n", "\ud83d", "abc", "-"];
            return Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 30].Select(string.Concat);
        }
    }

    private static string Words(Random random, int count, int first, int vocabulary) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(first + random.Next(vocabulary))));

    private static string Word(int number)
    {
        const string Syllables = "balomirukatesinodefu";
        return string.Concat(Enumerable.Range(0, 3).Select(i => Syllables.Substring(((number / (int)Math.Pow(10, i)) % 10) * 2, 2))) + (char)('a' + (number / 1000));
    }
}
