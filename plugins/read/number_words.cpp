// Spelled-out numbers: each word is worth a value, and a fold from left to right adds or multiplies
// by size.
#include <algorithm>

#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestNumber = 40;  // words

enum class Rank { kNone, kUnit, kTeen, kTen, kHundred, kScale };

Rank RankOf(const Decimal& value) {
  if (value < 10) {
    return Rank::kUnit;
  }
  if (value < 20) {
    return Rank::kTeen;
  }
  return value < 100 ? Rank::kTen : (value < 1000 ? Rank::kHundred : Rank::kScale);
}

// The running sum of a spelled-out number.
class Fold {
 public:
  // `tens_join`: "он төрт", "dix-sept": ten and a unit make a teen.
  explicit Fold(bool tens_join) : tens_join_(tens_join) {}

  // Takes one more word; false when it cannot belong to this number ("five six" are two).
  bool Take(const Decimal& value) {
    const Rank rank = RankOf(value);
    const bool taken = rank == Rank::kScale
                           ? TakeScale(value)
                           : (rank == Rank::kHundred ? TakeHundred(value) : TakeSmall(value, rank));
    last_ = taken ? rank : last_;
    return taken;
  }

  Decimal Value() const { return total_ + group_; }

  Decimal Scale() const { return scale_; }

  Rank last() const { return last_; }

  bool empty() const { return last_ == Rank::kNone; }

 private:
  bool TakeScale(const Decimal& value) {
    if (value.coefficient() != 1) {
      // a whole compound ("fünfhundertsechstausend") behind a larger scale
      if (!group_.IsZero() || (last_ != Rank::kNone && value >= scale_)) {
        return false;
      }
      group_ = value;
      return true;
    }
    if (last_ == Rank::kScale && group_.IsZero()) {
      // "hundred thousand million": a scale on a scale multiplies
      if (value <= scale_ && value != Decimal(1000000)) {
        return false;
      }
      total_ = total_ * value;
      scale_ = value;
      return true;
    }
    if (!total_.IsZero() && value >= scale_) {
      group_ =
          (total_ + group_) * value;  // "zwei mil quinientos millones": smaller scales multiply up
      total_ = group_;
      group_ = 0;
      scale_ = value;
      return true;
    }
    total_ = total_ + (group_.IsZero() ? Decimal(1) : group_) * value;
    group_ = 0;
    scale_ = value;
    return true;
  }

  bool TakeHundred(const Decimal& value) {
    if (last_ == Rank::kNone || last_ == Rank::kScale) {
      group_ = group_ + value;
      return true;
    }
    // "two hundred", "twelve hundred": only the bare hundred multiplies
    if (value != Decimal(100) || group_ >= 100 || group_.IsZero()) {
      return false;
    }
    group_ = group_ * value;
    return true;
  }

  bool TakeSmall(const Decimal& value, Rank rank) {
    if (Follows(value, rank)) {
      group_ = group_ + value;
      return true;
    }
    // quatre-vingts: four twenties, of which the four is in already
    if (value == Decimal(20) && last_ == Rank::kUnit && Tail() == 4) {
      group_ = group_ + Decimal(76);
      return true;
    }
    return false;
  }

  // Whether a number below a hundred may be added to the group as it stands.
  bool Follows(const Decimal& value, Rank rank) const {
    if (last_ == Rank::kNone || last_ == Rank::kScale || last_ == Rank::kHundred) {
      return true;
    }
    if (rank == Rank::kTeen) {
      return last_ == Rank::kTen && TakesTeens();
    }
    if (rank != Rank::kUnit || value.IsZero()) {
      return false;
    }
    return last_ == Rank::kTen || (tens_join_ && last_ == Rank::kTeen && Tail() % 20 == 10);
  }

  // French: soixante-dix, quatre-vingt-dix.
  bool TakesTeens() const {
    return group_ == Decimal(60) || group_ == Decimal(80) || Tail() == 60 || Tail() == 80;
  }

  std::int64_t Tail() const { return group_.ToInt().value_or(0) % 100; }

  Decimal total_;
  Decimal group_;
  Decimal scale_ = 1;
  Rank last_ = Rank::kNone;
  bool tens_join_ = false;
};

struct Word {
  Decimal value;
  std::size_t end = 0;
  bool ordinal = false;
};

