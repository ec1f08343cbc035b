#include "daemon/topics.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/charset.h"
#include "core/log.h"
#include "core/text.h"
#include "daemon/fetcher.h"
#include "daemon/pins.h"
#include "plugins/compare/index.h"
#include "plugins/parser.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

constexpr const char* kNoText = "no article text found in it";
constexpr Duration kShortestFetch = std::chrono::milliseconds(50);
constexpr std::size_t kLargestBaseline = std::size_t{10} << 20;

Result<std::string> ReadBaselineFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error(Errc::kConfig, fmt::format("cannot read {}", path.string()));
  }
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (bytes.size() > kLargestBaseline) {
    return Error(Errc::kConfig, fmt::format("{} is larger than 10 MiB", path.string()));
  }
  return bytes;
}

bool LooksLikeHtml(const std::filesystem::path& path, std::string_view bytes) {
  const std::string extension = AsciiLower(path.extension().string());
  return extension == ".html" || extension == ".htm" || Trim(bytes.substr(0, 512)).starts_with('<');
}

Result<Article> ArticleFromPage(const Page& page, const SiteRule* rule, Parser& parser) {
  Explanation read = CW_TRY(parser.ReadArticle(page, {.rule = rule}));
  if (read.article.paragraphs.empty()) {
    return Error(Errc::kConfig, kNoText);
  }
  return std::move(read.article);
}

Result<Article> ArticleFromFile(const BaselineConfig& config, Parser& parser) {
  const std::string bytes = CW_TRY(ReadBaselineFile(config.file));
  if (IsBinary(bytes)) {
    return Error(Errc::kConfig, kNoText);
  }
  if (!LooksLikeHtml(config.file, bytes)) {
    Article article = ArticleFromText(DecodeText(bytes).text);
    return article.paragraphs.empty() ? Result<Article>(Error(Errc::kConfig, kNoText))
                                      : Result<Article>(std::move(article));
  }
  Page page;
  page.content_type = "text/html";
  page.body = bytes;
  return ArticleFromPage(page, nullptr, parser);
}

// What a baseline is read with.
struct Desk {
  const Config& config;
  Store& store;
  const Clock& clock;
  Parser& parser;
  std::optional<Duration> ends;  // steady; of all fetching
};

bool IsFinal(int status) {
  return status / 100 == 4 && status != 408 && status != 429;
}

Result<Page> FetchBaseline(const BaselineConfig& config, const Desk& desk) {
  FetchConfig fetch = desk.config.fetch;
  if (desk.ends) {
    fetch.timeout = std::min(fetch.timeout, *desk.ends - desk.clock.Steady());
    if (fetch.timeout < kShortestFetch) {
      return Error(Errc::kNetwork, config.url + ": no time is left for it");
    }
  }
  FetchRequest request;
  request.key = config.id;
  request.url = CW_TRY(Url::Parse(config.url));
  Fetched fetched = CW_TRY(FetchOnce(fetch, desk.clock, std::move(request)));
  if (!fetched.Usable()) {
    return Error(IsFinal(fetched.page.status) ? Errc::kConfig : Errc::kNetwork,
                 fmt::format("{}: {}", config.url,
                             fetched.error.empty() ? fmt::format("answered {}", fetched.page.status)
                                                   : fetched.error));
  }
  return std::move(fetched.page);
}

// Fetched on the first start only, so that a baseline stays what it was.
Result<Page> KeptPage(const BaselineConfig& config, const std::string& topic, const Desk& desk) {
  Store& store = desk.store;
  const std::string key = fmt::format("baseline/{}/{}", topic, config.id);
  std::optional<std::string> kept = CW_TRY(store.GetState(key));
  if (!kept) {  // by its own id alone, as it once was written
    kept = CW_TRY(store.GetState("baseline/" + config.id));
  }
  const Json known = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  if (known["url"].AsString() == config.url) {
    Result<Capture> capture = store.GetCapture(known["capture"].AsString());
    if (!capture.ok() && capture.error().code() == Errc::kNotFound) {
      return Error(Errc::kConfig, "the page that was kept of " + config.url +
                                      " is gone: " + capture.error().message() +
                                      "; give the baseline as a file or by another address");
    }
    CW_TRY(capture.ok() ? Ok() : Status(capture.error()));
    return std::move(capture->page);
  }
  Page page = CW_TRY(FetchBaseline(config, desk));
  const Result<std::string> capture = store.KeepCapture(page);
  if (!capture.ok() && capture.error().code() == Errc::kRefused) {
    return page;  // a reader's store: who only looks keeps nothing
  }
  CW_TRY(capture.ok() ? Ok() : Status(capture.error()));
  CW_TRY(store.PutState({{key, Json::Of({{"url", config.url}, {"capture", *capture}}).Dump()}}));
  return page;
}

Result<Article> BaselineArticle(const BaselineConfig& config, const std::string& topic,
                                const Desk& desk) {
  if (config.url.empty()) {
    return ArticleFromFile(config, desk.parser);
  }
  const Page page = CW_TRY(KeptPage(config, topic, desk));
  return ArticleFromPage(page, RuleFor(desk.config.sites, page.url.host()), desk.parser);
}

