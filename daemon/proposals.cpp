#include "daemon/proposals.h"

#include <algorithm>

#include <fmt/core.h>

#include "daemon/pins.h"
#include "daemon/topics.h"
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

// A pinned figure alerts with the user's severity; what lies within its tolerance does not alert.
enum class Pin { kNone, kBroken, kTolerated };

Pin JudgePin(Finding& finding, const TopicConfig& topic) {
  if (!finding.figure || !finding.other_figure) {
    return Pin::kNone;
  }
  for (const ExpectConfig& expect : topic.expects) {
    const bool about = IsPinned(expect, *finding.other_figure, finding.other) ||
                       IsPinned(expect, *finding.figure, finding.sentence);
    if (about && IsWithin(expect, *finding.other_figure)) {
      const bool within = IsWithin(expect, *finding.figure);
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

// What stood there before makes an edit of it: that the new value was printed before, here,
// elsewhere or in the baseline, does not make the change known.
std::string KeyInLedger(const Finding& finding) {
  if (finding.against != Against::kPrevious || finding.other.text.empty() || finding.key.empty()) {
    return finding.key;
  }
  const std::string from = finding.other_figure ? finding.other_figure->value.ToString() : "";
  return fmt::format("edit:{}:{}", from, finding.key);
}

Proposal ProposalOf(Finding finding, const ProposalContext& context) {
  OverrideSeverity(finding, context.config->rules);
  const Pin pin = context.topic != nullptr ? JudgePin(finding, context.topic->config) : Pin::kNone;
  Proposal proposal;
  proposal.topic = context.topic != nullptr ? context.topic->config.id : "";
  proposal.baseline = BaselineOf(finding, context);
  proposal.fingerprint = Fingerprint(proposal.topic, KeyInLedger(finding));
  if (!IsSilent(finding.type) && pin != Pin::kTolerated) {
    proposal.suppressed = SuppressedBecause(finding, context);
    proposal.alert = AlertOf(finding, context, proposal.fingerprint);
  }
  proposal.finding = std::move(finding);
  return proposal;
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

}  // namespace claimwatch
