// Spelled-out numbers: each word is worth a value, and a fold from left to right adds or multiplies
// by size.
#include <algorithm>
#include <vector>

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

// The running sum of a spelled-out number: sections that a scale word closed, largest first, and
// the group below a thousand that is still open.
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

  Decimal Value() const {
    Decimal sum = group_;
    for (const Section& section : sections_) {
      sum = sum + section.amount;
    }
    return sum;
  }

  Decimal Scale() const { return sections_.empty() ? Decimal(1) : sections_.back().scale; }

  Rank last() const { return last_; }

  bool empty() const { return last_ == Rank::kNone; }

 private:
  struct Section {
    Decimal amount;
    Decimal scale;
  };

  bool TakeScale(const Decimal& value) {
    if (value.coefficient() != 1) {
      return TakeCompound(value);
    }
    if (last_ == Rank::kScale && group_.IsZero() && value <= Scale()) {
      return TakeOnScale(value);
    }
    CloseSection(value);
    return true;
  }

  // A whole compound ("fünfhundertsechstausend"), first or behind a larger scale.
  bool TakeCompound(const Decimal& value) {
    if (!group_.IsZero() || (last_ != Rank::kNone && value >= Scale())) {
      return false;
    }
    group_ = value;
    return true;
  }

  // A scale directly behind a scale that is no smaller.
  bool TakeOnScale(const Decimal& value) {
    // "quatre millions mille six cents": French and Spanish leave out the one before a thousand
    if (value == Decimal(1000) && value < Scale()) {
      sections_.push_back({value, value});
      return true;
    }
    // "crore lakh": a scale on a scale multiplies, but only a million may be the smaller one
    if (value != Decimal(1000000) && value != Decimal(100000)) {
      return false;
    }
    sections_.back() = {sections_.back().amount * value, value};
    return true;
  }

  // "zwei mil quinientos millones": the sections of smaller scales are multiplied too.
  void CloseSection(const Decimal& scale) {
    Decimal amount = group_;
    while (!sections_.empty() && sections_.back().scale < scale) {
      amount = amount + sections_.back().amount;
      sections_.pop_back();
    }
    sections_.push_back({(amount.IsZero() ? Decimal(1) : amount) * scale, scale});
    group_ = 0;
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

  std::vector<Section> sections_;
  Decimal group_;
  Rank last_ = Rank::kNone;
  bool tens_join_ = false;
};

struct Word {
  Decimal value;
  std::size_t end = 0;
  bool ordinal = false;
};

// "tausendste", "dosmilésimo": one word of number parts, in the languages that write so.
std::optional<Word> ReadCompoundWord(const Scan& scan, std::size_t at) {
  constexpr std::size_t kShortest = 5;  // bytes
  if ((scan.language != "de" && scan.language != "es") ||
      scan.tokens[at].end - scan.tokens[at].start < kShortest) {
    return std::nullopt;
  }
  const std::optional<CompoundNumber> compound = ReadCompoundNumber(scan.Folded(at), *scan.lexicon);
  if (!compound || compound->ending == CompoundEnding::kPart) {
    return std::nullopt;
  }
  return Word{compound->value, at + 1, compound->ending == CompoundEnding::kOrdinal};
}

// "veintitrés quintos": a plural that is a fraction too divides what stands before it.
bool IsPluralPart(const Scan& scan, std::size_t at, std::size_t end) {
  return scan.Text(at, end).ends_with('s') && scan.Find(at, Tag::kFraction);
}

std::optional<Word> ReadWord(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at)) {
    return std::nullopt;
  }
  const auto number = scan.Find(at, Tag::kNumber);
  const auto ordinal = scan.Find(at, Tag::kOrdinal);
  if (number && number.end >= ordinal.end) {
    return Word{number.entry->number, number.end, false};
  }
  // "vingt-et-unième" is longer than "vingt"; "dos milésimo" in two words is for the fold
  if (ordinal && (!number || scan.Tight(number.end))) {
    return Word{ordinal.entry->number, ordinal.end, true};
  }
  return number ? Word{number.entry->number, number.end, false} : ReadCompoundWord(scan, at);
}

// The word at `at` divides what stands before it: "quintos". Spanish "cincuenta y dos milésimo"
// goes on as an ordinal.
bool DividesBehind(const Scan& scan, std::size_t at) {
  const auto part = scan.Find(at, Tag::kFraction);
  const bool orders = part && scan.language == "es" && scan.Find(at, Tag::kOrdinal) &&
                      !scan.Text(at, part.end).ends_with('s');
  return scan.Begins(at, Tag::kFraction) && !orders;
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
  if (!word || word->value >= 100 || DividesBehind(scan, word->end)) {
    return end;
  }
  const bool after_big = fold.last() == Rank::kHundred || fold.last() == Rank::kScale;
  const bool after_ten = fold.last() == Rank::kTen && conjunction.Says("tens");
  return after_big || (after_ten && word->value < 20) ? next : end;
}

