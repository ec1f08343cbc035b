// The subject that an English figure is said of: the noun group before the verb nearest to its
// left. Declared in lang_en_beside.h.
#include "plugins/read/lang_en_beside.h"

namespace claimwatch {
namespace {

// "is also trending up": a form in -ing behind "is" belongs to the verb.
bool IsDoingVerb(const Scan& scan, std::size_t at) {
  if (!IsDoing(scan, at) || at == 0) {
    return false;
  }
  const std::size_t before = at - (IsBeforeVerb(scan, at - 1) && at > 1 ? 2U : 1U);
  return scan.Begins(before, Tag::kVerb);
}

// Words of the verb's own cluster: auxiliaries, adverbs, "which".
bool JoinsVerb(const Scan& scan, std::size_t at) {
  const bool verb = scan.IsWord(at) && IsOnlyVerb(scan, at);
  return verb || IsBeforeVerb(scan, at) || scan.Begins(at, Tag::kBefore) || IsDoingVerb(scan, at);
}

// "the small country that is 90 miles wide": the noun directly before is meant.
bool IsRelative(const Scan& scan, std::size_t at) {
  const std::string word = scan.IsWord(at) ? scan.Folded(at) : std::string();
  return word == "that" || word == "which" || word == "who";
}

// … also behind a comma: "bank stocks, which were".
bool IsRelativeTo(const Scan& scan, const Group& group) {
  return IsRelative(scan, scan.IsSymbol(group.last, U',') ? group.last + 1 : group.last);
}

// ", wiping more than": what somebody does, no subject; of "hiring in 2020 rose" it is one.
bool IsDeed(const Scan& scan, const Group& group) {
  const bool dated = scan.BeginsAny(group.last, Mask(Tag::kPreposition) | Mask(Tag::kBetween)) &&
                     scan.IsTaken(group.last + 1);
  return !dated && group.last == group.first + 1 && group.first > 0 && IsDoing(scan, group.first) &&
         scan.IsSymbol(group.first - 1, U',');
}

// "was on track | to fall", "is in line to win": the group before the infinitive at `to` belongs to
// the verb before it.
bool IsIdiom(const Scan& scan, const Group& group, std::size_t to) {
  return scan.Reads(to, "to") && group.last == group.first + 1 && group.first > 1 &&
         scan.Begins(group.first - 1, Tag::kPreposition) &&
         scan.Begins(group.first - 2, Tag::kVerb);
}

// Token `at` is a verb that may have the subject: not the "growth" of "growth forecast", nor ", an
// annual increase of 6.3 percent", which says more of the subject before it.
bool HasSubject(const Scan& scan, std::size_t at) {
  const bool change = scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown));
  const bool noun = change && scan.Begins(at, Tag::kNoun) && InGroup(scan, at + 1, false);
  const bool size = (IsComparative(scan, at) && InGroup(scan, at + 1, false)) ||  // "larger fleet"
                    scan.JoinsTight(at + 1, U"-");                                // "drop-top"
  return scan.IsWord(at) && IsFrameVerb(scan, at) && !IsNominal(scan, at) && !size && !noun &&
         !(change && scan.Begins(at + 1, Tag::kOf));
}

// "a model to come from X and offers 536 hp": the first verb is an infinitive.
bool HasFiniteSubject(const Scan& scan, std::size_t at) {
  return HasSubject(scan, at) && !(at > 0 && scan.Reads(at - 1, "to"));
}

// Where the cluster of the verb at `verb` begins: "which | has also been growing".
std::size_t ClusterStart(const Scan& scan, std::size_t verb, std::size_t limit) {
  std::size_t left = verb;
  while (left > limit && !scan.IsTaken(left - 1) && JoinsVerb(scan, left - 1)) {
    --left;
  }
  if (left > limit && IsRelative(scan, left) && scan.IsSymbol(left - 1, U',')) {
    return left - 1;
  }
  return SkipInsertion(scan, left, limit);
}

// The first token of the figures that end before `at`: "2014 and 2017"; `at` where none does.
std::size_t BeforeFigures(const Scan& scan, std::size_t at, std::size_t limit) {
  while (at > limit) {
    const bool joint = at > limit + 1 && scan.IsTaken(at - 2) && scan.Has(at) && scan.IsTaken(at) &&
                       scan.BeginsAny(at - 1, Mask(Tag::kAnd) | Mask(Tag::kTo));
    if (!joint && !scan.IsTaken(at - 1)) {
      break;
    }
    --at;
  }
  return at;
}

// "MacBook Pro 16 inch is worth", "the economy in 2022 grew", "a market worth over 2 billion is": a
// figure that stands between the subject and its verb, with what ties it to the subject.
std::size_t SkipFigure(const Scan& scan, std::size_t at, std::size_t limit) {
  const std::size_t first = BeforeFigures(scan, at, limit);
  if (first == at) {
    return at;
  }
  const std::size_t start = BeforeQualifiers(scan, first);
  const bool tied =
      start > limit &&
      scan.BeginsAny(start - 1, Mask(Tag::kPreposition) | Mask(Tag::kFrom) | Mask(Tag::kBetween));
  return tied ? start - 1 : start;
}

// The head of the group before `left`, where a verb's cluster begins; empty when it is no subject.
Group SubjectBefore(const Scan& scan, std::size_t left, std::size_t limit) {
  const Group group = GroupBefore(scan, left, limit);
  if (group.empty() || IsDeed(scan, group) || IsIdiom(scan, group, left)) {
    return {};
  }
  return IsRelativeTo(scan, group) ? group : HeadOf(scan, group, limit);
}

// "A 65-year-old would tap 3 percent": the age that ends before the verb at `verb` stands for who
// has it.
bool TakePerson(const Scan& scan, FigureDraft& draft, std::size_t verb, std::size_t limit) {
  const bool old = verb > limit && scan.IsTaken(verb - 1) &&
                   (scan.Reads(verb - 1, "old") || scan.Reads(verb - 1, "olds"));
  if (old) {
    SetCounted(scan, draft, BeforeFigures(scan, verb, limit), verb);
  }
  return old;
}

}  // namespace

bool Subject(const Scan& scan, FigureDraft& draft) {
  const std::size_t limit = SentenceLimit(scan, draft.first);
  const bool verbal = draft.figure.kind == FigureKind::kMultiple;
  std::size_t at = draft.first + (verbal ? 1 : 0);
  bool second = false;  // behind "and": its subject is no infinitive's
  while (at > limit) {
    --at;
    const bool own = verbal && at == draft.first;
    if (!own && !(second ? HasFiniteSubject(scan, at) : HasSubject(scan, at))) {
      continue;
    }
    const std::size_t cluster = ClusterStart(scan, at, limit);
    if (TakePerson(scan, draft, cluster, limit)) {
      return true;
    }
    const std::size_t left = SkipFigure(scan, cluster, limit);
    const bool goes_on = left < at && scan.Begins(left, Tag::kAnd) && !scan.IsTaken(left - 1);
    const Group group = goes_on ? Group{} : SubjectBefore(scan, left, limit);
    if (!group.empty()) {
      return TakeGroup(scan, draft, group);
    }
    second = second || goes_on;
    at = left;
  }
  return false;
}

}  // namespace claimwatch
