#include "plugins/source/feed.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "plugins/source/date.h"
#include "plugins/source/reference.h"
#include "plugins/source/sanitise.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostWarnings = 50;
constexpr auto kFutureTolerance = std::chrono::minutes(15);

bool IsFeedRoot(std::string_view local) {
  return local == "rss" || local == "rdf" || local == "feed" || local == "channel" ||
         local == "entry";
}

// How long the syndication module asks a reader to stay away: `frequency` visits in each `period`.
// "hourly" asks for nothing, WordPress writes it into every feed; an unknown word counts as
// "daily".
std::optional<Duration> WishedInterval(std::string_view period, int frequency) {
  static constexpr std::pair<std::string_view, int> kDays[] = {
      {"weekly", 7}, {"monthly", 30}, {"yearly", 365}};
  if (period.empty() || period == "hourly") {
    return std::nullopt;
  }
  const auto* const known = std::find_if(std::begin(kDays), std::end(kDays),
                                         [period](const auto& row) { return row.first == period; });
  const int days = known == std::end(kDays) ? 1 : known->second;
  return Duration(std::chrono::hours(24 * days)) / std::max(frequency, 1);
}

}  // namespace

void Ranked::Add(const std::string& value, int rank) {
  constexpr std::size_t kEnough = 1000;  // bytes; keeps a hostile list linear
  if (rank == rank_ && rank_ > 0) {
    if (value.empty() || value_.size() > kEnough || value_.find(value) != std::string::npos) {
      return;
    }
    value_.append(", ").append(value);
    return;
  }
  Offer(value, rank);
}

namespace {

bool IsMailAddress(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at > 0 &&
         word.find_first_of(" :") == std::string_view::npos;
}

// What stands outside and inside the brackets of `line`; all of it outside when there are none.
std::pair<std::string, std::string> CutOut(const std::string& line, char open, char close) {
  const std::size_t start = line.find(open);
  const std::size_t end = start == std::string::npos ? start : line.find(close, start);
  if (end == std::string::npos) {
    return {line, ""};
  }
  return {std::string(Trim(line.substr(0, start) + " " + line.substr(end + 1))),
          std::string(Trim(line.substr(start + 1, end - start - 1)))};
}

}  // namespace

Person ParsePerson(std::string_view text) {
  const std::string line = SqueezeSpace(text);
  for (const auto& [open, close] : {std::pair('(', ')'), std::pair('<', '>')}) {
    const auto [outside, inside] = CutOut(line, open, close);
    if (IsMailAddress(outside)) {
      return {inside, outside};
    }
    if (IsMailAddress(inside)) {
      return {outside, inside};
    }
  }
  return IsMailAddress(line) ? Person{"", line} : Person{line, ""};
}

FeedReader::FeedReader(const Page& page, const SourceOptions& options)
    : page_(page),
      options_(options),
      document_(DecodeDocument(page.body, page.content_type)),
      xml_(document_.text) {}

Scope FeedReader::Inner(const Scope& outer) const {
  Scope scope = outer;
  if (const auto base = xml_.RawAttribute("xml:base")) {
    scope.base = ResolveReference(Base(outer), xml_.Attribute("xml:base"));
  }
  if (const auto language = xml_.RawAttribute("xml:lang")) {
    scope.language = Trim(*language);
  }
  return scope;
}

// Without an address of the document, the site that the feed names is the best guess.
std::string FeedReader::Base(const Scope& scope) const {
  return scope.base.empty() ? link_.value() : scope.base;
}

// Atom's ids are addresses; a path alone is meant to be one and would collide between sites.
std::string FeedReader::Id(std::string id) const {
  const bool path = feed_.kind == FeedKind::kAtom && id.starts_with('/') && !page_.url.empty();
  return path ? ResolveReference(page_.url.text(), id) : id;
}

// The part of a link relation that counts: its registered name may be written as an IRI.
std::string RelationOf(const XmlReader& xml) {
  constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
  const std::string written = xml.Attribute("rel");
  const std::string_view rel = Trim(written);
  return AsciiLower(rel.starts_with(kRegistry) ? rel.substr(kRegistry.size()) : rel);
}

int LinkHandicap(const XmlReader& xml) {
  const std::string type = AsciiLower(Trim(xml.Attribute("type")));
  const bool page = type.empty() || type.find("html") != std::string::npos;
  const bool shouting = xml.RawAttribute("rel").value_or("").starts_with('A');
  return (page ? 0 : 3) + (shouting ? 1 : 0);
}