std::optional<Word> ReadWord(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at)) {
    return std::nullopt;
  }
  if (const auto number = scan.Find(at, Tag::kNumber)) {
    return Word{number.entry->number, number.end, false};
  }
  if (const auto ordinal = scan.Find(at, Tag::kOrdinal)) {
    return Word{ordinal.entry->number, ordinal.end, true};
  }
  if (scan.language == "de" && scan.tokens[at].end - scan.tokens[at].start > 5) {
    if (const auto value = ReadCompoundNumber(scan.Folded(at), *scan.lexicon)) {
      return Word{*value, at + 1, false};
    }
  }
  return std::nullopt;
}

// "two hundred and five", "cinquante-et-un": the word behind "and"; `end` when the number ends
// there.
std::size_t BehindAnd(const Scan& scan, std::size_t end, const Fold& fold) {
  const auto conjunction = scan.Find(end + (scan.IsSymbol(end, U'-') ? 1U : 0U), Tag::kAnd);
  if (!conjunction) {
    return end;
  }
  std::size_t next = conjunction.end;
  next += scan.IsSymbol(next, U'-') ? 1U : 0U;
  const auto word = ReadWord(scan, next);
  if (!word || word->value >= 100 || scan.Begins(word->end, Tag::kFraction)) {
    return end;
  }
  const bool after_big = fold.last() == Rank::kHundred || fold.last() == Rank::kScale;
  const bool after_ten = fold.last() == Rank::kTen && conjunction.Says("tens");
  return after_big || (after_ten && word->value < 20) ? next : end;
}

// Where the next word of the number may stand after `end`: directly, behind a hyphen, or behind
// "and".
std::size_t NextWord(const Scan& scan, std::size_t end, const Fold& fold) {
  if (scan.IsSymbol(end, U'-') && scan.Tight(end) && scan.Tight(end + 1) &&
      fold.last() != Rank::kNone && !scan.Begins(end + 1, Tag::kAnd)) {
    return end + 1;
  }
  if (scan.IsSymbol(end, U',') && fold.last() == Rank::kScale && scan.Has(end + 1)) {
    return end + 1;
  }
  return BehindAnd(scan, end, fold);
}

void Close(Numeral& numeral, const Fold& fold) {
  numeral.value = fold.Value();
  numeral.scale = fold.Scale();
  numeral.scaled = fold.Scale() > Decimal(1);
}

}  // namespace

std::optional<Decimal> ReadCompoundNumber(std::string_view folded, const Lexicon& lexicon) {
  // German says units before tens: "drei-und-zwanzig". Longest parts first, from the left.
  Decimal total;
  Decimal group;
  Decimal held;
  bool linked = false;
  bool any = false;
  while (!folded.empty()) {
    std::size_t size = folded.size();
    const LexiconEntry* part = nullptr;
    for (; size > 2 && part == nullptr; size -= part == nullptr ? 1U : 0U) {
      part = lexicon.Whole(folded.substr(0, size), Tag::kCompound);
    }
    if (part == nullptr) {
      return std::nullopt;
    }
    folded.remove_prefix(size);
    any = true;
    if (part->value == "und") {
      linked = true;
      continue;
    }
    const Decimal& value = part->number;
    if (value >= 1000) {
      total = total + (group + held).Abs() * value + ((group + held).IsZero() ? value : Decimal(0));
      group = 0;
      held = 0;
    } else if (value == Decimal(100)) {
      group = (held.IsZero() ? Decimal(1) : held) * value;
      held = 0;
    } else {
      held = linked ? held + value : held + value;
    }
    linked = false;
  }
  return any ? std::optional<Decimal>(total + group + held) : std::nullopt;
}

std::optional<Numeral> ReadNumberWords(const Scan& scan, std::size_t at) {
  Fold fold(scan.language == "kk" || scan.language == "fr");
  std::size_t end = at;
  Numeral numeral;
  for (std::size_t words = 0; words < kLongestNumber; ++words) {
    const std::size_t next = words == 0 ? at : NextWord(scan, end, fold);
    const std::optional<Word> word = ReadWord(scan, next);
    if (!word || scan.masked[next] || !fold.Take(word->value)) {
      break;
    }
    end = word->end;
    numeral.ordinal = numeral.ordinal || word->ordinal;
    if (word->ordinal && scan.language != "es") {
      break;  // Spanish says "quincuagésimo sexto", elsewhere only the last word is an ordinal
    }
  }
  if (fold.empty()) {
    return std::nullopt;
  }
  numeral.first = at;
  numeral.last = end;
  numeral.form = NumeralForm::kWords;
  Close(numeral, fold);
  return numeral;
}

}  // namespace claimwatch
