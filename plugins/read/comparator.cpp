// Comparators, approximations and direction of change, from trigger tables in the words around a
// figure.
#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>

#include "plugins/read/draft.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

struct Bound {
  std::string_view value;
  Comparator comparator;
  Approx approx;
};

constexpr Bound kBounds[] = {
    {"<=?", Comparator::kAtMost, Approx::kNone},     {">", Comparator::kMore, Approx::kNone},
    {">=", Comparator::kAtLeast, Approx::kNone},     {"<", Comparator::kLess, Approx::kNone},
    {"<=", Comparator::kAtMost, Approx::kNone},      {"~", Comparator::kAbout, Approx::kAround},
    {"~below", Comparator::kAbout, Approx::kBelow},  {"~above", Comparator::kAbout, Approx::kAbove},
    {"~group", Comparator::kAbout, Approx::kAround}, {"=", Comparator::kEqual, Approx::kNone}};

const Bound* BoundOf(std::string_view value) {
  const auto* const found =
      std::find_if(std::begin(kBounds), std::end(kBounds),
                   [value](const Bound& bound) { return bound.value == value; });
  return found == std::end(kBounds) ? nullptr : found;
}

void Set(const LexiconEntry& entry, Figure& figure) {
  const Bound* bound = BoundOf(entry.value);
  if (bound == nullptr || figure.comparator == Comparator::kRange ||
      bound->comparator == Comparator::kEqual) {
    return;
  }
  // "more than about 100" stays a bound
  if (figure.comparator != Comparator::kEqual && bound->comparator == Comparator::kAbout) {
    return;
  }
  figure.comparator = bound->comparator;
  figure.approx = bound->approx;
}

// "до 200 человек" is a bound, "снизился до 4,75" the end of a change: a change verb in the clause
// decides.
bool ChangeInClause(const Scan& scan, std::size_t at) {
  const auto stops = [&scan](std::size_t i) {
    return scan.EndsClause(i) && !scan.IsSymbol(i, U',');
  };
  for (std::size_t steps = 0; at > 0 && steps < 14 && !stops(at - 1); ++steps) {
    --at;
    if (scan.Find(at, Tag::kUp) || scan.Find(at, Tag::kDown)) {
      return true;
    }
  }
  return false;
}

// Words that may stand between a comparator and its figure: articles, "a record", "an estimated",
// 了.
std::size_t SkipLight(const Scan& scan, std::size_t at) {
  if (const auto article = scan.FindBefore(at, Tag::kArticle)) {
    return article.end;
  }
  const auto light = scan.FindBefore(at, Tag::kFrame);
  return light && light.entry->value == "light" ? light.end : at;
}

// Dates take bounds only from words that speak of time ("before" is none of ours).
bool TakesBounds(const Figure& figure) {
  return figure.kind != FigureKind::kDate && figure.kind != FigureKind::kTime &&
         figure.kind != FigureKind::kOrdinal;
}

// Behind the unit, or behind the counted noun directly after a classifier: 40米以上, 50人左右, "5
// percent or so".
void FindAfter(const Scan& scan, FigureDraft& draft) {
  std::size_t at = draft.last;
  const auto classifier = scan.Find(at, Tag::kClassifier);
  const std::size_t skip = classifier && scan.language == "zh" ? classifier.end : at;
  at = scan.SkipTight(at, U'-');
  for (const std::size_t start : {at, skip}) {
    if (const auto after = scan.Find(start, Tag::kAfter)) {
      Set(*after.entry, draft.figure);
      return;
    }
  }
}

constexpr std::size_t kChangeWindow = 8;  // tokens to the left

enum class Side { kLeft, kRight };

// The "more" of "more than" and the "less" of "no less than" compare and change nothing.
bool IsInBound(const Scan& scan, std::size_t at) {
  const auto bound = scan.Find(at, Tag::kBefore);
  return bound && bound.end > at + 1;
}

Change ChangeAt(const Scan& scan, std::size_t at) {
  if (scan.Find(at, Tag::kUp)) {
    return Change::kUp;
  }
  return scan.Find(at, Tag::kDown) ? Change::kDown : Change::kNone;
}

// A level word directly before the figure ("to", "at", 至, до) says that the change led there.
bool IsLevel(const Scan& scan, std::size_t first) {
  const auto frame = scan.FindBefore(first, Tag::kFrame);
  return (frame && frame.entry->value == "level") ||
         static_cast<bool>(scan.FindBefore(first, Tag::kFrom));
}

bool CanChange(const Figure& figure) {
  return figure.kind == FigureKind::kPercent || figure.kind == FigureKind::kMultiple ||
         figure.kind == FigureKind::kFraction || figure.kind == FigureKind::kMoney ||
         figure.kind == FigureKind::kMeasure || figure.kind == FigureKind::kCount;
}

bool IsRelative(const Figure& figure) {
  return figure.kind == FigureKind::kPercent || figure.kind == FigureKind::kMultiple ||
         figure.kind == FigureKind::kFraction;
}

std::size_t SkipComparator(const Scan& scan, std::size_t first) {
  for (int i = 0; i < 3 && !scan.FindBefore(first, Tag::kFrom); ++i) {
    const auto before = scan.FindBefore(first, Tag::kBefore);
    const std::size_t next = before ? before.end : SkipLight(scan, first);
    if (next == first) {
      break;
    }
    first = next;
  }
  return first;
}

