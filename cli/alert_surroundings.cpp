// The part of an alert's view that needs the store.
#include <fmt/format.h>

#include "cli/alert_view.h"
#include "cli/log_leaf.h"
#include "core/text.h"
#include "daemon/acks.h"
#include "storage/log_head.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostShown = 5;           // sightings
constexpr std::uint64_t kLongestLog = 200'000;  // a longer one is not read for a view
constexpr std::size_t kLongestLine = 200;       // of a neighbouring sentence

std::string Line(const Style& style, std::string_view name, std::string_view text) {
  return text.empty() ? std::string()
                      : "  " + style.Paint(Tone::kFaint, fmt::format("{:<11}", name)) +
                            style.Paint(Tone::kFaint, text) + "\n";
}

// The sentences of the version's text on both sides of the bytes that the alert is about.
std::string Context(const Store& store, const Alert& alert, const Style& style) {
  const Json& sentence = alert.record.At("claimwatch.evidence.sentence");
  const Result<Version> version = store.GetVersion(alert.article_id, alert.version);
  if (sentence.IsNull() || !version.ok()) {
    return {};
  }
  const std::string text = version->article.Text();
  const auto start = static_cast<std::size_t>(sentence["start"].AsInt());
  const auto end = static_cast<std::size_t>(sentence["end"].AsInt());
  std::string_view before;
  std::string_view after;
  for (const Span& span : SentenceSpans(text, version->article.language)) {
    const std::string_view here = std::string_view(text).substr(span.start, span.size());
    before = span.end <= start ? here : before;
    after = span.start >= end && after.empty() ? here : after;
  }
  return Line(style, "before it", Ellipsize(Trim(before), kLongestLine)) +
         Line(style, "after it", Ellipsize(Trim(after), kLongestLine));
}

std::string OtherPages(const Store& store, const Alert& alert, const Style& style) {
  const Result<ClaimRecord> claim =
      store.GetClaim(alert.record.At("claimwatch.finding.fingerprint").AsString());
  if (!claim.ok() || claim->sightings.size() < 2) {
    return {};
  }
  std::string out = Line(style, "seen", Counted(claim->occurrences, "time"));
  for (std::size_t i = 1; i < claim->sightings.size() && i <= kMostShown; ++i) {
    const Sighting& sighting = claim->sightings[i];
    out += Line(style, "also",
                fmt::format("{}  {}  {}", FormatLocalTime(sighting.seen), sighting.source,
                            Ellipsize(EscapeControls(sighting.url), 100)));
  }
  return out;
}

// What a reader needs to check it: where the version stands in the log, and the alert in its chain.
std::string Evidence(const Store& store, const Alert& alert, const Style& style) {
  const Json& chain = alert.record.At("claimwatch.integrity");
  std::string out = Line(style, "alert leaf", chain["leaf_hash"].AsString()) +
                    Line(style, "after leaf", chain["prev_hash"].AsString());
  const Result<LogHead> head = store.GetLogHead();
  if (!head.ok() || head->versions > kLongestLog) {
    return out;
  }
  const Result<LogLeaf> leaf = LeafOf(store, alert.article_id, alert.version);
  if (leaf.ok()) {
    out +=
        Line(style, "log leaf", fmt::format("{} of {}, {}", leaf->index, leaf->size, leaf->hash)) +
        Line(style, "prove it",
             fmt::format("claimwatch prove {}@{}", alert.article_id, alert.version));
  }
  return out;
}

std::string WhoSawIt(const Store& store, const Alert& alert, const Style& style) {
  const Result<std::map<std::uint64_t, Ack>> acks = Acks(store);
  if (!acks.ok() || !acks->contains(alert.sequence)) {
    return {};
  }
  const Ack& ack = acks->at(alert.sequence);
  return Line(style, "acknowledged",
              fmt::format(" {} by {}{}", FormatLocalTime(ack.when), ack.by,
                          ack.why.empty() ? "" : ": " + ack.why));
}

}  // namespace

std::string AlertSurroundings(const Store& store, const Alert& alert, const Style& style) {
  return Context(store, alert, style) + OtherPages(store, alert, style) +
         Evidence(store, alert, style) + WhoSawIt(store, alert, style);
}

}  // namespace claimwatch
