#include "plugins/compare/claims.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "plugins/compare/align.h"
#include "plugins/compare/contradiction.h"
#include "plugins/compare/correction.h"
#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/compare/namesake.h"
#include "plugins/compare/opposed.h"
#include "plugins/compare/quantities.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/turned.h"
#include "plugins/compare/worth.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kNovelShare = 0.5;   // a statement is new when this share of its content is
constexpr double kNovelWeight = 1.3;  // … and at least this much of it
constexpr double kHeavyShare = 0.44;  // … or this share, when a subject of its own is among it
constexpr double kHeavyNovel = 1.0;
constexpr double kClauseShare = 0.62;  // a clause inside a known sentence must be newer than that
constexpr double kClauseWeight = 1.7;

using Kind = FigureDecision::Kind;

bool IsNewContent(const Alignment& alignment, double share, double weight) {
  return alignment.weight > 0 && alignment.novel >= weight &&
         alignment.novel / alignment.weight >= share;
}

bool IsNovel(const Sentence& sentence, const SentenceAlignment& alignment) {
  if (IsNewContent(alignment.whole, kNovelShare, kNovelWeight)) {
    return true;
  }
  if (alignment.whole.heavy && IsNewContent(alignment.whole, kHeavyShare, kHeavyNovel)) {
    return true;
  }
  return sentence.clauses.size() > 1 &&
         std::any_of(alignment.clauses.begin(), alignment.clauses.end(),
                     [](const Alignment& clause) {
                       return IsNewContent(clause, kClauseShare, kClauseWeight);
                     });
}

// A date or a span of time is news only beside a new statement; an amount is news by itself.
bool IsAmount(const Figure& figure) {
  return figure.kind != FigureKind::kDate && figure.kind != FigureKind::kDuration &&
         figure.kind != FigureKind::kAge;
}

// From two days on what the baseline says may have been overtaken. Without a day of publication
// it is as old as the last day that it names; without any, nothing of it is sure.
bool IsLater(const Comparison& comparison, const EventIdentity& event) {
  constexpr std::chrono::hours kOvertaken(48);
  const auto& now = comparison.article->published;
  std::optional<Time> then = comparison.baseline->article.published;
  if (!then && event.days) {
    then = Time{std::chrono::hours(24) * (event.days->last + 1)};
  }
  return now && (!then || *now - *then > kOvertaken);
}

class SentenceAnalysis {
 public:
  SentenceAnalysis(const Comparison& comparison, const BaselineIndex& index,
                   const Sentence& sentence, Aside aside, Naming naming)
      : index_(index),
        later_(IsLater(comparison, index.event())),
        namesake_(naming == Naming::kNamesake),
        reading_(*comparison.reading),
        baseline_(comparison.baseline->reading),
        sentence_(sentence),
        event_(index.event()),
        aside_(aside),
        worth_(IsCheckWorthy(reading_, sentence, index)),
        next_(TellsNextMeeting(sentence) && !TellsNextMeeting(baseline_)),
        alignment_(Align(reading_, sentence, baseline_, index)),
        decisions_(DecideFigures(reading_, sentence, alignment_, baseline_, index)),
        contradiction_(FindContradiction(reading_, sentence, alignment_, baseline_, index)) {
    if (namesake_) {
      DropAccusations();
    }
    // Where and when an earlier meeting was held disputes nothing of this one.
    if (aside_ == Aside::kOtherTime && contradiction_ &&
        (contradiction_->type == FindingType::kChangedEntity ||
         contradiction_->type == FindingType::kChangedDate)) {
      contradiction_.reset();
    }
  }

  std::vector<Finding> Findings() && {
    // What is said of another summit neither contradicts this one nor is news about it.
    if (aside_ == Aside::kRival) {
      return {};
    }
    if (AddAccusations()) {
      return std::move(findings_);
    }
    const bool novel = worth_ && IsNovel(sentence_, alignment_) && !RepeatsInOtherWords();
    AddNews(novel);
    if (findings_.empty()) {
      AddSilent(novel);
    }
    return std::move(findings_);
  }

 private:
  // "71 people were in the building", where the baseline has 71 guests in the hotel: a figure that
  // is not equal by chance, in a few words of one's own.
  bool RepeatsInOtherWords() const {
    constexpr double kFewWords = 2.4;  // weight
    return alignment_.whole.novel <= kFewWords &&
           std::any_of(decisions_.begin(), decisions_.end(), [this](const FigureDecision& one) {
             return one.kind == Kind::kKnown && one.quantity &&
                    IsTelling(reading_.figures[one.figure]);
           });
  }

