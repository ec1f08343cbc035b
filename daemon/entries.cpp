#include "daemon/entries.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "core/url.h"
#include "daemon/record_names.h"

namespace claimwatch {
namespace {

constexpr std::string_view kFeedPrefix = "feed/";
constexpr std::string_view kPromisesKept = "promises";  // there when the store keeps promises
constexpr std::size_t kMarkDigits = 16;
constexpr Duration kNewsFor = std::chrono::hours(48);  // of a news sitemap
constexpr Duration kDiscoverEvery = std::chrono::hours(24);
constexpr std::size_t kMostPinned = 2;

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
      .substr(0, kMarkDigits);
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

StateRecord PromiseOf(const ArticleTask& task) {
  const Json record = Json::Of(
      {{"url", task.url}, {"source", task.source}, {"first_seen", FormatTime(task.first_seen)}});
  return {std::string(kPromiseKey) + task.article, record.Dump()};
}

Json ParsedState(const std::optional<std::string>& kept) {
  return kept ? Json::Parse(*kept).value_or(Json()) : Json();
}

// Holds each entry of one feed against its record.
class EntryReader {
 public:
  EntryReader(const SourceConfig& source, Store& store, Time now)
      : source_(source),
        store_(store),
        now_(now) {}

  Status NoteAll(const Feed& feed) {
    for (const Entry& entry : feed.entries) {
      const bool old_news =
          feed.kind == FeedKind::kSitemap && entry.published && now_ - *entry.published > kNewsFor;
      if (!old_news) {
        CW_TRY(Note(entry));
      }
    }
    return Ok();
  }

  // What was noted, `record` and the promise of each part, in one batch.
  Status Commit(std::optional<StateRecord> record, const std::vector<Part>& parts) {
    std::vector<StateRecord> batch;
    if (record) {
      batch.push_back(std::move(*record));
    }
    for (const Part& part : parts) {
      batch.push_back({PartKey(part), PartJson(part).Dump()});
    }
    for (auto& [key, value] : records_) {
      batch.push_back({key, std::move(value)});
    }
    for (const FoundArticle& one : found_) {
      if (!one.shared) {
        batch.push_back(PromiseOf(one.task));
      }
    }
    return batch.empty() ? Ok() : store_.PutState(batch);
  }

  // Whether the last poll had this entry too.
  bool Knows(const Entry& entry) const { return known_.contains(&entry); }

  bool KnowsAny() const { return !known_.empty(); }

  const std::vector<FoundArticle>& found() const { return found_; }

 private:
  Status Note(const Entry& entry) {
    const Result<Url> url = Url::Parse(entry.link);
    if (!url.ok()) {
      return Ok();  // an entry without a web address names no article
    }
    const std::string name = ArticleName(*url);
    const std::string key = std::string(kEntryKey) + name;
    const Json known = ParsedState(CW_TRY(store_.GetState(key)));
    if (!known.IsNull()) {
      known_.insert(&entry);
    }
    if (records_.contains(key)) {
      return Ok();
    }
    if (known["mark"].AsString() == Mark(entry)) {
      NoteShared(name, known);
      return Ok();
    }
    Json record = EntryRecord(entry, *url, source_, now_);
    if (!known.IsNull()) {
      record.Set("first_seen", known["first_seen"]).Set("source", known["source"]);
    }
    NoteShared(name, known);  // first: whose article it is says whether it may be asked now
    found_.push_back({TaskOf(name, record), !known.IsNull()});
    records_[key] = record.Dump();
    return Ok();
  }

  // Another source brought it first, and it stays that one's unless that is configured no more.
  void NoteShared(const std::string& name, const Json& known) {
    if (!known.IsNull() && known["source"].AsString() != source_.id) {
      FoundArticle& shared = found_.emplace_back(FoundArticle{TaskOf(name, known), true, true});
      shared.task.source = source_.id;
    }
  }

