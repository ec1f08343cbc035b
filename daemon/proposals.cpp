#include "daemon/proposals.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "core/text.h"
#include "plugins/alert/record.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

bool IsDisabled(const Finding& finding, const RulesConfig& rules) {
  return std::find(rules.disable.begin(), rules.disable.end(), finding.rule) != rules.disable.end();
}

void OverrideSeverity(Finding& finding, const RulesConfig& rules) {
  for (const auto& [rule, severity] : rules.severity) {
    if (rule == finding.rule) {
      finding.severity = severity;
    }
  }
}

// The reason of the first suppression in force that fits; empty without one.
std::string SuppressedBecause(const Finding& finding, const ProposalContext& context) {
  const auto& all = context.config->suppressions;
  const auto fits = std::find_if(all.begin(), all.end(), [&](const SuppressConfig& one) {
    return (one.rule.empty() || one.rule == finding.rule) &&
           (one.source.empty() || one.source == context.version->source) &&
           (!one.until || context.now < *one.until);
  });
  return fits == all.end() ? "" : fits->reason;
}

bool IsAbout(const Figure& figure, std::string_view counted) {
  return FoldCase(figure.counted + " " + figure.text).find(FoldCase(counted)) != std::string::npos;
}

// A pinned figure alerts with the user's severity; what lies within its tolerance does not alert.
enum class Pin { kNone, kBroken, kTolerated };

Pin JudgePin(Finding& finding, const TopicConfig& topic) {
  if (!finding.figure || !finding.other_figure) {
    return Pin::kNone;
  }
  for (const ExpectConfig& expect : topic.expects) {
    const bool pinned =
        std::abs(finding.other_figure->value.ToDouble() - expect.value) <= expect.tolerance;
    if (pinned && (IsAbout(*finding.other_figure, expect.figure) ||
                   IsAbout(*finding.figure, expect.figure))) {
      const bool within =
          std::abs(finding.figure->value.ToDouble() - expect.value) <= expect.tolerance;
      finding.severity = expect.severity;
      return within ? Pin::kTolerated : Pin::kBroken;
    }
  }
  return Pin::kNone;
}

std::vector<WordChange> Words(const Finding& finding) {
  std::vector<WordChange> words;
  if (!finding.sentence.text.empty() && !finding.other.text.empty()) {
    for (WordEdit& edit : WordDiff(finding.other.text, finding.sentence.text)) {
      words.emplace_back(edit.op, std::move(edit.text));
    }
  }
  return words;
}

Alert AlertOf(const Finding& finding, const ProposalContext& context,
              std::string_view fingerprint) {
  AlertFacts facts;
  facts.topic =
      context.topic != nullptr ? std::string_view(context.topic->config.id) : std::string_view();
  facts.baseline = finding.against == Against::kBaseline ? context.baseline : nullptr;
  facts.version = context.version;
  facts.previous = context.previous;
  facts.page = context.page;
  facts.words = Words(finding);
  facts.fingerprint = fingerprint;
  facts.host = context.host;
  facts.now = context.now;
  return MakeAlert(finding, facts);
}

// Only what was compared with a baseline is said against it.
std::string BaselineOf(const Finding& finding, const ProposalContext& context) {
  const bool against = finding.against == Against::kBaseline && context.baseline != nullptr;
  return against ? context.baseline->id : "";
}

Proposal ProposalOf(Finding finding, const ProposalContext& context) {
  OverrideSeverity(finding, context.config->rules);
  const Pin pin = context.topic != nullptr ? JudgePin(finding, context.topic->config) : Pin::kNone;
  Proposal proposal;
  proposal.topic = context.topic != nullptr ? context.topic->config.id : "";
  proposal.baseline = BaselineOf(finding, context);
  proposal.fingerprint = Fingerprint(proposal.topic, finding.key);
  if (!IsSilent(finding.type) && pin != Pin::kTolerated) {
    proposal.suppressed = SuppressedBecause(finding, context);
    proposal.alert = AlertOf(finding, context, proposal.fingerprint);
  }
  proposal.finding = std::move(finding);
  return proposal;
}

// A finding about the article as a whole.
Finding WholeArticle(FindingType type, Severity severity) {
  Finding finding;
  finding.type = type;
  finding.severity = severity;
  finding.score = 100.0 - 20.0 * static_cast<double>(severity);
  finding.confidence = 1;
  finding.against = Against::kPrevious;
  return finding;
}

}  // namespace

std::vector<Proposal> MakeProposals(std::vector<Finding> findings, const ProposalContext& context) {
  std::vector<Proposal> proposals;
  for (Finding& finding : findings) {
    if (!IsDisabled(finding, context.config->rules)) {
      proposals.push_back(ProposalOf(std::move(finding), context));
    }
  }
  return proposals;
}

Finding RemovedFinding(const Version& last, int confirmations) {
  Finding finding = WholeArticle(FindingType::kRemovedArticle, Severity::kHigh);
  finding.rule = "CW-ART-001";
  finding.rule_name = "Article removed";
  finding.reason = fmt::format("the address answered 'gone' {} times, after {} versions",
                               confirmations, last.number);
  finding.other = {last.article.title, {0, last.article.title.size()}, 0};
  // A removal after a return is a new occasion: the last good fetch tells them apart.
  finding.key = fmt::format("removed/{}/{}", last.article_id, FormatTime(last.last_seen));
  return finding;
}

Finding RevertedFinding(const Version& back, const Version& from) {
  Finding finding = WholeArticle(FindingType::kReverted, Severity::kMedium);
  finding.rule = "CW-ART-002";
  finding.rule_name = "Article reverted to an older text";
  finding.reason = fmt::format("the text of version {} is back; version {} is withdrawn",
                               back.number, from.number);
  finding.sentence = {back.article.title, {0, back.article.title.size()}, 0};
  finding.other = {from.article.title, {0, from.article.title.size()}, 0};
  finding.key = fmt::format("reverted/{}/{}/{}", back.article_id, from.number, back.number);
  return finding;
}

Finding DegradedFinding(std::string_view source, std::string_view kind, std::string_view reason,
                        Severity severity, Time since) {
  Finding finding = WholeArticle(FindingType::kSourceDegraded, severity);
  finding.against = Against::kBaseline;
  finding.rule = "CW-SRC-001";
  finding.rule_name = "Source degraded";
  finding.reason = reason;
  finding.key = fmt::format("degraded/{}/{}/{}", source, kind, FormatTime(since));
  return finding;
}

}  // namespace claimwatch
