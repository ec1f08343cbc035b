#include "plugins/compare/revision_words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include <fmt/format.h>

#include "plugins/compare/actor.h"
#include "plugins/compare/exchange.h"
#include "plugins/compare/make.h"
#include "plugins/compare/renamed.h"
#include "plugins/compare/revision_figures.h"
#include "plugins/compare/revision_places.h"
#include "plugins/compare/revision_quotes.h"
#include "plugins/compare/term_diff.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr double kExchangedFrom =
    0.5;  // content of this weight went and other came: the thing was exchanged
constexpr std::size_t kMostExchanged = 4;
constexpr double kOneExchangeFrom = 0.6;  // … of both sides, where one word took one's place
constexpr double kAddedFrom = 0.75;       // content of this weight came alone, or went alone

Finding WordFinding(std::string_view rule, const Passage& before, const Passage& after,
                    std::string reason) {
  Finding finding = MakeFinding(rule, &after.first(), &before.first());
  finding.against = Against::kPrevious;
  finding.confidence = 0.9;
  finding.reason = std::move(reason);
  finding.key =
      fmt::format("{}:{}", FindingTypeName(finding.type), ClaimKeyOf("claim", after.first()));
  return finding;
}

// What is exchanged inside a quotation is another quotation, whatever it denies.
bool QuotesOtherwise(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  return AreInQuotes(before, after, places) && !AreOnlyAddedOrDropped(places);
}

std::optional<Finding> ByPolarity(const Passage& before, const Passage& after, const TermDiff& diff,
                                  const std::vector<Hunk>& places) {
  for (const Term& gone : diff.gone) {
    for (const Term& come : diff.come) {
      if (AreOpposed(gone, before, come, after)) {
        return WordFinding(
            "CW-CLM-007", before, after,
            fmt::format("'{}' became its opposite '{}'", before.TextOf(gone), after.TextOf(come)));
      }
    }
  }
  // "Up 4 percent", "down 4 percent": told with its figure, when nothing else changed.
  const bool moved =
      (diff.gone.empty() || diff.come.empty()) && TurnedFigure(before, after).second != nullptr;
  if (auto reason = moved ? std::nullopt : OppositeInPlace(before, after, places)) {
    return WordFinding("CW-CLM-007", before, after, std::move(*reason));
  }
  if ((before.negations + after.negations) % 2 != 0 && !QuotesOtherwise(before, after, places)) {
    return WordFinding(
        "CW-CLM-007", before, after,
        before.negations > after.negations ? "a negation was dropped" : "a negation was added");
  }
  return std::nullopt;
}

int Came(const Passage& before, const Passage& after, Cue cue) {
  const auto* at = std::find(kTurningCues.begin(), kTurningCues.end(), cue);
  const auto index = static_cast<std::size_t>(at - kTurningCues.begin());
  return after.turning[index] - before.turning[index];
}

// "All" became "some", "after" became "before": the statement is another one.
std::optional<Finding> ByExchangedWord(const Passage& before, const Passage& after) {
  struct Exchange {
    Cue one;
    Cue other;
    std::string_view reason;
  };

  constexpr std::array<Exchange, 2> kExchanges = {
      {{Cue::kAll, Cue::kSome, "of all, or only of some"},
       {Cue::kBefore, Cue::kAfter, "before, or after"}}};
  for (const Exchange& exchange : kExchanges) {
    // One came as often as the other went, or at least both moved, in opposite directions.
    if (Came(before, after, exchange.one) * Came(before, after, exchange.other) < 0) {
      return WordFinding("CW-CLM-007", before, after,
                         fmt::format("now said the other way round: {}", exchange.reason));
    }
  }
  return std::nullopt;
}

// "the most important" became "an important", "the only": how strong the claim is.
std::optional<Finding> ByDegree(const Passage& before, const Passage& after) {
  const int only = Came(before, after, Cue::kOnly);
  const int top = Came(before, after, Cue::kTop);
  if (only == 0 && top == 0) {
    return std::nullopt;
  }
  const bool weaker = std::min(only, top) < 0;
  return WordFinding(weaker ? "CW-CER-001" : "CW-CER-002", before, after,
                     fmt::format("{} that it is the {}", weaker ? "no longer says" : "now says",
                                 only != 0 ? "only one" : "foremost one"));
}

