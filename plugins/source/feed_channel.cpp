// The feed's own elements: channel of RSS, feed of Atom.
#include <array>
#include <charconv>

#include "core/text.h"
#include "plugins/source/feed.h"
#include "plugins/source/reference.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kMostLinks = 64;

std::optional<int> ReadNumber(std::string_view text) {
  text = Trim(text);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end != text.data() ? std::optional(number) : std::nullopt;
}

std::optional<int> DayOfWeek(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kDays = {
      "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  for (std::size_t i = 0; i < kDays.size(); ++i) {
    if (EqualsIgnoreAsciiCase(Trim(name), kDays[i])) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

// "0 1 2 24": hour 24 is how old feeds write midnight.
void AddHours(std::string_view words, std::vector<int>& hours) {
  for (const std::string_view word : Split(words, ' ')) {
    const std::optional<int> hour = ReadNumber(word);
    if (hour && *hour >= 0 && *hour <= 24 && hours.size() < kMostLinks) {
      hours.push_back(*hour % 24);
    }
  }
}

void AddDays(std::string_view words, std::vector<int>& days) {
  for (const std::string_view word : Split(words, ' ')) {
    const std::optional<int> day = DayOfWeek(word);
    if (day && days.size() < kMostLinks) {
      days.push_back(*day);
    }
  }
}

}  // namespace

void FeedReader::ReadFeedChildren(const Scope& outer) {
  const Scope scope = Inner(outer);
  if (feed_.language.empty()) {
    feed_.language = scope.language;
  }
  if (const std::string about = xml_.Attribute("rdf:about"); !about.empty()) {
    id_.Offer(about, 3);
  }
  if (const std::string moment = xml_.Attribute("lastmod"); !moment.empty()) {
    feed_.updated = Date(moment, "lastmod");
  }
  const std::size_t depth = xml_.depth();
  while (!full_ && xml_.NextStartBelow(depth)) {
    const FieldRow<FeedField>* row = FeedFieldOf(xml_.ns(), xml_.local());
    if (row == nullptr) {
      xml_.SkipElement();
    } else {
      ReadFeedField(row->field, row->rank, scope);
    }
  }
}

void FeedReader::ReadFeedField(FeedField field, int rank, const Scope& scope) {
  switch (field) {
    case FeedField::kEntry:
      if (feed_.entries.size() < kMostEntries) {
        return ReadEntry(scope);
      }
      full_ = true;
      return Warn("more than 10,000 entries; the rest is not read");
    case FeedField::kChannel:
      return ReadFeedChildren(scope);
    case FeedField::kTitle:
      return title_.Offer(TitleOf(ReadConstruct(xml_, default_type_)), rank);
    case FeedField::kLink:
      return ReadFeedLink(scope, rank);
    case FeedField::kSubtitle:
      return ReadFeedText(subtitle_, rank, scope);
    case FeedField::kRights:
      return ReadFeedText(rights_, rank, scope);
    case FeedField::kLanguage:
      return language_.Offer(ReadPlain(xml_), rank);
    case FeedField::kAuthor:
      return ReadFeedAuthor(rank);
    case FeedField::kId:
      return id_.Offer(ReadPlain(xml_), rank);
    case FeedField::kPublished:
    case FeedField::kUpdated:
      return ReadFeedMoment(field, rank);
    case FeedField::kTag:
      return ReadFeedTag();
    default:
      return ReadSchedule(field);
  }
}

void FeedReader::ReadFeedText(Ranked& text, int rank, const Scope& scope) {
  const std::string base = Base(Inner(scope));
  text.Offer(HtmlOf(ReadConstruct(xml_, default_type_), base), rank);
}

void FeedReader::ReadFeedAuthor(int rank) {
  const Person person = ReadPerson();
  author_.Add(person.name.empty() ? person.email : person.name, rank);
  feed_.author_email = feed_.author_email.empty() ? person.email : feed_.author_email;
}

void FeedReader::ReadFeedMoment(FeedField field, int rank) {
  const bool published = field == FeedField::kPublished;
  int& best = published ? published_rank_ : updated_rank_;
  const std::optional<Time> time = Date(ReadPlain(xml_), published ? "published" : "updated");
  if (time && rank > best) {
    best = rank;
    (published ? feed_.published : feed_.updated) = time;
  }
}

// RSS has the address as text, Atom as href with a relation.
void FeedReader::ReadFeedLink(const Scope& outer, int rank) {
  const Scope scope = Inner(outer);
  const std::string href = xml_.Attribute("href");
  const std::string rel = RelationOf(xml_);
  const int own = rank - LinkHandicap(xml_);
  const bool rss = xml_.ns() == Ns::kNone && feed_.kind != FeedKind::kAtom;
  const std::string text = ReadPlain(xml_);
  const std::string& written = href.empty() ? text : href;
  if (written.empty()) {
    return;
  }
  const std::string link = ResolveReference(scope.base, written);
  if (href.empty() || rel.empty() || rel == "alternate") {
    rss ? link_.Replace(link, own) : link_.Offer(link, own);
  } else {
    KeepRelated(rel, link);
  }
  if (feed_.links.size() < kMostLinks) {
    feed_.links.push_back(link);
  }
}

// A link that is not the page of the feed.
void FeedReader::KeepRelated(std::string_view rel, const std::string& link) {
  if (rel == "self") {
    link_.Offer(link, 1);
  } else if (rel == "hub") {
    feed_.hub = feed_.hub.empty() ? link : feed_.hub;
  } else if (rel == "next" || rel == "prev-archive") {
    feed_.next_page = feed_.next_page.empty() ? link : feed_.next_page;
  }
}

void FeedReader::ReadFeedTag() {
  std::string tag = ReadTag();
  if (!tag.empty() && feed_.tags.size() < kMostLinks) {
    feed_.tags.push_back(std::move(tag));
  }
}

// What is left: the wishes for when to come back.
void FeedReader::ReadSchedule(FeedField field) {
  const std::string text = ReadPlain(xml_);
  const std::string words = SqueezeSpace(text);
  const std::optional<int> number = ReadNumber(text);
  constexpr int kLongestTtl = 60 * 24 * 30;
  switch (field) {
    case FeedField::kTtl:
      if (number && *number > 0) {
        feed_.ttl = std::chrono::minutes(std::min(*number, kLongestTtl));
      }
      return;
    case FeedField::kUpdatePeriod:
      update_period_ = AsciiLower(text);
      return;
    case FeedField::kUpdateFrequency:
      update_frequency_ = number.value_or(1);
      return;
    case FeedField::kSkipHours:
      return AddHours(words, feed_.skip_hours);
    case FeedField::kSkipDays:
      return AddDays(words, feed_.skip_days);
    default:
      return;
  }
}

}  // namespace claimwatch
