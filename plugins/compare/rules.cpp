#include "plugins/compare/rules.h"

#include <algorithm>
#include <array>

#include "core/result.h"

namespace claimwatch {
namespace {

using enum FindingType;

constexpr std::array kRules = {
    Rule{"CW-FIG-001", "Figure differs from the baseline", "figure", kChangedFigure,
         "The article counts the same thing as the baseline, and its value lies outside what the "
         "baseline's words allow."},
    Rule{"CW-FIG-002", "Figure is more precise", "figure", kMorePrecise,
         "The article's value lies inside what the baseline's words allow and says more: 110 for "
         "\"more than 100\"."},
    Rule{"CW-FIG-003", "New figure", "figure", kNewFigure,
         "The baseline has no figure for what is counted here."},
    Rule{"CW-FIG-004", "Date or period differs from the baseline", "figure", kChangedDate,
         "The article dates the same event or period differently."},
    Rule{"CW-FIG-005", "Figure changed between versions", "figure", kChangedFigure,
         "An earlier version of this article printed another value in the same place."},
    Rule{"CW-FIG-006", "Bound or hedge of a figure changed", "figure", kChangedFigure,
         "The number stayed, but \"more than\", \"nearly\" or the like was added, dropped or "
         "turned round."},
    Rule{"CW-FIG-007", "Figure removed", "figure", kOmittedFigure,
         "An earlier version of this article had this figure; it is gone and no other took its "
         "place."},
    Rule{"CW-FIG-008", "Figure added between versions", "figure", kNewFigure,
         "A figure was added to an article that was already published."},
    Rule{"CW-CLM-001", "New claim", "claim", kNewClaim,
         "A checkable statement on the event that the baseline does not make."},
    Rule{"CW-CLM-002", "Contradicts the baseline by negation", "claim", kContradicts,
         "The article denies what the baseline states, or states what it denies."},
    Rule{"CW-CLM-003", "Contradicts the baseline by an opposite", "claim", kContradicts,
         "The same statement with an opposite word: rose and fell, agreed and refused."},
    Rule{"CW-CLM-004", "Contradicts the baseline's list", "claim", kContradicts,
         "The article takes a member out of a list that the baseline gives, or puts another in its "
         "place."},
    Rule{"CW-CLM-005", "Claim removed", "claim", kOmittedClaim,
         "An earlier version of this article made this statement; it is gone."},
    Rule{"CW-CLM-006", "Claim added between versions", "claim", kNewClaim,
         "A statement was added to an article that was already published."},
    Rule{"CW-CLM-007", "Statement turned round between versions", "claim", kContradicts,
         "A negation or an opposite word came or went, or the thing spoken of was exchanged for "
         "another."},
    Rule{"CW-CLM-008", "Part of a statement removed", "claim", kOmittedClaim,
         "The sentence stayed, but a part of it that says something is gone."},
    Rule{"CW-ENT-001", "Name differs from the baseline", "entity", kChangedEntity,
         "The same statement names another person, body or place."},
    Rule{"CW-ENT-002", "Name changed between versions", "entity", kChangedEntity,
         "An earlier version named another person, body or place here."},
    Rule{"CW-ATT-001", "Attribution changed", "attribution", kChangedAttribution,
         "Somebody else, or a weaker or stronger source, now stands for the statement."},
    Rule{"CW-CER-001", "Claim weakened", "certainty", kWeakenedClaim,
         "A statement of fact became a possibility, or a plan became a hope."},
    Rule{"CW-CER-002", "Claim strengthened", "certainty", kStrengthenedClaim,
         "A possibility became a statement of fact."},
    Rule{"CW-QUO-001", "Quotation altered", "quote", kChangedQuote,
         "The words between the quotation marks are not the ones printed before, or not those of "
         "the "
         "baseline."},
    Rule{"CW-HDL-001", "Headline changed", "headline", kHeadlineChanged,
         "The title says something else than before."},
    Rule{"CW-SRC-001", "Article removed", "source", kRemovedArticle,
         "The page that carried the article is gone."},
    Rule{"CW-SRC-002", "Article reverted", "source", kReverted,
         "The text returned to that of an earlier version."},
    Rule{"CW-SRC-003", "Source degraded", "source", kSourceDegraded,
         "The source answers, but no longer with articles that can be read."},
    Rule{"CW-SRC-004", "Article restored", "source", kReverted,
         "The page that was gone answers again with an article."},
    Rule{"CW-SIL-001", "Repeats the baseline", "silent", kRepeated,
         "Says what the baseline says; recorded, never alerted."},
    Rule{"CW-SIL-002", "Reworded", "silent", kReworded,
         "The words changed, what they say did not; recorded, never alerted."},
    Rule{"CW-SIL-003", "Within what others print", "silent", kRepeated,
         "The baseline has no such figure, but other outlets print values on both sides of this "
         "one; "
         "recorded, never alerted."},
    Rule{"CW-SIL-004", "Nearly the baseline's sentence", "silent", kReworded,
         "The sentence is the baseline's but for a word, and what that word does to it is not "
         "certain; recorded, never alerted, and no repetition."},
};

}  // namespace

std::span<const Rule> AllRules() {
  return kRules;
}

const Rule* FindRule(std::string_view id) {
  const auto* found =
      std::find_if(kRules.begin(), kRules.end(), [id](const Rule& rule) { return rule.id == id; });
  return found != kRules.end() ? found : nullptr;
}

void SetRule(Finding& finding, std::string_view id) {
  const Rule* rule = FindRule(id);
  CW_CHECK(rule != nullptr);
  finding.type = rule->type;
  finding.rule = rule->id;
  finding.rule_name = rule->name;
}

}  // namespace claimwatch
