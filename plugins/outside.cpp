#include "plugins/outside.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/text.h"
#include "core/trusted_file.h"
#include "plugins/extract/explanation_json.h"
#include "plugins/outside_finding.h"
#include "plugins/parser_words.h"
#include "plugins/source/feed_json.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kApi = 1;
constexpr std::size_t kMostFindings = 100;
constexpr std::size_t kMostFailures = 5;
constexpr std::size_t kLongestWord = 200;
constexpr Bytes kLongestAnswer = 32_MiB;

Json OptionsJson(const std::vector<std::string>& options) {
  Json json = Json::MakeObject();
  for (const std::string& one : options) {
    const std::size_t equals = std::min(one.find('='), one.size());
    json.Set(one.substr(0, equals), one.substr(std::min(equals + 1, one.size())));
  }
  return json;
}

PoolOptions PoolFor(const PluginOptions& options) {
  PoolOptions pool;
  pool.name = fmt::format("plugin '{}'", options.name);
  const bool library = !options.file.empty();
  pool.command = {options.program, library ? "--child=host" : "--child=program",
                  std::to_string(options.memory.count), "10m", options.stage};
  if (library) {
    pool.command.push_back(options.file.string());
  } else {
    pool.command.insert(pool.command.end(), options.command.begin(), options.command.end());
  }
  pool.greeting = Json::Of({{"do", "hello"},
                            {"claimwatch", kApi},
                            {"name", options.name},
                            {"stage", options.stage},
                            {"options", OptionsJson(options.options)}});
  pool.timeout = options.timeout;
  pool.longest = kLongestAnswer;
  pool.most_failures = kMostFailures;
  return pool;
}

// What people may get to see.
std::string Word(const Json& json) {
  return EscapeControls(RepairUtf8(json.AsString().substr(0, kLongestWord)));
}

Status CheckFile(const PluginOptions& options) {
  return options.file.empty() ? CheckTrusted(options.command.front(), Owner::kRootOrUs)
                              : CheckTrusted(options.file, Owner::kRoot);
}

Status CheckHello(const Json& hello, const PluginOptions& options) {
  if (hello.Has("error")) {
    return Error(Errc::kConfig, Word(hello["error"]));
  }
  if (hello["api"].AsInt() != kApi) {
    return Error(Errc::kConfig,
                 fmt::format("speaks plugin API {}, this claimwatch speaks {}; its greeting wants "
                             "\"api\":{}",
                             hello["api"].IsNumber() ? hello["api"].Dump() : "?", kApi, kApi));
  }
  if (hello["stage"].AsString() != options.stage) {
    return Error(Errc::kConfig, fmt::format("is a plugin of stage '{}', but is configured as '{}'",
                                            Word(hello["stage"]), options.stage));
  }
  return Ok();
}

Json TextJson(const Article& article) {
  return ArticleJson(article).Set("text", article.Text());
}

// A body that is text goes as text; others may hold any bytes.
Json PageWithBody(const Page& page) {
  Json json = PageJson(page);
  const bool text = IsValidUtf8(page.body);
  return json.Set(text ? "body" : "body_base64", text ? page.body : Base64(page.body));
}

}  // namespace

std::string RulePrefix(std::string_view plugin) {
  std::string prefix = "CW-X";
  for (const char c : plugin) {
    const bool lower = c >= 'a' && c <= 'z';
    if (lower || (c >= 'A' && c <= 'Z')) {
      prefix.push_back(lower ? static_cast<char>(c - 'a' + 'A') : c);
    }
  }
  return prefix + "-";
}

Plugin::Plugin(const PluginOptions& options, const Clock& clock)
    : options_(options),
      pool_(PoolFor(options), clock) {}