// Words without a subject whose coming or going makes another statement, "a member" and "a former
// member" among them.
std::optional<Finding> ByTurningWord(const Passage& before, const Passage& after,
                                     const std::vector<Hunk>& places) {
  if (auto finding = ByExchangedWord(before, after)) {
    return finding;
  }
  if (auto direction = OtherDirection(before, after, places)) {
    return WordFinding("CW-CLM-007", before, after, std::move(*direction));
  }
  if (Came(before, after, Cue::kFormer) != 0) {
    return WordFinding("CW-CLM-007", before, after, "the office is another one: 'former' or alike");
  }
  return ByDegree(before, after);
}

std::string_view RoleOf(const Term& term) {
  if (term.kind != Term::Kind::kEntity) {
    return "name";
  }
  const std::string_view role = std::string_view(term.key).substr(0, term.key.find(':'));
  return role == "group" ? "country" : role;  // both say for whom
}

bool IsName(const Term& term) {
  return term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
}

// Two names of one role, or two offices: "the presidents" became "the foreign ministers", so who
// acts is another, though nobody is named.
bool AreAlike(const Term& gone, const Term& come) {
  if (!IsName(gone) || !IsName(come)) {
    return AreOtherOffices(gone, come);
  }
  const std::string_view old = RoleOf(gone);
  const std::string_view now = RoleOf(come);
  return old == now || old == "name" || now == "name";
}

std::optional<Finding> ByEntity(const Passage& before, const Passage& after, const TermDiff& diff) {
  for (const Term& gone : diff.gone) {
    for (const Term& come : diff.come) {
      if (AreAlike(gone, come)) {
        return WordFinding(
            "CW-ENT-002", before, after,
            fmt::format("'{}' became '{}'", before.TextOf(gone), after.TextOf(come)));
      }
    }
  }
  return std::nullopt;
}

// The word right before a figure; empty at the start.
std::string WordBefore(const Passage& passage, const Figure& figure) {
  std::string before;
  for (const Word& word : passage.words) {
    if (word.span.start >= figure.span.start) {
      break;
    }
    before = word.plain;
  }
  return before;
}

// "Raised to 12 percent" became "raised by 12 percent": the level became the step.
std::optional<Finding> ByStep(const Passage& before, const Passage& after) {
  constexpr std::array<std::string_view, 4> kLevels = {"to", "до", "到", "至"};
  constexpr std::array<std::string_view, 3> kSteps = {"by", "на", "了"};
  const auto is_in = [](const auto& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  for (std::size_t i = 0; i < std::min(before.figures.size(), after.figures.size()); ++i) {
    const Figure& old = *before.figures[i];
    const Figure& now = *after.figures[i];
    const std::string was = WordBefore(before, old);
    const std::string is = WordBefore(after, now);
    const bool turned =
        (is_in(kLevels, was) && is_in(kSteps, is)) || (is_in(kSteps, was) && is_in(kLevels, is));
    const bool moves = (old.change == Change::kNone) != (now.change == Change::kNone);
    if (turned && moves && old.value == now.value && old.unit == now.unit) {
      Finding finding =
          WordFinding("CW-FIG-006", before, after,
                      is_in(kSteps, is) ? fmt::format("was the level, now the step: {}", now.text)
                                        : fmt::format("was the step, now the level: {}", now.text));
      finding.figure = after.AsPrinted(now);
      finding.other_figure = old;
      finding.relation = "changed";
      return finding;
    }
  }
  return std::nullopt;
}

// Nothing came and nothing went, and the sentence says another thing.
std::optional<Finding> ByRoles(const Passage& before, const Passage& after, const TermDiff& diff) {
  const bool signs = !before.words.empty() &&
                     before.words.front().cjk;  // of Chinese, words may be parted otherwise
  if (!signs && (!diff.gone.empty() || !diff.come.empty())) {
    return std::nullopt;
  }
  auto reason = RolesTurned(before, after);
  return reason ? std::optional(WordFinding("CW-CLM-007", before, after, std::move(*reason)))
                : std::nullopt;
}

// "A study has found" and "according to a study": who says it is named in both.
bool NamesSource(const Passage& sourced, const Passage& other) {
  bool named = false;
  for (const Term& term : sourced.terms) {
    const bool source = term.kind != Term::Kind::kFunction && term.kind != Term::Kind::kVerb &&
                        IsInSource(sourced, term.span);
    if (source && std::none_of(other.terms.begin(), other.terms.end(),
                               [&term](const Term& one) { return one.key == term.key; })) {
      return false;
    }
    named = named || source;
  }
  return named;
}

std::optional<Finding> BySource(const Passage& before, const Passage& after) {
  const bool told = before.source == kSourceOutlet || after.source == kSourceOutlet;
  const bool both = told && before.source + after.source == kSourceOutlet + kSourceNamed;
  if (before.source == after.source ||
      (both && NamesSource(before.source == kSourceOutlet ? after : before,
                           before.source == kSourceOutlet ? before : after))) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 5> kNames = {"rumour", "unnamed sources", "officials",
                                                      "a named source", "the outlet itself"};
  return WordFinding(
      "CW-ATT-001", before, after,
      fmt::format("was said by {}, now by {}", kNames.at(static_cast<std::size_t>(before.source)),
                  kNames.at(static_cast<std::size_t>(after.source))));
}

std::optional<Finding> ByCertainty(const Passage& before, const Passage& after) {
  if (before.hedges == after.hedges) {
    return std::nullopt;
  }
  const bool weaker = after.hedges > before.hedges;
  return WordFinding(
      weaker ? "CW-CER-001" : "CW-CER-002", before, after,
      weaker ? "stated before, now only possible" : "only possible before, now stated");
}

// "Governor" became "deputy governor", 市长周明远 became 市长周明达.
std::optional<Finding> ByRankOrPerson(const Passage& before, const Passage& after,
                                      const std::vector<Hunk>& places) {
  auto reason = OtherRank(before, after, places);
  reason = reason ? reason : RenamedPerson(before, after, places);
  return reason ? std::optional(WordFinding("CW-ENT-002", before, after, std::move(*reason)))
                : std::nullopt;
}

// Terms that touch are told in one piece: where a Chinese name or word was parted is no news.
std::string Listed(const std::vector<Term>& terms, const Passage& passage) {
  std::string list;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    Term whole = terms[i];
    while (i + 1 < terms.size() && terms[i + 1].span.start == whole.span.end) {
      whole.span.end = terms[++i].span.end;
    }
    list += fmt::format("{}'{}'", list.empty() ? "" : ", ", passage.TextOf(whole));
  }
  return list;
}