  static bool IsTelling(const Figure& figure) {
    constexpr std::int64_t kSmall = 20;
    const bool round = figure.value.coefficient() < 10 && figure.value.exponent() > 0;
    return IsAmount(figure) && figure.kind != FigureKind::kOrdinal &&
           figure.value >= Decimal(kSmall) && !round;
  }

  void AddNews(bool novel) {
    const bool amounts = AddNewFigures(novel);
    const bool background = !amounts && novel && !next_ &&
                            (aside_ == Aside::kOtherTime || TellsHistory(sentence_, event_));
    if (novel && !background && !amounts && findings_.empty()) {
      AddNewClaim();
    }
    if (!amounts && !background) {
      AddNewTimes(novel);
    }
    if (next_ && findings_.empty()) {
      AddNewClaim();
    }
  }

  // Whether all has been said: the sentence is the baseline's, and turned.
  bool AddAccusations() {
    AddJudgedFigures();
    if (contradiction_) {
      findings_.push_back(std::move(*contradiction_));
    }
    return findings_.empty() && AddTurned();
  }

  bool AddTurned() {
    const Held held{reading_, sentence_, alignment_, baseline_, index_};
    const bool background = aside_ == Aside::kOtherTime || TellsHistory(sentence_, event_);
    Turned turned = FindTurned(held, later_);
    turned.finding = turned.finding || background ? turned.finding : FindOpposed(held, later_);
    // In the baseline's own sentence the other name is what was exchanged.
    const bool other =
        namesake_ && turned.finding && turned.finding->type != FindingType::kChangedEntity;
    if (turned.finding && !background && !other) {
      findings_.push_back(std::move(*turned.finding));
      return true;
    }
    doubt_ = std::move(turned.doubt);
    doubted_ = turned.place;
    return false;
  }

  const Sentence* Aligned() const {
    return alignment_.whole.sentence ? &baseline_.sentences[*alignment_.whole.sentence] : nullptr;
  }

  // What is told of another ferry disputes nothing of this one; only that it is another may be
  // said.
  void DropAccusations() {
    for (FigureDecision& decision : decisions_) {
      const bool judged = decision.kind == Kind::kChanged || decision.kind == Kind::kMorePrecise;
      decision.kind = judged ? Kind::kNew : decision.kind;
    }
    if (contradiction_ && contradiction_->type != FindingType::kChangedEntity) {
      contradiction_.reset();
    }
  }

  Finding FigureFinding(std::string_view rule, const FigureDecision& decision) const {
    const Sentence* other =
        decision.quantity ? &baseline_.sentences[decision.quantity->sentence] : nullptr;
    Finding finding = MakeFinding(rule, &sentence_, other);
    const Figure& figure = reading_.figures[decision.figure];
    finding.figure = figure;
    if (decision.quantity) {
      finding.other_figure = baseline_.figures[decision.quantity->figure];
      finding.relation = FigureRelationName(decision.verdict.relation);
    }
    finding.key = FigureKeyOf(figure, sentence_.clauses[decision.clause]);
    return finding;
  }

  // What both figures count, in words: a class of the glossary, else as the baseline prints it.
  static std::string Subject(const BaselineIndex::Quantity& quantity, const Figure& figure) {
    const bool named = !quantity.concepts.empty() && !quantity.concepts.front().starts_with('=');
    std::string subject = named || figure.counted.empty() ? "" : figure.counted;
    subject = subject.empty() && !quantity.concepts.empty() ? quantity.concepts.front() : subject;
    std::replace(subject.begin(), subject.end(), '_', ' ');
    return subject;
  }

  void AddJudgedFigures() {
    for (const FigureDecision& decision : decisions_) {
      if (decision.kind != Kind::kChanged && decision.kind != Kind::kMorePrecise) {
        continue;
      }
      const Figure& figure = reading_.figures[decision.figure];
      const Figure& other = baseline_.figures[decision.quantity->figure];
      const bool precise = decision.kind == Kind::kMorePrecise;
      const bool date = figure.kind == FigureKind::kDate;
      const std::string_view rule = precise ? "CW-FIG-002" : (date ? "CW-FIG-004" : "CW-FIG-001");
      Finding finding = FigureFinding(rule, decision);
      // A date counts nothing: what it is about is the sentence itself.
      const std::string same =
          date ? "says the same with another date"
               : fmt::format("counts the same thing ({})", Subject(*decision.quantity, other));
      finding.reason =
          fmt::format("{}: baseline {}, here {}{}{}", same, FigureWords(other), FigureWords(figure),
                      decision.verdict.reason.empty() ? "" : "; ", decision.verdict.reason);
      finding.confidence = 0.5 + 0.5 * alignment_.whole.coverage;
      finding.signals.push_back(fmt::format("verdict={}", decision.verdict.rule));
      findings_.push_back(std::move(finding));
    }
  }

