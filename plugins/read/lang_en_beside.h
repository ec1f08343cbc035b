// What an English figure counts by the words right beside it: "the loan, worth up to 350 million
// euros", "people aged 65", "a 1.0l engine", "up from 41 percent", "Burlington by 2.6 percent". For
// lang_en.cpp only.
//
// Each finder sets what `draft` counts and answers whether it did. They look at a bounded number of
// tokens, so time is linear.
#pragma once

#include <cstddef>

#include "plugins/read/lang_en_group.h"

namespace claimwatch {

// The token in front of what qualifies the figure: bounds, articles, "between", "a record".
std::size_t BeforeQualifiers(const Scan& scan, std::size_t at);

// "the loan, worth 350 million euros": the group before "worth", over a comma.
bool WorthLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "players over the age of 21", "people aged 65": the group before the words of age.
bool AgedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "640bhp 5.2 litre V10 engine", "an 80 yard touchdown": the unit only qualifies the noun behind.
bool UnitOfNoun(const Scan& scan, FigureDraft& draft);
// "shares fell 2 percent, Burlington by 2.6 percent": the verb is left out.
bool GappedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "pulled the sector 0.68 percent lower": what was moved stands before the amount.
bool PushedLeft(const Scan& scan, FigureDraft& draft);
// "wiping $340 million from the firm's value", "adding thousands to the price": what the amount is
// added to or taken from.
bool MovedFrom(const Scan& scan, FigureDraft& draft);
// "Delhi set aside Rs 50,000 crore for border roads": what the money is for.
bool SpentOn(const Scan& scan, FigureDraft& draft);
// "3 years, 2 months and 14 days", "an average of 70 days; $1 million to $2 million, 99 days": only
// marks and other figures stand between two spans.
bool GoesOnList(const Scan& scan, const FigureDraft& before, const FigureDraft& draft);
// "worth" stands before the figure.
bool IsWorth(const Scan& scan, const FigureDraft& draft);
// "Wingspan at least 2.4 metres": a sentence that begins with its noun and has no verb.
bool FragmentLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "Stoxx 50 -1.3%, FTSE -0.6%": a name directly before the amount.
bool NamedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "up from 41 percent", "down from $58 million": the level that a change began with.
bool IsFormerLevel(const Scan& scan, const FigureDraft& draft);
// "a four-year, $120 million contract", "a 640bhp 5.2 litre engine": another qualifier of the same
// noun follows, which is the next figure.
bool SharesNounWith(const Scan& scan, const FigureDraft& draft, const FigureDraft& next);

// "Apple (up 2 percent)", "the index (5,300 points)": in brackets, the amount is of what stands
// before them.
bool BracketLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "people earning $50,000 a year", "a storm packing 90 mph": what the noun does, behind it.
bool DoingLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "$3 billion in sales", "1.5 billion yuan, about 208 million dollars, in grants", "$5 million in
// aid": a plural or a mass noun behind "in" is what the money is of; "in the deal", "in China", "in
// recent years" are no such nouns.
bool MoneyIn(const Scan& scan, FigureDraft& draft);
// "cut emissions 42 percent", "raised the rate 25 points": the object directly before the amount.
bool CutLeft(const Scan& scan, FigureDraft& draft, std::size_t limit);
// "exports rose 5 percent and imports 3 percent": directly behind the figure `before` the next noun
// has the same verb.
bool GapLeft(const Scan& scan, const FigureDraft& before, FigureDraft& draft);
// "$20 for adults and $10 for children": two prices, each of what stands behind its "for"; `other`
// is the one beside it.
bool PriceForEach(const Scan& scan, const FigureDraft& other, FigureDraft& draft);
// "imposed 25% tariffs on", "95 per cent mortgages", "6.5 times earnings": a plural directly behind
// a share that is no change, a noun behind a multiple.
bool SharedPlural(const Scan& scan, FigureDraft& draft);

// The subject: the head of the noun group before the verb nearest to the left that has one.
bool Subject(const Scan& scan, FigureDraft& draft);

// Where the sentence of token `at` begins, at most 40 tokens before it.
std::size_t SentenceLimit(const Scan& scan, std::size_t at);
// "paying", "wiping": a form in -ing that is no noun of the table.
bool IsDoing(const Scan& scan, std::size_t at);

// "at altitudes above 2,500 meters", "a coupon of about 5 percent": the noun before the comparator.
bool NounBeforeBound(const Scan& scan, FigureDraft& draft);
// "record wealth of 771 billion", "a net worth of 1.4 billion": the noun group before "of".
bool NounOfLeft(const Scan& scan, FigureDraft& draft);
// "cut its key rate to 4.75 percent", "grow sales by 35 per cent": the object of the verb, which
// the figure is a level or a change of.
bool ObjectLeft(const Scan& scan, FigureDraft& draft);
// "sold the stake for 92 million yuan", "with carbon levels at 1200 ppm": the noun before the word
// that puts a price or a level on it.
bool PricedLeft(const Scan& scan, FigureDraft& draft);
// "growth of 5 percent"
bool NounBeforeOf(const Scan& scan, FigureDraft& draft);

}  // namespace claimwatch
