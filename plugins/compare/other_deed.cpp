#include "plugins/compare/other_deed.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

constexpr std::size_t kBeside = 16;    // bytes between a giver and the verb: " has ", " will "
constexpr double kSame = 0.8;          // of a statement that is the baseline's but for its giver
constexpr double kLightSubject = 0.4;  // a lighter word names no subject of a treaty
constexpr double kTitleWeight = 0.8;   // a word from here on makes another title
constexpr std::int64_t kTelling = 20;  // an amount from here on is not equal by chance

bool Tells(const Clause& clause) {
  return clause.polarity == Polarity::kPositive &&
         (clause.modality == Modality::kFact || clause.modality == Modality::kPlan);
}

bool IsGiving(const Term& term) {
  return term.key == "pledge" || term.key == "provide";
}

// Whether the clause names a group that `term` is a member of (config/lexicon/claims/related.tsv).
// The meeting's own name ("at the China-Central Asia summit") is where it was said, not who gets
// it.
bool IsOfNamedGroup(const Term& term, const Clause& clause, const EventIdentity& event) {
  return std::any_of(clause.concepts.begin(), clause.concepts.end(), [&](const auto& key) {
    const auto& members = Glossary::Builtin().CoveredBy(key);
    return key.starts_with("group:") && !event.formats.contains(key) &&
           std::any_of(members.begin(), members.end(),
                       [&term](const Glossary::Covered& row) { return row.key == term.key; });
  });
}

// A country that stands right before a word for giving, and is one of those who are to receive:
// "Kazakhstan pledged", "Kazakhstan's president pledged".
const Term* GiverIn(const Clause& clause, const EventIdentity& event) {
  for (std::size_t i = 0; i + 1 < clause.terms.size(); ++i) {
    const Term& term = clause.terms[i];
    const bool office = clause.terms[i + 1].key == "head_of_state" && i + 2 < clause.terms.size();
    const Term& next = clause.terms[office ? i + 2 : i + 1];
    const Term& before = clause.terms[office ? i + 1 : i];
    const bool member = term.key.starts_with("country:") && IsOfNamedGroup(term, clause, event);
    if (member && IsGiving(next) && next.span.start - before.span.end <= kBeside) {
      return &term;
    }
  }
  return nullptr;
}

bool HasFigure(const Sentence& sentence, const std::vector<Figure>& figures, const Figure& one) {
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& other) {
    return sentence.span.Covers(other.span) && other.kind == one.kind && other.when == one.when &&
           other.value == one.value && other.unit == one.unit;
  });
}

// An amount of the clause that the baseline sentence prints too.
bool SharesAmount(const Held& held, const Clause& clause, const Sentence& other) {
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
    const Figure& figure = held.reading.figures[i];
    return figure.when.empty() && figure.value >= Decimal(kTelling) &&
           HasFigure(other, held.baseline.figures, figure);
  });
}

// Whether the clause has dates of the baseline sentence, two or more, and none besides.
bool SharesDates(const Held& held, const Clause& clause, const Sentence& other) {
  int dated = 0;
  for (const std::size_t i : clause.figures) {
    const Figure& figure = held.reading.figures[i];
    if (figure.when.empty()) {
      continue;
    }
    if (!HasFigure(other, held.baseline.figures, figure)) {
      return false;
    }
    ++dated;
  }
  return dated > 1;
}

bool IsSubject(const Term& term) {
  return term.kind == Term::Kind::kNoun || term.kind == Term::Kind::kUnknown ||
         term.kind == Term::Kind::kQuality;
}

// The first telling word behind "designated" or "Years of" when none there is the baseline's own;
// nullptr else.
const Term* OtherTitleIn(const Clause& clause, std::size_t place, const BaselineIndex& index) {
  const Term* title = nullptr;
  bool behind = false;
  for (const Term& term : clause.terms) {
    if (behind && IsSubject(term) && term.key != "cooperation" && term.key != "year_of") {
      if (ShareIn(term, place, index) > 0) {
        return nullptr;
      }
      title = title == nullptr && term.weight >= kTitleWeight ? &term : title;
    }
    behind = behind || term.key == "designate" || term.key == "year_of";
  }
  return title;
}

// "China and Kazakhstan": one or a few of those whom the baseline names by their group have years
// of their own.
bool IsOfFewParties(const Clause& clause, std::size_t place, const BaselineIndex& index) {
  constexpr std::ptrdiff_t kFew = 3;
  const auto others =
      std::count_if(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
        return term.key.starts_with("country:") && ShareIn(term, place, index) == 0;
      });
  return others > 0 && others <= kFew;
}

bool HasTerm(const Clause& clause, std::string_view key) {
  return std::any_of(clause.terms.begin(), clause.terms.end(),
                     [key](const Term& term) { return term.key == key; });
}