bool AreInSource(const std::vector<Term>& terms, const Passage& passage) {
  return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&passage](const Term& term) {
    return IsInSource(passage, term.span);
  });
}

// "The ministry confirmed that" became "two traders said that": all that was exchanged is who says
// it.
std::optional<Finding> BySpeaker(const Passage& before, const Passage& after, const TermDiff& diff,
                                 const std::vector<Hunk>& places) {
  if (!AreInSource(diff.gone, before) || !AreInSource(diff.come, after)) {
    return std::nullopt;
  }
  if (auto office = OtherOffice(before, after, places)) {
    return WordFinding("CW-ENT-002", before, after, std::move(*office));
  }
  return WordFinding("CW-ATT-001", before, after,
                     fmt::format("was said by {}, now by {}", Listed(diff.gone, before),
                                 Listed(diff.come, after)));
}

// "Will review" became "has reviewed".
std::optional<Finding> ByCompletion(const Passage& before, const Passage& after,
                                    const std::vector<Hunk>& places) {
  const Completion completion = CompletionOf(before, after, places);
  if (completion == Completion::kSame) {
    return std::nullopt;
  }
  const bool done = completion == Completion::kDone;
  return WordFinding(
      done ? "CW-CER-002" : "CW-CER-001", before, after,
      done ? "was still to come, now told as done" : "was told as done, now still to come");
}

// One thing took the place of one other. "840 million euros" and "€840m" are one amount.
bool IsThingExchanged(const Passage& before, const Passage& after, const TermDiff& diff,
                      const std::vector<Hunk>& places) {
  if (AreInFigures(before, after, places) || !IsOneExchange(before, after, places)) {
    return false;
  }
  const double gone = diff.GoneWeight();
  const double come = diff.ComeWeight();
  const bool signs = before.words.front().cjk && gone + come >= kOneExchangeFrom;
  const auto is_unit = [](const std::vector<Term>& terms) {
    return !terms.empty() && terms.front().kind == Term::Kind::kQuantity;  // "euro", "dollar"
  };
  // "The labour minister", "the finance minister": one word for one word.
  const bool words = !diff.gone.empty() && !diff.come.empty() && gone + come >= kOneExchangeFrom &&
                     places.front().IsWordForWord();
  return signs || words || (is_unit(diff.gone) && is_unit(diff.come)) ||
         std::max(gone, come) >= kAddedFrom;
}

