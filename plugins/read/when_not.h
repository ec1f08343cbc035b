// What looks like a time counted from the day of publication and is none: "within two hours of
// arrival", "the bridge was built in 18 months", "the last two weeks of the campaign".
//
// English only, where the words for both are the same; every other language gets false. For
// when*.cpp only. Each walk is bounded, so time is linear.
#pragma once

#include <cstddef>
#include <cstdint>

namespace claimwatch {

struct Scan;
enum class TimeUnit : std::uint8_t;

// What the span that ends before token `end` is a span of: "of arrival".
bool BelongsToOther(const Scan& scan, std::size_t end);
// The verb of what stands at tokens `first` to `last` tells what is over: "he ran it in three
// hours", but not "it will be built in two years" or "is due in two weeks".
bool IsTold(const Scan& scan, std::size_t first, std::size_t last);
// "the day after the vote", "the week before it", "the month-long siege": what stands at `end`
// makes the period before it another one than that of the publication.
bool HangsOnOther(const Scan& scan, std::size_t end, TimeUnit unit);
// "the following", "the previous", "the same" before `at`: of a tale, when it tells of the past.
bool IsStepOfTale(const Scan& scan, std::size_t at);
// "at the last minute", "the last week of talks", "the next day he died": the unit at tokens `at`
// to `last` is a step from no day of ours.
bool IsStepElsewhere(const Scan& scan, TimeUnit unit, std::size_t at, std::size_t last);
// "at nine fifty a share", "per loaf": what stands at `at` makes a price of the number before it.
bool IsPrice(const Scan& scan, std::size_t at);
// Somebody voted, won or lost in the sentence before `at`: "the vote was 10-4".
bool IsTally(const Scan& scan, std::size_t at);

}  // namespace claimwatch
