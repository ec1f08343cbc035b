#include "daemon/replay.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/digest.h"
#include "core/text.h"
#include "daemon/analysis.h"
#include "daemon/plugins.h"
#include "plugins/registry.h"
#include "storage/log_head.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostDifferences = 100;
constexpr std::size_t kShownValue = 120;  // columns

std::string Shown(const Json& value) {
  return value.IsNull() ? "nothing" : Ellipsize(value.Dump(), kShownValue);
}

void Note(std::string_view path, const Json& before, const Json& after,
          std::vector<std::string>& differences) {
  if (differences.size() < kMostDifferences) {
    differences.push_back(fmt::format("{}: was {}, is {}", path, Shown(before), Shown(after)));
  }
}

std::string Below(std::string_view path, std::string_view member) {
  return path.empty() ? std::string(member) : fmt::format("{}.{}", path, member);
}

void NoteAdded(std::string_view path, const Json& before, const Json& after,
               std::vector<std::string>& differences) {
  for (const auto& [name, value] : after.Members()) {
    if (!before.Has(name)) {
      Note(Below(path, name), Json(), value, differences);
    }
  }
}

void Differ(std::string_view path, const Json& before, const Json& after,
            std::vector<std::string>& differences) {
  if (before.Dump() == after.Dump()) {
    return;
  }
  if (!before.IsObject() || !after.IsObject()) {
    Note(path, before, after, differences);
    return;
  }
  for (const auto& [name, value] : before.Members()) {
    Differ(Below(path, name), value, after[name], differences);
  }
  NoteAdded(path, before, after, differences);
}

// The bytes that the alert names are the ones that are stored.
Result<std::string> CheckBytes(const Store& store, const Version& version, const Alert& alert) {
  const std::string named(alert.record.At("claimwatch.article.version.raw_hash").AsString());
  const std::string text(alert.record.At("claimwatch.article.version.text_hash").AsString());
  if (text != TextHash(version.article)) {
    return Error(Errc::kCorrupt, fmt::format("the text of version {} is not the one that alert #{} "
                                             "was made of; run `claimwatch verify`",
                                             version.number, alert.sequence));
  }
  const Result<Capture> capture = store.GetCapture(version.capture_id);
  if (!capture.ok()) {
    return std::string("the raw response is not kept any more; the stored text was used");
  }
  const std::string hash = TaggedHex(Sha256(capture.value().page.body));
  if (hash != named) {
    return Error(Errc::kCorrupt,
                 fmt::format("the stored response has {}, alert #{} names {}; run `claimwatch "
                             "verify`",
                             hash, alert.sequence, named));
  }
  return fmt::format("the stored response has the hash that the alert names, {}", hash);
}

// The reading whose text the alert names: the stored one, unless the version was read again before
// the alert was raised. When it is neither, CheckBytes says so.
Result<Which> ReadingOf(const Store& store, const Alert& alert) {
  const Version stored = CW_TRY(store.GetOriginal(alert.article_id, alert.version));
  const bool names_it = alert.record.At("claimwatch.article.version.text_hash").AsString() ==
                        TextHash(stored.article);
  return names_it ? Which::kAsStored : Which::kOfToday;
}

std::optional<Alert> Find(std::vector<Proposal> proposals, const Alert& alert) {
  for (Proposal& one : proposals) {
    if (one.alert && one.alert->id == alert.id) {
      return std::move(one.alert);
    }
  }
  return std::nullopt;
}

// Those of the configuration, when one of them raised the alert; the others need none.
Result<std::shared_ptr<const Registry>> PluginsFor(const Alert& alert, const Config& config,
                                                   const Clock& clock) {
  if (alert.record.At("rule.id").AsString().starts_with("CW-X")) {
    return StartPlugins(config, clock);
  }
  return std::shared_ptr<const Registry>(std::make_shared<Registry>());
}

}  // namespace

bool TellsOfAText(const Alert& alert) {
  return alert.type != FindingType::kRemovedArticle && alert.type != FindingType::kReverted &&
         alert.type != FindingType::kSourceDegraded;
}

std::vector<std::string> JsonDifferences(const Json& before, const Json& after) {
  std::vector<std::string> differences;
  Differ("", before, after, differences);
  return differences;
}

Result<Replay> ReplayAlert(const Config& config, const std::vector<Topic>& topics, Store& store,
                           const Alert& alert) {
  if (!TellsOfAText(alert)) {
    return Error(Errc::kInvalid,
                 fmt::format("alert #{} ({}) tells of an address and not of a text; `claimwatch "
                             "alerts explain {}` shows what it was made of",
                             alert.sequence, FindingTypeName(alert.type), alert.sequence));
  }
  const Which which = CW_TRY(ReadingOf(store, alert));
  const Result<Version> read = which == Which::kAsStored
                                   ? store.GetOriginal(alert.article_id, alert.version)
                                   : store.GetVersion(alert.article_id, alert.version);
  const Version version = CW_TRY(read);
  Replay replay;
  replay.checked.push_back(CW_TRY(CheckBytes(store, version, alert)));
  const ManualClock clock(alert.time);
  const std::shared_ptr<const Registry> plugins = CW_TRY(PluginsFor(alert, config, clock));
  Analysis analysis(config, topics, store, clock, *plugins);
  const Moment then{alert.time, std::string(alert.record.At("observer.hostname").AsString()),
                    alert.time, which};
  std::vector<Proposal> proposals =
      CW_TRY(analysis.ProposeAt(alert.article_id, alert.version, then));
  std::optional<Alert> again = Find(std::move(proposals), alert);
  if (!again) {
    replay.differences.push_back(
        fmt::format("event.id: no finding of this version makes alert {} any more", alert.id));
    return replay;
  }
  again->fingerprint = alert.fingerprint;
  if (const LogHead named = LogHeadOf(alert.record); named.root != Digest{}) {
    NameLogHead(again->record, named.versions, named.root);
  }
  StampAlert(*again, alert.sequence, alert.record.At("claimwatch.integrity.prev_hash").AsString());
  replay.differences = JsonDifferences(alert.record, again->record);
  replay.again = *std::move(again);
  return replay;
}

}  // namespace claimwatch