std::optional<Time> FeedReader::Date(std::string_view text, std::string_view what) {
  if (Trim(text).empty()) {
    return std::nullopt;
  }
  const std::optional<Time> time = ReadDate(text, options_.assume_timezone);
  if (!time) {
    Warn(fmt::format("entry {}: {} '{}' is not a date", feed_.entries.size() + 1, what,
                     Ellipsize(EscapeControls(Trim(text)), 60)));
  } else if (page_.fetched != Time{} && *time > page_.fetched + kFutureTolerance) {
    Warn(fmt::format("entry {}: {} '{}' is in the future", feed_.entries.size() + 1, what,
                     FormatTime(*time)));
  }
  return time;
}

void FeedReader::Warn(std::string warning) {
  if (feed_.warnings.size() < kMostWarnings) {
    feed_.warnings.push_back(std::move(warning));
  }
}

// <category>Politics</category>, <category term="politics" label="Politics"/>.
std::string FeedReader::ReadTag() {
  std::string label = xml_.Attribute("label");
  if (label.empty()) {
    label = xml_.Attribute("term");
  }
  if (label.empty() && xml_.ns() == Ns::kItunes) {
    label = xml_.Attribute("text");
  }
  const std::string text = TitleOf(ReadConstruct(xml_, DefaultType::kHtml));
  return text.empty() ? SqueezeSpace(label) : text;
}

// Text as RSS has it, or name and email elements as Atom has them.
Person FeedReader::ReadPerson() {
  Person person;
  std::string text;
  ReadMixed(xml_, text, [&] {
    const std::string local(xml_.local());
    const std::string value = ReadPlain(xml_);
    if (local == "name") {
      person.name = SqueezeSpace(value);
    } else if (local == "email") {
      person.email = SqueezeSpace(value);
    } else if (local != "uri" && local != "url") {
      text.append(" ").append(value);
    }
  });
  const bool nameless = person.name.empty() && person.email.empty();
  return nameless ? ParsePerson(PlainText(text)) : person;
}

void FeedReader::ReadRoot(std::string_view root) {
  const bool lone_entry = root == "entry";
  const bool atom = lone_entry || root == "feed";
  feed_.kind = atom ? FeedKind::kAtom : root == "rdf" ? FeedKind::kRdf : FeedKind::kRss;
  default_type_ = atom ? DefaultType::kText : DefaultType::kHtml;
  const Scope document{page_.url.text(), ""};
  lone_entry ? ReadEntry(document) : ReadFeedChildren(document);
}

Result<Feed> FeedReader::Read() {
  constexpr int kMostTagsBeforeRoot = 16;
  int tags = 0;
  while (xml_.NextStart()) {
    const std::string root(xml_.local());
    if (IsFeedRoot(root)) {
      ReadRoot(root);
      Finish();
      return std::move(feed_);
    }
    // What PHP prints in front of a feed may stay in front of it, and so may the frame of a page;
    // that it is no web page has been seen by Sniff.
    if (root == "head") {
      xml_.SkipElement();
    }
    if (root == "svg" || root == "opml" || ++tags > kMostTagsBeforeRoot) {
      break;
    }
  }
  return Error(Errc::kInvalid, "not a feed: no rss, RDF or feed element");
}

void FeedReader::Finish() {
  feed_.title = title_.value();
  feed_.link = link_.value();
  feed_.subtitle = subtitle_.value();
  feed_.language = feed_.language.empty() ? language_.value() : feed_.language;
  feed_.rights = rights_.value();
  feed_.author = author_.value();
  feed_.id = Id(id_.value());
  feed_.encoding = document_.encoding;
  if (feed_.kind != FeedKind::kAtom && !language_.value().empty()) {
    feed_.language = language_.value();
  }
  std::replace(feed_.language.begin(), feed_.language.end(), '_', '-');
  FinishEntries();
  if (!feed_.ttl) {
    feed_.ttl = WishedInterval(update_period_, update_frequency_);
  }
  for (std::string& warning : document_.warnings) {
    Warn(std::move(warning));
  }
  if (xml_.repaired()) {
    Warn("not well-formed XML; repaired while reading");
  }
}

// What an entry has from its feed: the author, the base of its link, and that link as its id.
void FeedReader::FinishEntries() {
  // Whoever wrote the feed wrote what names nobody (RFC 4287 4.2.1; Dublin Core of a channel).
  const bool inherits = feed_.kind == FeedKind::kAtom || feed_.kind == FeedKind::kRdf;
  for (Entry& entry : feed_.entries) {
    if (inherits && entry.author.empty()) {
      entry.author = feed_.author;
    }
    if (!entry.link.empty() && SchemeOf(entry.link).empty()) {
      entry.link = ResolveReference(feed_.link, entry.link);
    }
    entry.id = entry.id.empty() ? entry.link : entry.id;
  }
}

}  // namespace claimwatch