// Of one or two of them, or one treaty more: another one.
bool IsBesideTreaty(const Held& held, const Clause& clause) {
  constexpr std::array<std::string_view, 8> kMore = {
      " also ", " another ", " second ", " separate ", " также ", " ещё ", "还", "另"};
  const std::string_view text =
      std::string_view(held.reading.text).substr(clause.span.start, clause.span.size());
  return std::any_of(clause.entities.begin(), clause.entities.end(),
                     [](const Entity& entity) { return entity.role != "group"; }) ||
         std::any_of(kMore.begin(), kMore.end(), [text](std::string_view mark) {
           return text.find(mark) != std::string_view::npos;
         });
}

// The words behind "a treaty on": the last telling one when the baseline has none of them; nullptr
// else.
const Term* OtherSubjectIn(const Held& held, const Clause& clause) {
  constexpr std::array<std::string_view, 4> kOn = {" on ", " of ", " о ", " об "};
  const std::string_view text = held.reading.text;
  const Term* treaty = nullptr;
  const Term* subject = nullptr;
  for (const Term& term : clause.terms) {
    if (treaty == nullptr) {
      treaty = term.key == "treaty" ? &term : nullptr;
      continue;
    }
    const std::string_view gap = text.substr(treaty->span.end, term.span.start - treaty->span.end);
    if (subject == nullptr && std::find(kOn.begin(), kOn.end(), gap) == kOn.end()) {
      return nullptr;
    }
    const bool light = term.weight < kLightSubject;
    if (!light && !held.index.Places(term.key).empty()) {
      return nullptr;
    }
    subject = subject == nullptr || !light ? &term : subject;
  }
  return subject != nullptr && subject->weight >= kTitleWeight ? subject : nullptr;
}

Finding DeedFinding(const Held& held, const Sentence& other, const Term& term, std::string reason) {
  Finding finding = MakeFinding("CW-ENT-001", &held.sentence, &other);
  finding.reason = std::move(reason);
  finding.confidence = 0.8;  // another promise of the same size cannot be excluded
  finding.signals.push_back(fmt::format("entity={}", term.key));
  finding.key = fmt::format("entity:{}:{}", term.key, ClaimKeyOf("claim", other));
  return finding;
}

std::string Printed(const Term& term, const Held& held) {
  return held.reading.text.substr(term.span.start, term.span.size());
}

}  // namespace

std::optional<Finding> FindOtherGiver(const Held& held) {
  for (std::size_t i = 0; i < held.sentence.clauses.size(); ++i) {
    const Clause& clause = held.sentence.clauses[i];
    const Alignment& own = held.alignment.clauses[i];
    const Term* giver = Tells(clause) ? GiverIn(clause, held.index.event()) : nullptr;
    if (giver == nullptr || !own.sentence || own.coverage < kSame) {
      continue;
    }
    const Sentence& other = held.baseline.sentences[*own.sentence];
    if (SharesAmount(held, clause, other)) {
      return DeedFinding(
          held, other, *giver,
          fmt::format("in the baseline {} is not the one who gives this", Printed(*giver, held)));
    }
  }
  return std::nullopt;
}

std::optional<Finding> FindOtherTitle(const Held& held) {
  for (std::size_t i = 0; i < held.sentence.clauses.size(); ++i) {
    const Clause& clause = held.sentence.clauses[i];
    const Alignment& own = held.alignment.clauses[i];
    if (!own.sentence || !Tells(clause) || IsOfFewParties(clause, *own.sentence, held.index)) {
      continue;
    }
    const Sentence& other = held.baseline.sentences[*own.sentence];
    const Term* title =
        Says(other, "designate") && Says(other, "year_of") && SharesDates(held, clause, other)
            ? OtherTitleIn(clause, *own.sentence, held.index)
            : nullptr;
    if (title != nullptr) {
      return DeedFinding(held, other, *title,
                         fmt::format("the baseline gives these years another title, without '{}'",
                                     Printed(*title, held)));
    }
  }
  return std::nullopt;
}

std::optional<Finding> FindOtherTreaty(const Held& held) {
  const auto& sentences = held.baseline.sentences;
  const auto own = std::find_if(sentences.begin(), sentences.end(), [](const Sentence& sentence) {
    return Says(sentence, "treaty") && Says(sentence, "sign") && Says(sentence, "head_of_state");
  });
  for (const Clause& clause : held.sentence.clauses) {
    const bool signed_by_all = Tells(clause) && HasTerm(clause, "sign") &&
                               HasTerm(clause, "head_of_state") && HasTerm(clause, "treaty") &&
                               !IsBesideTreaty(held, clause);
    const Term* subject =
        signed_by_all && own != sentences.end() ? OtherSubjectIn(held, clause) : nullptr;
    if (subject != nullptr) {
      return DeedFinding(held, *own, *subject,
                         fmt::format("the treaty that the baseline has signed is not on '{}'",
                                     Printed(*subject, held)));
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