std::optional<Finding> ByContent(const Passage& before, const Passage& after, const TermDiff& diff,
                                 const std::vector<Hunk>& places) {
  const double gone = diff.GoneWeight();
  const double come = diff.ComeWeight();
  // A thing exchanged for another accuses; a sentence written anew, with many things exchanged,
  // only says something new.
  if (std::max(diff.gone.size(), diff.come.size()) > kMostExchanged) {
    return WordFinding("CW-CLM-006", before, after,
                       "rewritten: now says " + Listed(diff.come, after));
  }
  const bool one = IsThingExchanged(before, after, diff, places);
  if ((gone >= kExchangedFrom && come >= kExchangedFrom) || one) {
    const auto [old, now] = one ? ExchangedAt(before, after, places.front())
                                : std::pair{Listed(diff.gone, before), Listed(diff.come, after)};
    return WordFinding(
        "CW-CLM-007", before, after,
        one ? fmt::format("'{}' became '{}'", old, now) : fmt::format("{} became {}", old, now));
  }
  if (come >= kAddedFrom && come > gone) {
    return WordFinding("CW-CLM-006", before, after, "added: " + Listed(diff.come, after));
  }
  if (gone >= kAddedFrom && gone > come) {
    return WordFinding("CW-CLM-008", before, after, "dropped: " + Listed(diff.gone, before));
  }
  return std::nullopt;
}

struct Edit {
  const Passage& before;
  const Passage& after;
  TermDiff diff;
  std::vector<Hunk> places;
};

std::optional<Finding> ByQuote(const Edit& edit, std::optional<QuoteEdit> quote) {
  return quote ? std::optional(
                     WordFinding(quote->rule, edit.before, edit.after, std::move(quote->reason)))
               : std::nullopt;
}

using Rung = std::optional<Finding> (*)(const Edit&);

// From the highest down.
constexpr std::array<Rung, 14> kRungs = {
    [](const Edit& e) { return ByPolarity(e.before, e.after, e.diff, e.places); },
    [](const Edit& e) { return ByQuote(e, OtherQuotation(e.before, e.after)); },
    [](const Edit& e) {
      return AreInQuotes(e.before, e.after, e.places)
                 ? ByQuote(e, OtherQuotedWords(e.before, e.after))
                 : std::nullopt;
    },
    [](const Edit& e) { return ByRoles(e.before, e.after, e.diff); },
    [](const Edit& e) { return ByStep(e.before, e.after); },
    [](const Edit& e) { return BySource(e.before, e.after); },
    [](const Edit& e) { return ByRankOrPerson(e.before, e.after, e.places); },
    [](const Edit& e) { return ByEntity(e.before, e.after, e.diff); },
    [](const Edit& e) { return ByCertainty(e.before, e.after); },
    [](const Edit& e) { return ByTurningWord(e.before, e.after, e.places); },
    [](const Edit& e) { return BySpeaker(e.before, e.after, e.diff, e.places); },
    [](const Edit& e) { return ByContent(e.before, e.after, e.diff, e.places); },
    [](const Edit& e) { return ByCompletion(e.before, e.after, e.places); },
    [](const Edit& e) {
      return ByQuote(e, OtherQuotedWords(e.before, e.after));
    }};

}  // namespace

std::optional<Finding> ReviseSurely(const Passage& before, const Passage& after) {
  const TermDiff diff = DiffTerms(before, after);
  if (auto finding = ByPolarity(before, after, diff, {})) {
    return finding;
  }
  if (auto finding = ByEntity(before, after, diff)) {
    return finding;
  }
  return ByExchangedWord(before, after);
}

std::optional<Finding> ReviseWords(const Passage& before, const Passage& after) {
  const Edit edit{before, after, DiffTerms(before, after), PlacesOf(before, after)};
  if (SayTheSame(before, after, edit.places) || AreFiguresOnly(before, after, edit.places)) {
    return std::nullopt;
  }
  for (const Rung rung : kRungs) {
    if (std::optional<Finding> finding = rung(edit)) {
      return finding;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
