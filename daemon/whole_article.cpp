// Findings about an address and not about what a text says: gone, back, degraded.
#include <cstdint>

#include <fmt/core.h>

#include "core/text.h"
#include "daemon/proposals.h"
#include "plugins/compare/rules.h"

namespace claimwatch {
namespace {

// A finding about the article as a whole.
Finding WholeArticle(std::string_view rule, Severity severity) {
  Finding finding;
  SetRule(finding, rule);
  finding.severity = severity;
  finding.score = 100.0 - 20.0 * static_cast<double>(severity);
  finding.confidence = 1;
  finding.against = Against::kPrevious;
  return finding;
}

}  // namespace

Finding RemovedFinding(const Version& last, int confirmations) {
  Finding finding = WholeArticle("CW-SRC-001", Severity::kHigh);
  finding.reason = fmt::format("the address answered 'gone' {}, after {}",
                               Counted(static_cast<std::uint64_t>(confirmations), "time"),
                               Counted(last.number, "version"));
  finding.other = {last.article.title, {0, last.article.title.size()}, 0};
  // A removal after a return is a new occasion: the last good fetch tells them apart.
  finding.key = fmt::format("removed/{}/{}", last.article_id, FormatTime(last.last_seen));
  return finding;
}

Finding RestoredFinding(const Version& last) {
  Finding finding = WholeArticle("CW-SRC-004", Severity::kLow);
  finding.reason = fmt::format(
      "the address answers with an article again; it had answered 'gone' "
      "since the fetch of {}",
      FormatTime(last.last_seen));
  finding.sentence = {last.article.title, {0, last.article.title.size()}, 0};
  finding.key = fmt::format("restored/{}/{}", last.article_id, FormatTime(last.last_seen));
  return finding;
}

Finding RevertedFinding(const Version& back, const Version& from) {
  Finding finding = WholeArticle("CW-SRC-002", Severity::kMedium);
  finding.reason = fmt::format("the text of version {} is back; version {} is withdrawn",
                               back.number, from.number);
  finding.sentence = {back.article.title, {0, back.article.title.size()}, 0};
  finding.other = {from.article.title, {0, from.article.title.size()}, 0};
  finding.key = fmt::format("reverted/{}/{}/{}", back.article_id, from.number, back.number);
  return finding;
}

Finding DegradedFinding(std::string_view source, std::string_view kind, std::string_view reason,
                        Severity severity, Time since) {
  Finding finding = WholeArticle("CW-SRC-003", severity);
  finding.against = Against::kBaseline;
  finding.reason = reason;
  finding.key = fmt::format("degraded/{}/{}/{}", source, kind, FormatTime(since));
  return finding;
}

}  // namespace claimwatch