// "fifty - two", "twenty—fifth": a stroke between tens and their unit that tokenizers and
// typesetters have torn off.
bool JoinsTens(const Scan& scan, std::size_t at, const Fold& fold) {
  if (fold.last() != Rank::kTen || !scan.IsHyphen(at) || scan.Tight(at) != scan.Tight(at + 1)) {
    return false;
  }
  const auto unit = ReadWord(scan, at + 1);
  return unit && unit->value < 10;
}

// Where the next word of the number may stand after `end`: directly, behind a hyphen, or behind
// "and".
std::size_t NextWord(const Scan& scan, std::size_t end, const Fold& fold) {
  if (scan.JoinsTight(end, U"-") && fold.last() != Rank::kNone &&
      !scan.Begins(end + 1, Tag::kAnd)) {
    return end + 1;
  }
  if (JoinsTens(scan, end, fold)) {
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

namespace {

// The parts of a compound as they add up, from the left.
struct CompoundSum {
  Decimal total;
  Decimal group;
  Decimal held;
  bool linked = false;  // by the "und" of "drei-und-zwanzig"

  // False when the part cannot follow: "drei-vier" is no number.
  bool Take(const Decimal& value) {
    if (value >= 1000) {
      const Decimal sum = group + held;
      total = total + (sum.IsZero() ? Decimal(1) : sum) * value;
      group = 0;
      held = 0;
    } else if (value == Decimal(100)) {
      group = (held.IsZero() ? Decimal(1) : held) * value;
      held = 0;
    } else if (held.IsZero() || linked || (value < 10 && TakesUnit())) {
      held = held + value;
    } else {
      return false;
    }
    linked = false;
    return true;
  }

  // "treintaicinco", "doscientosuno": round tens and hundreds go on without a link.
  bool TakesUnit() const { return held >= 10 && held.ToInt().value_or(1) % 10 == 0; }

  Decimal Value() const { return total + group + held; }
};

using Parts = std::vector<const LexiconEntry*>;

// Takes a word apart, longest parts first; goes back when the rest does not come out ("una-vo" is
// "un-avo"). False when there is no way.
bool TakeApart(std::string_view rest, const Lexicon& lexicon, Parts& parts) {
  constexpr std::size_t kMostParts = 16;
  if (rest.empty()) {
    return true;
  }
  for (std::size_t size = rest.size(); size > 0 && parts.size() < kMostParts; --size) {
    const LexiconEntry* entry = lexicon.Whole(rest.substr(0, size), Tag::kCompound);
    if (entry == nullptr) {
      continue;
    }
    parts.push_back(entry);
    if (TakeApart(rest.substr(size), lexicon, parts)) {
      return true;
    }
    parts.pop_back();
  }
  return false;
}

CompoundEnding EndingOf(std::string_view value) {
  if (value.ends_with("th")) {
    return CompoundEnding::kOrdinal;
  }
  return value.ends_with("part") ? CompoundEnding::kPart : CompoundEnding::kNone;
}

}  // namespace

std::optional<CompoundNumber> ReadCompoundNumber(std::string_view folded, const Lexicon& lexicon) {
  constexpr std::size_t kLongestCompound = 120;  // bytes
  Parts parts;
  if (folded.size() > kLongestCompound || !TakeApart(folded, lexicon, parts)) {
    return std::nullopt;
  }
  CompoundSum sum;
  CompoundNumber number;
  bool any = false;
  for (const LexiconEntry* part : parts) {
    if (number.ending != CompoundEnding::kNone) {
      return std::nullopt;  // an ending ends
    }
    number.ending = EndingOf(part->value);
    const std::string_view digits = part->value.substr(0, part->value.find_first_of("tpu"));
    const std::optional<Decimal> worth = Decimal::Parse(digits);
    if (worth && !sum.Take(*worth)) {
      return std::nullopt;
    }
    sum.linked = sum.linked || part->value == "und";
    any = any || worth;
  }
  number.value = sum.Value();
  return any ? std::optional<CompoundNumber>(number) : std::nullopt;
}

namespace {

// The next word of a number of `words` words that ended at `end`; nullopt when it cannot be one.
std::optional<Word> ReadNext(const Scan& scan, std::size_t next, std::size_t words) {
  std::optional<Word> word = ReadWord(scan, next);
  const bool part = word && words > 0 && word->ordinal && IsPluralPart(scan, next, word->end);
  return !word || scan.masked[next] || part ? std::nullopt : word;
}

// Spanish says "quincuagésimo sexto", elsewhere only the last word is an ordinal.
bool EndsNumber(const Scan& scan, const Word& word) {
  return word.ordinal && scan.language != "es";
}

}  // namespace

std::optional<Numeral> ReadNumberWords(const Scan& scan, std::size_t at) {
  Fold fold(scan.language == "kk" || scan.language == "fr");
  std::size_t end = at;
  Numeral numeral;
  bool ended = false;
  for (std::size_t words = 0; words < kLongestNumber && !ended; ++words) {
    const std::size_t next = words == 0 ? at : NextWord(scan, end, fold);
    const std::optional<Word> word = ReadNext(scan, next, words);
    if (!word || !fold.Take(word->value)) {
      break;
    }
    end = word->end;
    numeral.ordinal = numeral.ordinal || word->ordinal;
    ended = EndsNumber(scan, *word);
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