// The configuration knows better than the text: its language and its day count.
Baseline BaselineOf(const BaselineConfig& config, const std::string& topic, Article article) {
  if (!config.language.empty()) {
    article.language = config.language;
  }
  if (config.published) {
    article.published = config.published;
  }
  if (article.extractor.empty()) {
    article.extractor = "text-1";
  }
  Baseline baseline = MakeBaseline(config.id, topic, std::move(article));
  if (baseline.article.language.empty()) {
    baseline.article.language = baseline.reading.language;
  }
  return baseline;
}

// All that is wrong; what only the operator can mend decides what kind of error it is.
struct Wrong {
  std::vector<std::string> lines;
  Errc code = Errc::kConfig;

  void Add(const std::string& where, const Error& error) {
    code = lines.empty() || error.code() == Errc::kConfig ? error.code() : code;
    lines.push_back(where + error.message());
  }
};

bool SpeaksLanguage(const TopicConfig& topic, std::string_view language) {
  return topic.languages.empty() || language.empty() ||
         std::any_of(topic.languages.begin(), topic.languages.end(),
                     [language](const std::string& one) { return language.starts_with(one); });
}

bool NamesPhrase(const Topic& topic, const Article& article) {
  if (topic.phrases.empty()) {
    return false;
  }
  const std::string text =
      FoldCase(article.title + "\n" + article.standfirst + "\n" + article.Text());
  return std::any_of(
      topic.phrases.begin(), topic.phrases.end(),
      [&text](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
}

}  // namespace

Result<std::vector<Topic>> LoadTopics(const Config& config, Store& store, const Clock& clock,
                                      Parser& parser, std::optional<Duration> patience) {
  const std::optional<Duration> ends =
      patience ? std::optional(clock.Steady() + *patience) : std::nullopt;
  const Desk desk{config, store, clock, parser, ends};
  std::vector<Topic> topics;
  Wrong wrong;
  for (const TopicConfig& one : config.topics) {
    Topic& topic = topics.emplace_back();
    topic.config = one;
    for (const std::string& phrase : one.match_any) {
      topic.phrases.push_back(FoldCase(phrase));
    }
    for (const BaselineConfig& baseline : one.baselines) {
      Result<Article> article = BaselineArticle(baseline, one.id, desk);
      if (article.ok()) {
        topic.baselines.push_back(BaselineOf(baseline, one.id, std::move(article).value()));
      } else {
        wrong.Add(fmt::format("topic '{}': baseline '{}': ", one.id, baseline.id), article.error());
      }
    }
  }
  if (!wrong.lines.empty()) {
    return Error(wrong.code, Join(wrong.lines, "\n"));
  }
  for (const Topic& topic : topics) {
    for (const std::string& line : IdlePins(topic.config, topic.baselines)) {
      LogWarning("{}", line);
    }
  }
  return topics;
}

Result<EventMemory> Remembered(const Store& store, const std::string& topic,
                               const std::optional<Time>& before) {
  EventMemory memory;
  const std::vector<ClaimRecord> claims = CW_TRY(store.Claims(topic));
  for (const ClaimRecord& claim : claims) {
    if (memory.keys.size() < kRememberedKeys && (!before || claim.first_seen < *before)) {
      memory.keys.insert(claim.key);
    }
  }
  return memory;
}

// Also a source that the configuration no longer has: its articles are still compared.
bool Watches(const Config& config, std::string_view source, const TopicConfig& topic) {
  const auto found = std::find_if(config.sources.begin(), config.sources.end(),
                                  [source](const SourceConfig& one) { return one.id == source; });
  return found == config.sources.end() || found->topics.empty() ||
         std::find(found->topics.begin(), found->topics.end(), topic.id) != found->topics.end();
}

namespace {

// At the usual value the gate's own verdict stands; a phrase of the topic lifts what is near it.
bool MayCompare(const Relevance& relevance, bool named, double min_score) {
  const double usual = TopicConfig().match_min_score;
  const bool enough = relevance.score >= min_score;
  return min_score == 0 || (IsCompared(relevance.state) && (enough || min_score <= usual)) ||
         (named && relevance.state == Relevance::kNear && enough);
}

}  // namespace

TopicMatch MatchTopic(const Topic& topic, const Article& article, const Reading& reading,
                      const EventMemory& memory) {
  TopicMatch match;
  if (!SpeaksLanguage(topic.config, reading.language)) {
    return match;
  }
  const bool named = NamesPhrase(topic, article);
  match.relevant = named && topic.baselines.empty();
  for (const Baseline& baseline : topic.baselines) {
    Relevance relevance = JudgeRelevance(baseline, article, reading, memory);
    if (MayCompare(relevance, named, topic.config.match_min_score)) {
      match.relevant = true;
      match.baselines.push_back(&baseline);
    }
    if (match.nearest.reasons.empty() || relevance.score > match.nearest.score) {
      match.nearest = std::move(relevance);
    }
  }
  return match;
}

}  // namespace claimwatch
