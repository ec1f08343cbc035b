#include "config/check.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/alert_log.h"
#include "config/check_plugins.h"
#include "config/check_sink_paths.h"
#include "config/check_sites.h"
#include "core/article.h"
#include "core/text.h"
#include "core/url.h"
#include "core/zone.h"

namespace claimwatch {
namespace {

std::string DidYouMean(const std::string& word, const std::vector<std::string>& known) {
  const std::string nearest = Nearest(word, known);
  return nearest.empty() ? "" : fmt::format(", did you mean '{}'?", nearest);
}

// --- addresses ----------------------------------------------------------------------------------

void CheckUrl(Draft& draft, const std::string& path, const std::string& label,
              const std::string& text) {
  if (AsciiLower(text).starts_with("file:")) {
    draft.Complain(path, fmt::format("{}: '{}' is refused: only http and https are fetched", label,
                                     Shown(text)));
    return;
  }
  const Result<Url> url = Url::Parse(text);
  if (!url.ok()) {
    draft.Complain(path, fmt::format("{}: {}", label, url.error().message()));
  } else if (url->HasCredentials()) {
    // Not quoted: the complaint would print the password.
    draft.Complain(path, fmt::format("{}: the address carries a user name or password; leave them "
                                     "out, configuration files are no place for secrets",
                                     label));
  }
}

// --- sections -----------------------------------------------------------------------------------

void CheckFetch(Draft& draft) {
  const FetchConfig& fetch = draft.config.fetch;
  if (fetch.timeout < fetch.connect_timeout) {
    draft.Complain(
        "fetch.connect_timeout",
        fmt::format("[fetch]: connect_timeout {} is longer than timeout {}",
                    FormatDuration(fetch.connect_timeout), FormatDuration(fetch.timeout)));
  }
  if (!fetch.proxy.empty()) {
    CheckUrl(draft, "fetch.proxy", "[fetch]: proxy", fetch.proxy);
  }
  if (Trim(fetch.user_agent).empty() || EscapeControls(fetch.user_agent) != fetch.user_agent) {
    draft.Complain("fetch.user_agent",
                   "[fetch]: user_agent wants one line of text that says who asks");
  }
}

void CheckPoliteness(Draft& draft) {
  const Backoff& backoff = draft.config.politeness.backoff;
  if (backoff.max < backoff.first) {
    draft.Complain("politeness.backoff.max",
                   fmt::format("[politeness]: backoff.max {} is shorter than backoff.first {}",
                               FormatDuration(backoff.max), FormatDuration(backoff.first)));
  }
}

void CheckRecheck(Draft& draft) {
  const std::vector<RecheckStep>& schedule = draft.config.recheck.schedule;
  for (std::size_t i = 1; i < schedule.size(); ++i) {
    if (schedule[i].age <= schedule[i - 1].age) {
      draft.Complain(
          fmt::format("recheck.schedule.{}", i),
          fmt::format("[recheck]: schedule wants growing ages, but {} follows {}",
                      FormatDuration(schedule[i].age), FormatDuration(schedule[i - 1].age)));
    }
  }
  if (!schedule.empty() && draft.config.recheck.stop_after < schedule.back().age) {
    draft.Complain("recheck.stop_after",
                   fmt::format("[recheck]: stop_after {} ends before the schedule does at {}",
                               FormatDuration(draft.config.recheck.stop_after),
                               FormatDuration(schedule.back().age)));
  }
}

// --- topics and sources -------------------------------------------------------------------------

// Ids become part of file names, keys and commands.
bool IsPlainId(std::string_view id) {
  constexpr std::size_t kLongest = 64;
  return !id.empty() && id.size() <= kLongest && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

void CheckId(Draft& draft, const std::string& path, const std::string& label,
             const std::string& id) {
  if (draft.places.contains(path) && !IsPlainId(id)) {
    draft.Complain(
        path, fmt::format("{}: id wants letters, digits, '-', '_' and '.', at most 64", label));
  }
}

// As articles are marked: ISO 639, nothing of the country or the script.
void CheckLanguage(Draft& draft, const std::string& path, const std::string& label,
                   const std::string& language) {
  const bool letters =
      std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || language.size() < 2 || language.size() > 3) {
    draft.Complain(path, fmt::format("{}: '{}' is no language; it wants a code as in en, ru or zh",
                                     label, Shown(language)));
  }
}

void CheckBaseline(Draft& draft, const std::string& path, const std::string& topic,
                   const BaselineConfig& baseline) {
  const std::string label = fmt::format("{} baseline '{}'", topic, Shown(baseline.id));
  CheckId(draft, path + ".id", label, baseline.id);
  if (baseline.file.empty() == baseline.url.empty()) {
    draft.Complain(path, fmt::format("{}: wants either file or url", label));
    return;
  }
  if (!baseline.url.empty()) {
    CheckUrl(draft, path + ".url", label, baseline.url);
    return;
  }
  std::error_code error;
  if (!std::filesystem::is_regular_file(baseline.file, error)) {
    draft.Complain(path + ".file",
                   fmt::format("{}: no file {}", label, Shown(baseline.file.string())));
  }
}

void CheckTopics(Draft& draft) {
  for (std::size_t t = 0; t < draft.config.topics.size(); ++t) {
    const TopicConfig topic = draft.config.topics[t];
    const std::string path = fmt::format("topic.{}", t);
    const std::string label = fmt::format("topic '{}'", Shown(topic.id));
    CheckId(draft, path + ".id", label, topic.id);
    if (topic.baselines.empty()) {
      draft.Complain(path, fmt::format("{}: has no baseline; add a [[topic.baseline]]", label));
    }
    for (std::size_t l = 0; l < topic.languages.size(); ++l) {
      CheckLanguage(draft, fmt::format("{}.languages.{}", path, l), label, topic.languages[l]);
    }
    for (std::size_t b = 0; b < topic.baselines.size(); ++b) {
      CheckBaseline(draft, fmt::format("{}.baseline.{}", path, b), label, topic.baselines[b]);
    }
  }
}

std::vector<std::string> TopicIds(const Config& config) {
  std::vector<std::string> ids;
  for (const TopicConfig& topic : config.topics) {
    ids.push_back(topic.id);
  }
  return ids;
}

void CheckSource(Draft& draft, const std::string& path, const SourceConfig& source) {
  const std::string label = fmt::format("source '{}'", Shown(source.id));
  CheckId(draft, path + ".id", label, source.id);
  if (source.id == kImportSource) {
    draft.Complain(path + ".id",
                   "source 'import': this id means what `claimwatch import` brought; "
                   "choose another one");
  }
  if (draft.places.contains(path + ".longest_interval") &&
      source.longest_interval < source.interval) {
    draft.Complain(
        path + ".longest_interval",
        fmt::format("{}: longest_interval {} is shorter than interval {}", label,
                    FormatDuration(source.longest_interval), FormatDuration(source.interval)));
  }
  if (!source.language.empty()) {
    CheckLanguage(draft, path + ".language", label, source.language);
  }
  if (draft.places.contains(path + ".url")) {
    CheckUrl(draft, path + ".url", label, source.url);
  }
  const std::vector<std::string> known = TopicIds(draft.config);
  for (const std::string& topic : source.topics) {
    if (std::find(known.begin(), known.end(), topic) == known.end()) {
      draft.Complain(path + ".topics", fmt::format("{}: unknown topic '{}'{}", label, Shown(topic),
                                                   DidYouMean(topic, known)));
    }
  }
  if (!source.assume_timezone.empty() && !ZoneExists(source.assume_timezone)) {
    draft.Complain(path + ".assume_timezone",
                   fmt::format("{}: unknown time zone '{}'; names are as in Asia/Shanghai", label,
                               Shown(source.assume_timezone)));
  }
  if (source.kind == "page" && source.link_patterns.empty()) {
    draft.Complain(path, fmt::format("{}: kind = \"page\" wants link_patterns: which links of the "
                                     "page are articles",
                                     label));
  }
}

void CheckSources(Draft& draft) {
  for (std::size_t s = 0; s < draft.config.sources.size(); ++s) {
    CheckSource(draft, fmt::format("source.{}", s), SourceConfig(draft.config.sources[s]));
  }
}

// --- rules and alerts ---------------------------------------------------------------------------

// "CW-FIG-001"; which of them exist is known to the rules themselves, not to the configuration.
bool IsRuleId(std::string_view id) {
  const std::vector<std::string_view> parts = Split(id, '-');
  return parts.size() == 3 && parts[0] == "CW" && !parts[1].empty() && parts[2].size() == 3 &&
         std::all_of(parts[1].begin(), parts[1].end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::all_of(parts[2].begin(), parts[2].end(), [](char c) { return c >= '0' && c <= '9'; });
}

void CheckRule(Draft& draft, const std::string& path, const std::string& label,
               const std::string& rule) {
  if (!IsRuleId(rule)) {
    draft.Complain(
        path, fmt::format("{}: '{}' is no rule id; they look like CW-FIG-001", label, Shown(rule)));
  }
}

// It is told what articles say: only this machine may hear it.
void CheckSecondOpinion(Draft& draft) {
  const std::string& address = draft.config.rules.second_opinion;
  const Result<Url> url = Url::Parse(address);
  const bool local =
      url.ok() && url->scheme() == "http" && (url->host() == "127.0.0.1" || url->host() == "[::1]");
  if (!address.empty() && !local) {
    draft.Complain("rules.second_opinion",
                   fmt::format("[rules]: second_opinion '{}' is not on this machine; it is written "
                               "http://127.0.0.1:PORT/PATH",
                               Shown(address)));
  }
}

void CheckRules(Draft& draft) {
  CheckSecondOpinion(draft);
  for (const std::string& rule : std::vector<std::string>(draft.config.rules.disable)) {
    CheckRule(draft, "rules.disable", "[rules]", rule);
  }
  for (const auto& [rule, severity] : draft.config.rules.severity) {
    CheckRule(draft, "rules.severity", "[rules]", rule);
  }
}

void CheckSuppressions(Draft& draft) {
  std::vector<std::string> known;
  for (const SourceConfig& source : draft.config.sources) {
    known.push_back(source.id);
  }
  for (std::size_t i = 0; i < draft.config.suppressions.size(); ++i) {
    const SuppressConfig& one = draft.config.suppressions[i];
    const std::string path = fmt::format("suppress.{}", i);
    const std::string label = fmt::format("suppress {}", i + 1);
    if (one.rule.empty() && one.source.empty()) {
      draft.Complain(path,
                     fmt::format("{}: wants a rule or a source, or it would silence all", label));
    }
    if (!one.rule.empty()) {
      CheckRule(draft, path + ".rule", label, one.rule);
    }
    if (!one.source.empty() && std::find(known.begin(), known.end(), one.source) == known.end()) {
      draft.Complain(path + ".source",
                     fmt::format("{}: unknown source '{}'{}", label, Shown(one.source),
                                 DidYouMean(one.source, known)));
    }
  }
}

void CheckStorage(Draft& draft) {
  const std::string& authority = draft.config.storage.timestamp_url;
  if (!authority.empty()) {
    CheckUrl(draft, "storage.timestamp_url", "[storage]: timestamp_url", std::string(authority));
  }
}

void CheckWebhook(Draft& draft, const std::string& path, const std::string& label,
                  const SinkConfig& sink) {
  constexpr std::string_view kIdPlace = "{{id}}";  // Matrix wants it in the address
  std::string url = sink.url;
  if (const std::size_t at = url.find(kIdPlace); at != std::string::npos) {
    url.replace(at, kIdPlace.size(), "0");
  }
  if (url.empty()) {
    draft.Complain(path, fmt::format("{}: kind = \"webhook\" wants a url", label));
  } else if (!IsCredential(url)) {
    CheckUrl(draft, path + ".url", label, url);
  }
  if (!sink.body.empty() && sink.format != "record") {
    draft.Complain(path + ".body", fmt::format("{}: body and format exclude each other", label));
  }
}

void CheckMail(Draft& draft, const std::string& path, const std::string& label,
               const SinkConfig& sink) {
  const bool server = sink.url.starts_with("smtp://") || sink.url.starts_with("smtps://");
  if (!server && !IsCredential(sink.url)) {
    draft.Complain(path, fmt::format("{}: kind = \"mail\" wants a url such as "
                                     "smtp://mail.example.org:587",
                                     label));
  } else if (sink.url.find('@') != std::string::npos) {
    // Not quoted: the complaint would print the password.
    draft.Complain(path + ".url",
                   fmt::format("{}: user and password have keys of their own", label));
  }
  if (sink.from.empty() || sink.to.empty()) {
    draft.Complain(path, fmt::format("{}: kind = \"mail\" wants from and to", label));
  }
}

// What a kind of sink cannot work without.
void CheckSinkNeeds(Draft& draft, const std::string& path, const SinkConfig& sink) {
  const std::string label = fmt::format("sink '{}'", Shown(sink.name));
  const bool wants_path = sink.kind == "file" || sink.kind == "atom";
  if (wants_path && sink.path.empty()) {
    draft.Complain(path, fmt::format("{}: kind = \"{}\" wants a path", label, sink.kind));
  }
  if (sink.kind == "exec" && (sink.command.empty() || !sink.command.front().starts_with('/'))) {
    draft.Complain(path, fmt::format("{}: kind = \"exec\" wants a command that starts with an "
                                     "absolute path",
                                     label));
  }
  if (sink.kind == "webhook") {
    CheckWebhook(draft, path, label, sink);
  }
  if (sink.kind == "mail") {
    CheckMail(draft, path, label, sink);
  }
}

// A name in a sink's filter that nothing has would keep the sink silent for ever.
void CheckSinkFilter(Draft& draft, const std::string& path, const SinkConfig& sink) {
  const auto complain = [&](const char* key, const std::vector<std::string>& words,
                            const std::vector<std::string>& known) {
    for (const std::string& word : words) {
      if (std::find(known.begin(), known.end(), word) == known.end()) {
        draft.Complain(fmt::format("{}.{}", path, key),
                       fmt::format("sink '{}': {}: no '{}'{}", Shown(sink.name), key, Shown(word),
                                   DidYouMean(word, known)));
      }
    }
  };
  std::vector<std::string> topics;
  for (const TopicConfig& topic : draft.config.topics) {
    topics.push_back(topic.id);
  }
  std::vector<std::string> sources;
  for (const SourceConfig& source : draft.config.sources) {
    sources.push_back(source.id);
  }
  complain("topics", sink.topics, topics);
  complain("sources", sink.sources, sources);
  complain("types", sink.types, FindingTypeNames());
}

void CheckSinks(Draft& draft) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < draft.config.alerts.sinks.size(); ++i) {
    SinkConfig& sink = draft.config.alerts.sinks[i];
    const std::string path = fmt::format("alerts.sink.{}", i);
    if (sink.name.empty()) {
      sink.name = sink.kind;
    }
    if (sink.name == kAlertLogName) {
      draft.Complain(
          path, fmt::format("sink '{}': the alert log has this name; give it another", sink.name));
    } else if (!sink.kind.empty() && !names.insert(sink.name).second) {
      draft.Complain(path, fmt::format("sink '{}' stands here twice; give each a name of its own",
                                       Shown(sink.name)));
    }
    const SinkConfig copy = sink;
    CheckSinkNeeds(draft, path, copy);
    CheckSinkFilter(draft, path, copy);
  }
  CheckSinkPaths(draft);
}

}  // namespace

void CheckDraft(Draft& draft) {
  CheckFetch(draft);
  CheckPoliteness(draft);
  CheckRecheck(draft);
  CheckTopics(draft);
  CheckSources(draft);
  CheckSites(draft);
  CheckRules(draft);
  CheckSuppressions(draft);
  CheckSinks(draft);
  CheckStorage(draft);
  CheckPlugins(draft);
}

}  // namespace claimwatch