Result<std::shared_ptr<Plugin>> Plugin::Start(const PluginOptions& options, const Clock& clock) {
  const std::string where = fmt::format("plugin '{}'", options.name);
  if (const Status trusted = CheckFile(options); !trusted.ok()) {
    return trusted.error().At(where);
  }
  std::shared_ptr<Plugin> plugin(new Plugin(options, clock));
  const Result<Json> hello = plugin->pool_.Greet();
  if (!hello.ok()) {
    return Error(Errc::kConfig, hello.error().message());
  }
  if (const Status checked = CheckHello(*hello, options); !checked.ok()) {
    return checked.error().At(where);
  }
  const MutexLock lock(plugin->mutex_);
  plugin->state_.version = Word((*hello)["version"]);
  plugin->state_.help = Word((*hello)["help"]);
  return plugin;
}

Result<Feed> Plugin::Read(const Page& page, std::string_view source) {
  const Json answer =
      CW_TRY(Ask(Json::Of({{"do", "read"}, {"source", source}, {"page", PageWithBody(page)}})));
  const Feed said = CW_TRY(FeedFromJson(answer));
  Feed feed;
  feed.kind = FeedKind::kJson;
  feed.title = SqueezeSpace(said.title);
  feed.language = said.language;
  feed.ttl = said.ttl;
  for (const Entry& one : said.entries) {
    const Result<Url> link =
        one.link.empty() ? Error(Errc::kInvalid, "no link") : Url::Resolve(page.url, one.link);
    if (!link.ok()) {
      Drop("an entry without an address: " + link.error().message());
      continue;
    }
    Entry entry = one;
    entry.link = link->text();
    entry.title = SqueezeSpace(one.title);
    entry.summary.clear();  // would have to be sanitised, and nobody reads them
    entry.content.clear();
    feed.entries.push_back(std::move(entry));
  }
  return feed;
}

Result<std::vector<Finding>> Plugin::Analyze(const Comparison& comparison) {
  Json question = Json::Of({{"do", "analyze"}, {"article", TextJson(*comparison.article)}});
  if (comparison.previous != nullptr) {
    question.Set("previous", TextJson(*comparison.previous));
  }
  if (comparison.baseline != nullptr) {
    question.Set("baseline", TextJson(comparison.baseline->article)
                                 .Set("id", comparison.baseline->id)
                                 .Set("topic", comparison.baseline->topic));
  }
  const Json answer = CW_TRY(Ask(std::move(question)));
  if (!answer["findings"].IsArray()) {
    return Error(Errc::kInvalid, "answered without a list \"findings\"").At(pool_.name());
  }
  std::vector<Finding> findings;
  for (const Json& one : answer["findings"].Items()) {
    if (findings.size() == kMostFindings) {
      Drop(fmt::format("more than {} findings on one article", kMostFindings));
      break;
    }
    Result<Finding> finding = ReadFinding(one, options_.name, comparison);
    if (finding.ok()) {
      findings.push_back(std::move(finding).value());
    } else {
      Drop("a finding: " + finding.error().message());
    }
  }
  return findings;
}

Status Plugin::Deliver(const Alert& alert) {
  const Json answer = CW_TRY(Ask(Json::Of({{"do", "deliver"}, {"alert", alert.record}})));
  if (answer["refused"].IsString()) {
    return Error(Errc::kRefused, Word(answer["refused"])).At(pool_.name());
  }
  return answer["ok"].AsBool()
             ? Ok()
             : Status(Error(Errc::kIo, "answered neither ok, error nor refused").At(pool_.name()));
}

PluginState Plugin::State() const {
  const PoolReport report = pool_.Report();  // takes a lock of its own, so before ours
  const MutexLock lock(mutex_);
  PluginState state = state_;
  state.name = options_.name;
  state.stage = options_.stage;
  state.report = report;
  return state;
}

Result<Json> Plugin::Ask(Json question) {
  Json answer = CW_TRY(pool_.Ask(std::move(question)));
  if (answer.Has("error")) {
    return Error(Errc::kInvalid, Word(answer["error"])).At(pool_.name());
  }
  return answer;
}

void Plugin::Drop(std::string why) {
  const MutexLock lock(mutex_);
  ++state_.dropped;
  state_.last_dropped = RepairUtf8(why.substr(0, kLongestWord));
}

}  // namespace claimwatch
