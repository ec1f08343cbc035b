#include "plugins/read/when_not.h"

#include <string>

#include "plugins/read/moment.h"
#include "plugins/read/scan.h"

namespace claimwatch {
namespace {

constexpr std::size_t kReach = 16;  // words within which the verb of a sentence is looked for

// What a word says about when its sentence happens.
enum class Tense { kNone, kOver, kOpen };

// "doubled", "finished", but not "need" or "hundred".
bool EndsAsPast(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at) || scan.IsUpper(at) || scan.Begins(at, Tag::kNumber)) {
    return false;
  }
  const std::string word = scan.Folded(at);
  return word.size() > 3 && word.ends_with("ed") && (!word.ends_with("eed") || word == "agreed");
}

bool IsPastForm(const Scan& scan, std::size_t at) {
  return EndsAsPast(scan, at) || scan.Find(at, Tag::kVerb).Says("past") ||
         (scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown)) && EndsAsPast(scan, at));
}

// "to resume": no article, name or plural stands behind the "to".
bool IsInfinitive(const Scan& scan, std::size_t at) {
  return scan.Reads(at, "to") && scan.IsWord(at + 1) && !scan.IsUpper(at + 1) &&
         !scan.Begins(at + 1, Tag::kArticle) && !scan.Begins(at + 1, Tag::kNumber) &&
         !scan.Text(at + 1).ends_with('s');
}

// "turns", "closes": a form of the present, and no plural.
bool IsPresent(const Scan& scan, std::size_t at) {
  return scan.Begins(at, Tag::kVerb) && scan.Text(at).ends_with('s') && !scan.Reads(at, "was") &&
         !scan.Reads(at, "has") && !scan.Begins(at, Tag::kNoun);
}

// "will", "be", "is": what stands with it is not over.
bool IsOpen(const Scan& scan, std::size_t at) {
  const auto frame = scan.Find(at, Tag::kFrame);
  return frame.Says("modal") || frame.Says("ahead") || scan.Reads(at, "be") ||
         scan.Reads(at, "is") || scan.Reads(at, "are") || IsInfinitive(scan, at);
}

// The past form at `at` is the participle of "will be opened", "is expected", "to be held".
bool HasOpenHelper(const Scan& scan, std::size_t at) {
  for (std::size_t i = 0; i < 3 && at > 0 && !scan.EndsClause(at - 1); ++i) {
    --at;
    if (IsOpen(scan, at)) {
      return true;
    }
  }
  return false;
}

Tense TenseAt(const Scan& scan, std::size_t at) {
  if (IsOpen(scan, at) || IsPresent(scan, at)) {
    return Tense::kOpen;
  }
  if (!IsPastForm(scan, at)) {
    return Tense::kNone;
  }
  return HasOpenHelper(scan, at) ? Tense::kOpen : Tense::kOver;
}

Tense TenseBefore(const Scan& scan, std::size_t first) {
  for (std::size_t at = first; at > 0 && first - at < kReach && !scan.EndsSentence(at - 1); --at) {
    const Tense tense = TenseAt(scan, at - 1);
    if (tense != Tense::kNone) {
      return tense;
    }
  }
  return Tense::kNone;
}

Tense TenseBehind(const Scan& scan, std::size_t last) {
  for (std::size_t at = last; at < last + kReach && !scan.EndsSentence(at); ++at) {
    const Tense tense = TenseAt(scan, at);
    if (tense != Tense::kNone) {
      return tense;
    }
  }
  return Tense::kNone;
}

}  // namespace

bool BelongsToOther(const Scan& scan, std::size_t end) {
  return scan.language == "en" && scan.Begins(end, Tag::kOf);
}

bool IsTold(const Scan& scan, std::size_t first, std::size_t last) {
  if (scan.language != "en") {
    return false;
  }
  const Tense before = TenseBefore(scan, first);
  return (before == Tense::kNone ? TenseBehind(scan, last) : before) == Tense::kOver;
}

bool HangsOnOther(const Scan& scan, std::size_t end, TimeUnit unit) {
  const std::size_t word = unit == TimeUnit::kDay ? end - 1 : end;
  const bool beside = scan.Reads(word, "before") || scan.Reads(word, "after");
  return (beside && (word == end || scan.IsWord(end))) || scan.JoinsTight(end, U"-");
}

bool IsStepOfTale(const Scan& scan, std::size_t at) {
  return scan.Reads(at - 1, "following") || scan.Reads(at - 1, "previous") ||
         scan.Reads(at - 1, "same");
}

bool IsStepElsewhere(const Scan& scan, TimeUnit unit, std::size_t at, std::size_t last) {
  const std::size_t word = scan.SkipBefore(at, Tag::kDeictic);
  const bool idiom = IsClockUnit(unit) && word > 0 && scan.Reads(word - 1, "at");
  const bool told = (unit == TimeUnit::kDay || IsStepOfTale(scan, at)) && IsTold(scan, word, last);
  // "he took stock this week of the talks" leaves the week where it is
  const bool part = scan.Reads(word, "the") && BelongsToOther(scan, last);
  return idiom || told || part || scan.JoinsTight(last, U"-");
}

bool IsPrice(const Scan& scan, std::size_t at) {
  return scan.language == "en" && scan.Begins(at, Tag::kPer) && !scan.Find(at, Tag::kMeridiem);
}

bool IsTally(const Scan& scan, std::size_t at) {
  for (std::size_t i = at; i > 0 && at - i < kReach && !scan.EndsSentence(i - 1); --i) {
    if (scan.Find(i - 1, Tag::kFrame).Says("tally") || scan.Find(i - 1, Tag::kContest)) {
      return true;
    }
  }
  return false;
}

}  // namespace claimwatch