  // Whether an amount was among them.
  bool AddNewFigures(bool novel) {
    bool amounts = false;
    for (const FigureDecision& decision : decisions_) {
      const Figure& figure = reading_.figures[decision.figure];
      if (decision.kind != Kind::kNew || !IsAmount(figure) || !IsWorth(figure, novel) ||
          IsPartOfName(figure)) {
        continue;
      }
      amounts = true;
      AddNewFigure(decision);
    }
    return amounts;
  }

  // A small count in a known statement ("two delegates said") is no news.
  static bool IsWorth(const Figure& figure, bool novel) {
    const bool count = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
    return !count || figure.value > Decimal(novel ? 2 : 3);
  }

  // "the Group of 7", "C5+1": a number inside a name counts nothing.
  bool IsPartOfName(const Figure& figure) const {
    return std::any_of(
        sentence_.clauses.begin(), sentence_.clauses.end(), [&figure](const Clause& clause) {
          return std::any_of(
              clause.entities.begin(), clause.entities.end(),
              [&figure](const Entity& entity) { return entity.span.Covers(figure.span); });
        });
  }

  bool IsNewTime(const Figure& figure, bool novel) const {
    return !IsAmount(figure) && !IsPast(figure) && !IsDated(figure) && !EndsStretch(figure) &&
           (novel || IsBeyond(figure));
  }

  void AddNewTimes(bool novel) {
    const FigureDecision* best = nullptr;
    for (const FigureDecision& decision : decisions_) {
      const Figure& figure = reading_.figures[decision.figure];
      if (decision.kind != Kind::kNew || !IsNewTime(figure, novel)) {
        continue;
      }
      if (best == nullptr || Precision(figure) > Precision(reading_.figures[best->figure])) {
        best = &decision;
      }
    }
    if (best != nullptr) {
      AddNewFigure(*best);
    }
  }

  // A year says more than a month without one, and that more than a span of time.
  static int Precision(const Figure& figure) {
    return figure.when.empty() ? 0 : (figure.when.front() == 'X' ? 1 : 2);
  }

  // A year after all that the baseline speaks of.
  bool IsBeyond(const Figure& figure) const {
    return Precision(figure) == 2 &&
           std::none_of(baseline_.figures.begin(), baseline_.figures.end(),
                        [&figure](const Figure& other) {
                          return other.kind == FigureKind::kDate && !other.when.empty() &&
                                 other.when.substr(0, 4) >= figure.when.substr(0, 4) &&
                                 other.when.front() != 'X';
                        });
  }

  // "By mid-2027", where the baseline sentence of 2025 has "in the next two years".
  bool EndsStretch(const Figure& figure) const {
    const int year = figure.kind == FigureKind::kDate ? YearOf(figure.when) : 0;
    return year != 0 && event_.year != 0 && alignment_.whole.sentence &&
           std::any_of(index_.quantities().begin(), index_.quantities().end(),
                       [&](const BaselineIndex::Quantity& quantity) {
                         const Figure& other = baseline_.figures[quantity.figure];
                         return quantity.sentence == *alignment_.whole.sentence &&
                                other.kind == FigureKind::kDuration && other.unit == "year" &&
                                Decimal(event_.year) + other.value == Decimal(year);
                       });
  }

  // A day that the baseline names too, one inside its own days ("on Tuesday"), or one that tells no
  // date ("26日").
  bool IsDated(const Figure& figure) const {
    return figure.kind == FigureKind::kDate &&
           (figure.when.find('W') != std::string::npos || IsDayAlone(figure.when) ||
            DaysIn(figure, event_) == EventDays::kOwn ||
            std::any_of(baseline_.figures.begin(), baseline_.figures.end(),
                        [&figure](const Figure& other) {
                          return other.kind == FigureKind::kDate && other.when == figure.when;
                        }));
  }

  // Background: a year before the baseline's own.
  bool IsPast(const Figure& figure) const {
    if (figure.kind != FigureKind::kDate) {
      return false;
    }
    std::string latest;
    for (const Figure& other : baseline_.figures) {
      if (other.kind == FigureKind::kDate && !other.when.empty() && other.when.front() != 'X') {
        const std::string year = other.when.substr(0, 4);
        latest = latest.empty() ? year : std::min(latest, year);
      }
    }
    return figure.when.size() >= 4 && figure.when.front() != 'X' &&
           figure.when.substr(0, 4) < latest;
  }

