#include "daemon/ledger_rules.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/time.h"
#include "plugins/alert/record.h"
#include "plugins/compare/rules.h"
#include "plugins/compare/severity.h"
#include "plugins/compare/syndication.h"

namespace claimwatch {
namespace {

constexpr double kNarrow = 1.25;  // largest known value by smallest: renderings of one amount
constexpr std::string_view kOmitted = "omitted:";

// The claim behind `key`; nullopt when the ledger does not have it.
Result<std::optional<ClaimRecord>> ClaimOf(const LedgerContext& context, std::string_view key) {
  Result<ClaimRecord> claim = context.store->GetClaim(Fingerprint(context.topic, key));
  if (claim.ok()) {
    return std::optional<ClaimRecord>(std::move(claim).value());
  }
  if (claim.error().code() == Errc::kNotFound) {
    return std::optional<ClaimRecord>();
  }
  return claim.error();
}

std::string FirstSeen(const ClaimRecord& claim) {
  return fmt::format("first printed by {} at {}", claim.sightings.front().source,
                     FormatTime(claim.sightings.front().seen));
}

// "figure:agreement::" of "figure:agreement::58": what is counted, without how many.
std::string_view Counted(std::string_view key) {
  return key.starts_with("figure:") ? key.substr(0, key.rfind(':') + 1) : std::string_view();
}

std::optional<double> NumberIn(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional<double>(number)
                                                                  : std::nullopt;
}

std::vector<double> KnownValues(const EventMemory& memory, std::string_view counted) {
  std::vector<double> values;
  for (auto it = memory.keys.lower_bound(counted);
       it != memory.keys.end() && it->starts_with(counted); ++it) {
    if (const auto value = NumberIn(std::string_view(*it).substr(counted.size()))) {
      values.push_back(*value);
    }
  }
  return values;
}

// A new value that stands for itself: one with a date is of that day only.
bool IsTimeless(const Finding& finding) {
  return finding.type == FindingType::kNewFigure && finding.figure && finding.figure->when.empty();
}

void JudgeValue(Finding& finding, const LedgerContext& context) {
  // A key without a subject is everybody's number.
  const std::string_view counted = Counted(finding.key);
  if (!IsTimeless(finding) || counted.empty() || counted.starts_with("figure:-:")) {
    return;
  }
  if (LiesWithin(finding.figure->value.ToDouble(), KnownValues(*context.memory, counted))) {
    SetRule(finding, "CW-SIL-003");
    finding.reason = "lies between the values that other outlets printed for this";
    Grade(finding);
  }
}

// The claim that this article takes back gets its own key, so that each article's retraction is
// told.
Status JudgeRetraction(Finding& finding, const LedgerContext& context) {
  if (!finding.key.starts_with(kOmitted)) {
    return Ok();
  }
  const std::string_view key = std::string_view(finding.key).substr(kOmitted.size());
  const std::optional<ClaimRecord> claim = CW_TRY(ClaimOf(context, key));
  if (claim && claim->alert_sequence != 0 && !claim->sightings.empty()) {
    finding.signals.push_back(fmt::format("retracts=#{}", claim->alert_sequence));
    finding.reason +=
        fmt::format("; the claim of alert #{} was {}", claim->alert_sequence, FirstSeen(*claim));
    finding.key += ":" + context.version->article_id;
  }
  return Ok();
}

// Whether `claim` was told before this version came, and not by its outlet. Sightings stand in the
// order they were made: what follows this version's own is not looked at, so that a later analysis
// of the same version says the same.
bool CanConfirm(const ClaimRecord& claim, const Version& version) {
  if (claim.alert_sequence == 0 || claim.sightings.empty()) {
    return false;
  }
  for (const Sighting& one : claim.sightings) {
    if (one.article_id == version.article_id && one.version == version.number) {
      return &one != &claim.sightings.front();
    }
    if (one.source == version.source) {
      return false;
    }
  }
  return true;
}

Result<std::optional<Finding>> Confirmation(const Finding& finding, const LedgerContext& context) {
  const std::optional<ClaimRecord> claim = CW_TRY(ClaimOf(context, finding.key));
  if (!claim || !CanConfirm(*claim, *context.version)) {
    return std::optional<Finding>();
  }
  const Sighting& first = claim->sightings.front();
  const Result<Version> printed = context.store->GetVersion(first.article_id, first.version);
  // A text that retention has removed cannot show that this one is no copy.
  if (!printed.ok() ||
      AreSyndicated(printed.value().article.Text(), context.version->article.Text())) {
    return std::optional<Finding>();
  }
  Finding confirmed = finding;
  confirmed.key = "confirmed:" + finding.key;
  confirmed.signals.emplace_back("independent=2");
  confirmed.signals.push_back(fmt::format("confirms=#{}", claim->alert_sequence));
  confirmed.reason += fmt::format("; a second, independent outlet after alert #{}, {}",
                                  claim->alert_sequence, FirstSeen(*claim));
  Grade(confirmed);
  return std::optional<Finding>(std::move(confirmed));
}

bool MayBeConfirmed(const Finding& finding) {
  return !IsSilent(finding.type) && finding.against == Against::kBaseline && !finding.key.empty() &&
         !finding.sentence.text.empty();
}

}  // namespace

bool LiesWithin(double value, const std::vector<double>& known) {
  if (known.size() < 2) {
    return false;
  }
  const auto [low, high] = std::minmax_element(known.begin(), known.end());
  return *low > 0 && *high <= *low * kNarrow && *low < value && value < *high;
}

Result<std::vector<Finding>> WithLedger(std::vector<Finding> findings,
                                        const LedgerContext& context) {
  std::vector<Finding> confirmations;
  for (Finding& finding : findings) {
    JudgeValue(finding, context);
    CW_TRY(JudgeRetraction(finding, context));
    if (MayBeConfirmed(finding)) {
      std::optional<Finding> confirmed = CW_TRY(Confirmation(finding, context));
      if (confirmed) {
        confirmations.push_back(*std::move(confirmed));
      }
    }
  }
  findings.insert(findings.end(), std::make_move_iterator(confirmations.begin()),
                  std::make_move_iterator(confirmations.end()));
  return findings;
}

}  // namespace claimwatch