Change ChangeBefore(const Scan& scan, const FigureDraft& draft) {
  const std::size_t first = SkipComparator(scan, draft.first);
  if (IsLevel(scan, draft.first) || IsLevel(scan, first)) {
    return Change::kNone;
  }
  const std::size_t window = IsRelative(draft.figure) ? kChangeWindow : 3;
  for (std::size_t steps = 0, at = first; at > 0 && steps < window; ++steps) {
    --at;
    if (scan.EndsClause(at) || (scan.IsDigits(at) && !IsRelative(draft.figure))) {
      return Change::kNone;
    }
    const Change change = IsInBound(scan, at) ? Change::kNone : ChangeAt(scan, at);
    if (change != Change::kNone) {
      // Counts change only by a word that says by how much: "rose by 30"
      const bool plain = draft.figure.kind == FigureKind::kCount;
      return plain ? Change::kNone : change;
    }
  }
  return Change::kNone;
}

// 52%跌至38%: the change at `at` leads from this figure to the next.
bool LeadsOn(const Scan& scan, std::size_t at) {
  const std::size_t end = std::max(scan.Find(at, Tag::kUp).end, scan.Find(at, Tag::kDown).end);
  return scan.IsHan(end - 1, U"至到") || scan.IsHan(end, U"至到");
}

// "6.3 percent higher", "a 5 percent increase", "на 5% больше".
Change ChangeAfter(const Scan& scan, const FigureDraft& draft) {
  if (!IsRelative(draft.figure) && scan.FindBefore(draft.first, Tag::kFrom)) {
    return Change::kNone;  // 由15亿元增至22亿元: where the change began
  }
  std::size_t at = draft.last;
  const std::size_t window = IsRelative(draft.figure) ? 3 : 1;
  for (std::size_t steps = 0; steps < window && !scan.EndsClause(at); ++steps, ++at) {
    const Change change = ChangeAt(scan, at);
    if (change != Change::kNone) {
      return LeadsOn(scan, at) ? Change::kNone : change;
    }
    if (scan.Begins(at, Tag::kOf) || scan.IsDigits(at) || scan.Begins(at, Tag::kVerb) ||
        scan.Begins(at, Tag::kPreposition)) {
      return Change::kNone;
    }
  }
  return Change::kNone;
}

bool IsOneOf(const Scan& scan, std::size_t at, std::initializer_list<std::string_view> words) {
  return scan.IsWord(at) && std::find(words.begin(), words.end(), scan.Folded(at)) != words.end();
}

// "Rolled over two miles off the port": the word belongs to the verb before it. Who "fell over two
// metres" fell more than that; "fell over two metres from the door" says where.
bool IsParticle(const Scan& scan, std::size_t over, const FigureDraft& draft) {
  if (over == 0) {
    return false;
  }
  if (IsOneOf(scan, over - 1,
              {"rolled", "rolls", "rolling", "roll", "keeled", "keels", "keeling", "flipped",
               "flips", "tipped", "tips", "toppled", "handed", "hands", "handing", "hand"})) {
    return true;
  }
  return DimensionOf(draft.figure.unit) == "length" &&
         IsOneOf(scan, over - 1,
                 {"turned", "turns", "turning", "fell", "falls", "fallen", "tumbled", "went",
                  "blew", "bent"}) &&
         IsOneOf(scan, draft.last,
                 {"off", "from", "away", "outside", "out", "inside", "behind", "short"});
}

// "До 200 человек" but not "снизился до 4,75"; "с десяток губернаторов" but not "с 10,3%".
// 上千人 and not 船上有212人.
bool Bounds(const Scan& scan, const Lexicon::Match& before, const FigureDraft& draft) {
  if (before.entry->surface == "上") {
    return before.end + 1 == draft.first && scan.IsHan(draft.first, U"十百千万萬亿億");
  }
  if (before.entry->surface == "over" && IsParticle(scan, before.end, draft)) {
    return false;
  }
  if (before.Says("~group")) {
    return scan.Begins(draft.first, Tag::kGroup);
  }
  if (before.entry->surface == "past" && scan.FindBefore(before.end, Tag::kArticle)) {
    return false;  // "the past two presidents"
  }
  return !before.Says("<=?") || !ChangeInClause(scan, before.end);
}

}  // namespace

void FindComparator(const Scan& scan, FigureDraft& draft) {
  if (!TakesBounds(draft.figure)) {
    return;
  }
  std::size_t first = draft.first;
  for (int i = 0; i < 3; ++i) {
    if (const auto before = scan.FindBefore(first, Tag::kBefore)) {
      if (Bounds(scan, before, draft)) {
        Set(*before.entry, draft.figure);
      }
      first = before.end;
      continue;
    }
    const std::size_t next = SkipLight(scan, first);
    if (next == first) {
      break;
    }
    first = next;
  }
  FindAfter(scan, draft);
}

void FindChange(const Scan& scan, FigureDraft& draft) {
  if (!CanChange(draft.figure) || draft.figure.change != Change::kNone) {
    return;
  }
  draft.figure.change = ChangeBefore(scan, draft);
  if (draft.figure.change == Change::kNone) {
    draft.figure.change = ChangeAfter(scan, draft);
  }
}

}  // namespace claimwatch
