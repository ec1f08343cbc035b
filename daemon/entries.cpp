#include "daemon/entries.h"

#include <algorithm>
#include <map>

#include "core/digest.h"
#include "core/url.h"

namespace claimwatch {
namespace {

constexpr std::string_view kPrefix = "entry/";
constexpr std::string_view kFeedPrefix = "feed/";
constexpr std::size_t kNameDigits = 16;

void SetTime(Json& json, std::string_view key, const std::optional<Time>& time) {
  if (time) {
    json.Set(key, FormatTime(*time));
  }
}

// Changes when the publisher changes the entry, in words or by its date.
std::string Mark(const Entry& entry) {
  const std::string updated = entry.updated ? FormatTime(*entry.updated) : "";
  return Hex(Sha256(entry.title + '\x1f' + updated + '\x1f' + entry.summary + '\x1f' +
                    entry.content))
      .substr(0, kNameDigits);
}

Json EntryRecord(const Entry& entry, const Url& url, const SourceConfig& source, Time now) {
  Json record = Json::Of({{"url", url.text()},
                          {"source", source.id},
                          {"id", entry.id},
                          {"title", entry.title},
                          {"mark", Mark(entry)},
                          {"first_seen", FormatTime(now)}});
  SetTime(record, "published", entry.published);
  return record;
}

ArticleTask TaskOf(std::string_view name, const Json& record) {
  ArticleTask task;
  task.article = name;
  task.url = record["url"].AsString();
  task.source = record["source"].AsString();
  task.first_seen = ParseTime(record["first_seen"].AsString()).value_or(Time());
  return task;
}

// Holds each entry of one feed against its record.
class EntryReader {
 public:
  EntryReader(const SourceConfig& source, Store& store, Time now)
      : source_(source),
        store_(store),
        now_(now) {}

  Status Note(const Entry& entry) {
    const Result<Url> url = Url::Parse(entry.link);
    if (!url.ok()) {
      return Ok();  // an entry without a web address names no article
    }
    const std::string name = ArticleName(*url);
    const std::string key = std::string(kPrefix) + name;
    const std::optional<std::string> kept = CW_TRY(store_.GetState(key));
    const Json known = kept ? Json::Parse(*kept).value_or(Json()) : Json();
    if (known["mark"].AsString() == Mark(entry) || records_.contains(key)) {
      return Ok();
    }
    Json record = EntryRecord(entry, *url, source_, now_);
    if (!known.IsNull()) {
      record.Set("first_seen", known["first_seen"]).Set("source", known["source"]);
    }
    found_.push_back({TaskOf(name, record), !known.IsNull()});
    records_[key] = record.Dump();
    return Ok();
  }

  Status Commit(StateRecord feed) {
    std::vector<StateRecord> batch = {std::move(feed)};
    for (auto& [key, value] : records_) {
      batch.push_back({key, std::move(value)});
    }
    return store_.PutState(batch);
  }

  std::vector<FoundArticle> Take() { return std::move(found_); }

 private:
  const SourceConfig& source_;
  Store& store_;
  Time now_;
  std::vector<FoundArticle> found_;
  std::map<std::string, std::string> records_;
};

std::vector<Time> Dates(const Feed& feed) {
  std::vector<Time> dates;
  for (const Entry& entry : feed.entries) {
    if (entry.published) {
      dates.push_back(*entry.published);
    }
  }
  std::sort(dates.begin(), dates.end());
  return dates;
}

SourceNews NewsOf(const Feed& feed, const std::vector<FoundArticle>& found,
                  std::vector<Time> dates) {
  SourceNews news;
  news.new_entries = static_cast<int>(std::count_if(
      found.begin(), found.end(), [](const FoundArticle& one) { return !one.known; }));
  news.ttl = feed.ttl;
  news.skip_hours = feed.skip_hours;
  news.skip_days = feed.skip_days;
  news.published = std::move(dates);
  return news;
}

}  // namespace

std::string ArticleName(const Url& url) {
  return Hex(Sha256(CanonicalUrl(url))).substr(0, kNameDigits);
}

Result<FeedReport> NoteEntries(const Feed& feed, const SourceConfig& source, Store& store,
                               Time now) {
  const std::string key = std::string(kFeedPrefix) + source.id;
  const std::optional<std::string> kept = CW_TRY(store.GetState(key));
  const Json before = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  EntryReader reader(source, store, now);
  for (const Entry& entry : feed.entries) {
    CW_TRY(reader.Note(entry));
  }
  std::vector<Time> dates = Dates(feed);
  const std::optional<Time> newest = ParseTime(before["newest"].AsString());
  const bool gap = newest && !dates.empty() && dates.front() > *newest;
  Json after = Json::Of({{"title", feed.title},
                         {"kind", FeedKindName(feed.kind)},
                         {"entries", std::uint64_t{feed.entries.size()}}});
  if (!dates.empty() || newest) {
    after.Set("newest",
              FormatTime(dates.empty() ? *newest
                                       : std::max(dates.back(), newest.value_or(dates.back()))));
  }
  CW_TRY(reader.Commit({key, after.Dump()}));
  FeedReport report;
  report.found = reader.Take();
  report.news = NewsOf(feed, report.found, std::move(dates));
  report.news.gap = gap;
  return report;
}

Result<FeedFacts> FactsOf(std::string_view name, Store& store) {
  const std::optional<std::string> kept =
      CW_TRY(store.GetState(std::string(kPrefix) + std::string(name)));
  const Json record = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  FeedFacts facts;
  facts.source = record["source"].AsString();
  facts.entry_id = record["id"].AsString();
  facts.title = record["title"].AsString();
  facts.published = ParseTime(record["published"].AsString());
  return facts;
}

Result<std::vector<ArticleTask>> PromisedArticles(Store& store) {
  const std::vector<StateRecord> records = CW_TRY(store.States(kPrefix));
  std::vector<ArticleTask> tasks;
  for (const StateRecord& state : records) {
    const Result<Json> record = Json::Parse(state.value);
    if (record.ok()) {
      tasks.push_back(TaskOf(state.key.substr(kPrefix.size()), *record));
    }
  }
  return tasks;
}

}  // namespace claimwatch