  const SourceConfig& source_;
  Store& store_;
  Time now_;
  std::vector<FoundArticle> found_;
  std::set<const Entry*> known_;
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

// Entries that stand above newer ones: a publisher pins an old story to the top. More than two of
// them are an order of the feed's own and mean nothing.
std::set<const Entry*> Pinned(const Feed& feed) {
  std::set<const Entry*> pinned;
  std::optional<Time> newest_below;
  for (auto entry = feed.entries.rbegin(); entry != feed.entries.rend(); ++entry) {
    if (entry->published && newest_below && *entry->published < *newest_below) {
      pinned.insert(&*entry);
    } else if (entry->published) {
      newest_below = entry->published;
    }
  }
  const bool own_order = pinned.size() > kMostPinned || pinned.size() * 3 > feed.entries.size();
  return own_order ? std::set<const Entry*>() : pinned;
}

// Whether entries came and went between two polls: nothing of the last poll is left but what is
// pinned. Dates decide where there are any, because another source may have brought an entry too.
bool HasGap(const Feed& feed, const EntryReader& reader, std::optional<Time> newest_before) {
  const std::set<const Entry*> pinned = Pinned(feed);
  bool any = false;
  for (const Entry& entry : feed.entries) {
    if (pinned.contains(&entry)) {
      continue;
    }
    any = true;
    const bool seen =
        entry.published && newest_before ? *entry.published <= *newest_before : reader.Knows(entry);
    if (seen) {
      return false;
    }
  }
  return any;
}

// The site that a feed says it belongs to: "herald.example"; empty when it does not say.
std::string SiteOf(std::string_view link) {
  const Result<Url> url = Url::Parse(link);
  return url.ok() ? RegistrableDomain(url->host()) : std::string();
}

// A domain that was sold, a feed host that was taken over: another title, another site and no entry
// of before. Any two of them alone are a redesign. A feed without entries says nothing.
std::string ReplacedBy(const Feed& feed, const Json& before, const EntryReader& reader) {
  const std::string_view title = before["title"].AsString();
  const std::string site = SiteOf(before["link"].AsString());
  const std::string now = SiteOf(feed.link);
  const bool other = !title.empty() && !feed.title.empty() && title != feed.title &&
                     !site.empty() && !now.empty() && site != now;
  if (!other || feed.entries.empty() || reader.KnowsAny()) {
    return {};
  }
  return fmt::format(
      "another feed stands at its address: '{}' of {} instead of '{}' of {}, without any entry of "
      "before; look at it with `claimwatch source test`",
      Ellipsize(EscapeControls(feed.title), 80), now, Ellipsize(EscapeControls(title), 80), site);
}

SourceNews NewsOf(const Feed& feed, const std::vector<FoundArticle>& found,
                  std::vector<Time> dates) {
  SourceNews news;
  news.new_entries = static_cast<int>(std::count_if(
      found.begin(), found.end(), [](const FoundArticle& one) { return !one.known; }));
  news.entries = static_cast<int>(feed.entries.size());
  news.ttl = feed.ttl;
  news.skip_hours = feed.skip_hours;
  news.skip_days = feed.skip_days;
  news.published = std::move(dates);
  return news;
}

// Of what a feed is read from: its bytes, how they are declared, and the settings of the source.
std::string BodyMark(const Page& page, const SourceConfig& source) {
  return Hex(Sha256(fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", CW_VERSION, page.content_type,
                                page.url.text(), source.assume_timezone,
                                Join(source.link_patterns, "\x1e"), page.body)));
}

// Stores of before had no promises: an entry without a record of its article was one. Read once.
Status PromiseOldEntries(Store& store) {
  if (CW_TRY(store.GetState(kPromisesKept)).has_value()) {
    return Ok();
  }
  std::vector<StateRecord> batch{{std::string(kPromisesKept), "true"}};
  const std::vector<StateRecord> entries = CW_TRY(store.States(kEntryKey));
  for (const StateRecord& entry : entries) {
    const std::string name = entry.key.substr(kEntryKey.size());
    const Result<Json> record = Json::Parse(entry.value);
    if (record.ok() && !CW_TRY(store.GetState(ArticleKey(name))).has_value()) {
      batch.push_back(PromiseOf(TaskOf(name, *record)));
    }
  }
  return store.PutState(batch);
}

bool IsIndex(const Feed& feed) {
  return feed.kind == FeedKind::kSitemap && !feed.links.empty();
}

Result<FeedReport> NoteIndex(const Feed& feed, const SourceConfig& source, Store& store, Time now) {
  const std::string key = std::string(kFeedPrefix) + source.id;
  const Json before = ParsedState(CW_TRY(store.GetState(key)));
  IndexChildren children = ChildrenOf(feed, source.id, before["children"], now);
  const Json after = Json::Of({{"title", feed.title},
                               {"kind", FeedKindName(feed.kind)},
                               {"entries", std::uint64_t{feed.entries.size()}},
                               {"children", std::move(children.remember)}});
  EntryReader reader(source, store, now);
  CW_TRY(reader.Commit(StateRecord{key, after.Dump()}, children.parts));
  FeedReport report;
  report.parts = std::move(children.parts);
  return report;
}

}  // namespace

Result<FeedReport> NoteEntries(const Feed& feed, const SourceConfig& source, Store& store,
                               Time now) {
  if (IsIndex(feed)) {
    return NoteIndex(feed, source, store, now);
  }
  const std::string key = std::string(kFeedPrefix) + source.id;
  const std::optional<std::string> kept = CW_TRY(store.GetState(key));
  const Json before = ParsedState(kept);
  EntryReader reader(source, store, now);
  CW_TRY(reader.NoteAll(feed));
  std::vector<Time> dates = Dates(feed);
  const std::optional<Time> newest = ParseTime(before["newest"].AsString());
  const bool first = !before.Has("entries");
  const bool gap = !first && before["entries"].AsInt() > 0 && HasGap(feed, reader, newest);
  Json after = Json::Of({{"title", feed.title},
                         {"link", feed.link},
                         {"kind", FeedKindName(feed.kind)},
                         {"entries", std::uint64_t{feed.entries.size()}}});
  if (!dates.empty() || newest) {
    after.Set("newest",
              FormatTime(dates.empty() ? *newest
                                       : std::max(dates.back(), newest.value_or(dates.back()))));
  }
  FeedReport report;
  Part present;
  present.source = source.id;
  present.url = source.url;
  present.until_known = gap;
  if (const std::optional<Part> older = OlderThan(feed, present); older && (first || gap)) {
    report.parts.push_back(*older);
  }
  CW_TRY(reader.Commit(StateRecord{key, after.Dump()}, report.parts));
  report.found = reader.found();
  report.news = NewsOf(feed, report.found, std::move(dates));
  report.news.gap = gap;
  report.replaced = ReplacedBy(feed, before, reader);
  return report;
}

Result<bool> IsSameFeed(const Page& page, const SourceConfig& source, Store& store) {
  const Json record = ParsedState(CW_TRY(store.GetState(std::string(kFeedPrefix) + source.id)));
  return !record.Has("children") && record["body"].AsString() == BodyMark(page, source);
}

Status NoteBody(const Page& page, const SourceConfig& source, Store& store) {
  const std::string key = std::string(kFeedPrefix) + source.id;
  Json record = ParsedState(CW_TRY(store.GetState(key)));
  record = record.IsNull() ? Json::MakeObject() : std::move(record);
  record.Set("body", BodyMark(page, source));
  return store.PutState({{key, record.Dump()}});
}

Result<FeedReport> NotePart(const Feed& feed, const Part& part, const SourceConfig& source,
                            Store& store, Time now) {
  FeedReport report;
  if (IsIndex(feed)) {
    return report;  // an index in an index: the protocol knows none
  }
  EntryReader reader(source, store, now);
  CW_TRY(reader.NoteAll(feed));
  const bool caught_up = part.until_known && reader.KnowsAny();
  if (const std::optional<Part> older = OlderThan(feed, part);
      older && part.kind == PartKind::kOlder && !caught_up) {
    report.parts.push_back(*older);
  }
  CW_TRY(reader.Commit(std::nullopt, report.parts));
  report.found = reader.found();
  report.news = NewsOf(feed, report.found, {});
  return report;
}

Result<std::optional<Part>> NoteNoFeed(const NamedFeeds& page, const SourceConfig& source,
                                       Store& store, Time now) {
  const std::string key = std::string(kFeedPrefix) + source.id;
  Json record = ParsedState(CW_TRY(store.GetState(key)));
  const std::optional<Time> last = ParseTime(record["discovered"].AsString());
  if (last && now - *last < kDiscoverEvery) {
    return std::optional<Part>();
  }
  std::optional<Part> part = CandidatesOn(page.feeds, page.url, source.id);
  if (part) {
    record = record.IsNull() ? Json::MakeObject() : std::move(record);
    record.Set("discovered", FormatTime(now));
    EntryReader reader(source, store, now);
    CW_TRY(reader.Commit(StateRecord{key, record.Dump()}, {*part}));
  }
  return part;
}

Result<FeedFacts> FactsOf(std::string_view name, Store& store) {
  const std::optional<std::string> kept =
      CW_TRY(store.GetState(std::string(kEntryKey) + std::string(name)));
  const Json record = kept ? Json::Parse(*kept).value_or(Json()) : Json();
  FeedFacts facts;
  facts.source = record["source"].AsString();
  facts.entry_id = record["id"].AsString();
  facts.title = record["title"].AsString();
  facts.published = ParseTime(record["published"].AsString());
  return facts;
}

Result<bool> CameTogether(std::string_view name, std::string_view url, Store& store) {
  const Result<Url> parsed = Url::Parse(url);
  const std::string other = parsed.ok() ? ArticleName(*parsed) : std::string();
  if (other.empty() || other == name) {
    return false;
  }
  const Json a = ParsedState(CW_TRY(store.GetState(std::string(kEntryKey) + std::string(name))));
  const Json b = ParsedState(CW_TRY(store.GetState(std::string(kEntryKey) + other)));
  const auto same = [&](std::string_view key) {
    return !a[key].AsString().empty() && a[key].AsString() == b[key].AsString();
  };
  return same("source") && same("first_seen");
}

Result<std::vector<ArticleTask>> PromisedArticles(Store& store) {
  CW_TRY(PromiseOldEntries(store));
  const std::vector<StateRecord> records = CW_TRY(store.States(kPromiseKey));
  std::vector<ArticleTask> tasks;
  for (const StateRecord& state : records) {
    if (const Result<Json> record = Json::Parse(state.value); record.ok()) {
      tasks.push_back(TaskOf(state.key.substr(kPromiseKey.size()), *record));
    }
  }
  return tasks;
}

StateRecord PromiseKept(std::string_view article) {
  return {std::string(kPromiseKey) + std::string(article), ""};
}

}  // namespace claimwatch
