#include "cli/known_ids.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cli/read_config.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// A verb that names its store alone needs no configuration, and none that is bad keeps it from
// reading.
std::optional<Config> ConfigOf(const Arguments& arguments) {
  if (arguments.Has("state-dir") && !arguments.Has("config")) {
    return std::nullopt;
  }
  const Result<Config> config = ReadConfig(arguments);
  return config.ok() ? std::optional<Config>(*config) : std::nullopt;
}

Status CheckSource(const Arguments& arguments, const Store& store, const std::string& id) {
  std::vector<std::string> known;
  if (const std::optional<Config> config = ConfigOf(arguments)) {
    for (const SourceConfig& source : config->sources) {
      known.push_back(source.id);
    }
  }
  for (const ArticleRecord& article : CW_TRY(store.Articles({}))) {
    known.push_back(article.source);
  }
  for (const Alert& alert : CW_TRY(store.Alerts({}))) {
    known.push_back(alert.source);
  }
  return CheckKnown("source", id, known, "claimwatch source list");
}

}  // namespace

Status CheckKnown(std::string_view what, const std::string& id,
                  const std::vector<std::string>& known, std::string_view look) {
  if (std::find(known.begin(), known.end(), id) != known.end()) {
    return Ok();
  }
  const std::string nearest = Nearest(id, known);
  return Error(Errc::kNotFound,
               fmt::format("no {} '{}'{}", what, EscapeControls(id),
                           nearest.empty() ? fmt::format("; see {}", look)
                                           : ", did you mean '" + EscapeControls(nearest) + "'?"));
}

Status CheckTopic(const Arguments& arguments, const Store& store, const std::string& id) {
  std::vector<std::string> known;
  if (const std::optional<Config> config = ConfigOf(arguments)) {
    for (const TopicConfig& topic : config->topics) {
      known.push_back(topic.id);
    }
  }
  for (const ClaimRecord& claim : CW_TRY(store.Claims(""))) {
    known.push_back(claim.topic);
  }
  for (const Alert& alert : CW_TRY(store.Alerts({}))) {
    known.push_back(alert.topic);
  }
  return CheckKnown("topic", id, known, "claimwatch config show");
}

Status CheckChosenIds(const Arguments& arguments, const Store& store) {
  if (arguments.Has("source")) {
    CW_TRY(CheckSource(arguments, store, arguments.Get("source")));
  }
  return arguments.Has("topic") ? CheckTopic(arguments, store, arguments.Get("topic")) : Ok();
}

}  // namespace claimwatch
