#include <array>

#include "plugins/source/feed_json.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kMostTexts = 1'000;  // of one list
constexpr std::array kKinds = {FeedKind::kRss,  FeedKind::kRdf,     FeedKind::kAtom,
                               FeedKind::kJson, FeedKind::kSitemap, FeedKind::kPage};

FeedKind KindOf(std::string_view name) {
  for (const FeedKind kind : kKinds) {
    if (FeedKindName(kind) == name) {
      return kind;
    }
  }
  return FeedKind::kJson;
}

std::string TextOf(const Json& json) {
  return std::string(json.AsString());
}

// Members whose text goes into a field as it is.
template <typename Thing>
struct TextMember {
  std::string_view name;
  std::string Thing::*field;
};

constexpr auto kEntryTexts =
    std::to_array<TextMember<Entry>>({{"id", &Entry::id},
                                      {"link", &Entry::link},
                                      {"title", &Entry::title},
                                      {"author", &Entry::author},
                                      {"author_email", &Entry::author_email},
                                      {"summary", &Entry::summary},
                                      {"content", &Entry::content},
                                      {"language", &Entry::language}});
// Of the feed that an entry was taken over from.
constexpr auto kOriginTexts = std::to_array<TextMember<Entry>>(
    {{"title", &Entry::source_title}, {"link", &Entry::source_link}, {"id", &Entry::source_id}});
constexpr auto kFeedTexts = std::to_array<TextMember<Feed>>({{"id", &Feed::id},
                                                             {"title", &Feed::title},
                                                             {"link", &Feed::link},
                                                             {"subtitle", &Feed::subtitle},
                                                             {"language", &Feed::language},
                                                             {"rights", &Feed::rights},
                                                             {"author", &Feed::author},
                                                             {"author_email", &Feed::author_email},
                                                             {"encoding", &Feed::encoding},
                                                             {"next_page", &Feed::next_page},
                                                             {"hub", &Feed::hub}});

template <typename Thing, std::size_t N>
void TakeTexts(const Json& json, const std::array<TextMember<Thing>, N>& members, Thing& thing) {
  for (const TextMember<Thing>& member : members) {
    thing.*member.field = TextOf(json[member.name]);
  }
}

std::vector<std::string> TextsOf(const Json& json) {
  std::vector<std::string> texts;
  for (const Json& one : json.Items()) {
    if (texts.size() < kMostTexts && one.IsString()) {
      texts.push_back(TextOf(one));
    }
  }
  return texts;
}

// Hours and weekdays from 0 to below `end`.
std::vector<int> NumbersOf(const Json& json, std::int64_t end) {
  std::vector<int> numbers;
  for (const Json& one : json.Items()) {
    const std::int64_t number = one.AsInt(-1);
    if (number >= 0 && number < end) {
      numbers.push_back(static_cast<int>(number));
    }
  }
  return numbers;
}

Entry EntryFromJson(const Json& json) {
  Entry entry;
  TakeTexts(json, kEntryTexts, entry);
  TakeTexts(json["source"], kOriginTexts, entry);
  entry.published = ParseTime(json["published"].AsString());
  entry.updated = ParseTime(json["updated"].AsString());
  entry.tags = TextsOf(json["tags"]);
  entry.links = TextsOf(json["links"]);
  if (!entry.links.empty() && entry.links.front() == entry.link) {
    entry.links.erase(entry.links.begin());  // FeedJson repeats it there
  }
  for (const Json& one : json["enclosures"].Items()) {
    if (entry.enclosures.size() < kMostTexts) {
      entry.enclosures.push_back({TextOf(one["url"]), TextOf(one["type"])});
    }
  }
  return entry;
}

std::optional<Duration> MinutesOf(const Json& json) {
  constexpr std::int64_t kLongest = std::int64_t{366} * 24 * 60;
  const std::int64_t minutes = json.AsInt(-1);
  if (minutes < 0 || minutes > kLongest) {
    return std::nullopt;
  }
  return std::chrono::minutes(minutes);
}

}  // namespace

Result<Feed> FeedFromJson(const Json& json) {
  if (!json.IsObject() || json.Has("error")) {
    return Error(Errc::kInvalid, json["error"].IsString() ? TextOf(json["error"]) : "not a feed");
  }
  Feed feed;
  TakeTexts(json, kFeedTexts, feed);
  feed.kind = KindOf(json["kind"].AsString());
  feed.published = ParseTime(json["published"].AsString());
  feed.updated = ParseTime(json["updated"].AsString());
  feed.ttl = MinutesOf(json["ttl"]);
  feed.skip_hours = NumbersOf(json["skip_hours"], 24);
  feed.skip_days = NumbersOf(json["skip_days"], 7);
  feed.links = TextsOf(json["links"]);
  feed.tags = TextsOf(json["tags"]);
  feed.warnings = TextsOf(json["warnings"]);
  for (const Json& one : json["entries"].Items()) {
    if (feed.entries.size() < kMostEntries) {
      feed.entries.push_back(EntryFromJson(one));
    }
  }
  return feed;
}

}  // namespace claimwatch