  void AddNewFigure(const FigureDecision& decision) {
    Finding finding = FigureFinding("CW-FIG-003", decision);
    const Figure& figure = reading_.figures[decision.figure];
    finding.reason = fmt::format("the baseline has no figure for this: {}", FigureWords(figure));
    finding.confidence = 0.5 + 0.5 * (1 - alignment_.whole.coverage);
    findings_.push_back(std::move(finding));
  }

  void AddNewClaim() {
    Finding finding = MakeFinding("CW-CLM-001", &sentence_, nullptr);
    finding.reason = "the baseline makes no such statement";
    finding.confidence =
        alignment_.whole.weight > 0 ? alignment_.whole.novel / alignment_.whole.weight : 0;
    finding.signals.push_back(
        fmt::format("novel={:.2f} of {:.2f}", alignment_.whole.novel, alignment_.whole.weight));
    if (const Sentence* aligned = Aligned()) {
      finding.alternatives.push_back(fmt::format("repeats '{}': covers only {:.0f} %",
                                                 aligned->text, 100 * alignment_.whole.coverage));
    }
    finding.key = ClaimKeyOf("claim", sentence_);
    findings_.push_back(std::move(finding));
  }

  void AddDoubted() {
    const Sentence& other = baseline_.sentences[doubted_];
    Finding finding = MakeFinding("CW-SIL-004", &sentence_, &other);
    finding.reason = doubt_;
    finding.confidence = alignment_.whole.coverage;
    finding.key = ClaimKeyOf("claim", other);
    findings_.push_back(std::move(finding));
  }

  void AddSilent(bool novel) {
    const Held held{reading_, sentence_, alignment_, baseline_, index_};
    const auto place = alignment_.whole.sentence;
    if (doubt_.empty() && place && IsDeniedOnOneSide(held, *place)) {
      doubt_ = "much of the baseline's sentence, but denied on one side only";
      doubted_ = *place;
    }
    if (!doubt_.empty()) {
      AddDoubted();
      return;
    }
    const Sentence* aligned = Aligned();
    if (aligned == nullptr || novel || alignment_.whole.coverage < 0.3) {
      return;
    }
    const bool same = aligned->text == sentence_.text;
    Finding finding = MakeFinding(same ? "CW-SIL-001" : "CW-SIL-002", &sentence_, aligned);
    finding.reason = "says what the baseline says";
    finding.confidence = alignment_.whole.coverage;
    finding.key = ClaimKeyOf("claim", *aligned);
    for (const FigureDecision& decision : decisions_) {
      if (decision.kind == Kind::kKnown && decision.quantity && !finding.figure) {
        finding.figure = reading_.figures[decision.figure];
        finding.other_figure = baseline_.figures[decision.quantity->figure];
        finding.relation = FigureRelationName(decision.verdict.relation);
      }
    }
    findings_.push_back(std::move(finding));
  }

  const BaselineIndex& index_;
  bool later_;
  bool namesake_;
  const Reading& reading_;
  const Reading& baseline_;
  const Sentence& sentence_;
  const EventIdentity& event_;
  Aside aside_;
  bool worth_;
  bool next_;  // tells of the meeting after the baseline's, of which that says nothing
  SentenceAlignment alignment_;
  std::vector<FigureDecision> decisions_;
  std::optional<Finding> contradiction_;
  std::vector<Finding> findings_;
  std::string doubt_;  // why the sentence does not say what that of `doubted_` says
  std::size_t doubted_ = 0;
};

}  // namespace

std::vector<Finding> BaselineAnalyzer::Analyze(const Comparison& comparison) const {
  if (comparison.baseline == nullptr ||
      AreVersions(comparison.baseline->reading, *comparison.reading)) {
    return {};
  }
  const std::shared_ptr<const BaselineIndex> index = IndexOf(*comparison.baseline);
  std::vector<Finding> findings;
  const std::vector<Sentence>& sentences = comparison.reading->sentences;
  const std::vector<Aside> asides = AsidesOf(*comparison.reading, index->event());
  const std::vector<bool> notes = NotesIn(*comparison.reading);
  const std::vector<Naming> namings = NamingsOf(*comparison.reading, comparison.baseline->reading);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (notes[i]) {
      continue;
    }
    std::vector<Finding> own =
        SentenceAnalysis(comparison, *index, sentences[i], asides[i], namings[i]).Findings();
    findings.insert(findings.end(), std::make_move_iterator(own.begin()),
                    std::make_move_iterator(own.end()));
  }
  return findings;
}

}  // namespace claimwatch
