// The elements of one entry: item of RSS, entry of Atom.
#include "plugins/source/feed_entry.h"

#include <algorithm>

#include "core/digest.h"
#include "core/text.h"
#include "plugins/source/reference.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostOfAKind = 64;
constexpr std::size_t kLongestId = 2048;

template <typename T>
void PushBounded(std::vector<T>& list, T value) {
  if (list.size() < kMostOfAKind) {
    list.push_back(std::move(value));
  }
}

}  // namespace

void FeedReader::ReadEntry(const Scope& outer) {
  const Scope scope = Inner(outer);
  Draft draft;
  draft.entry.language = scope.language;
  draft.id.Offer(xml_.Attribute("rdf:about"), 5);
  // CDF carries the address and the time as attributes of the item.
  if (const std::string href = xml_.Attribute("href"); !href.empty()) {
    draft.link.Offer(ResolveReference(scope.base, href), 1);
  }
  if (const std::string moment = xml_.Attribute("lastmod"); !moment.empty()) {
    draft.entry.updated = Date(moment, "lastmod");
  }
  ReadEntryChildren(draft, scope);
  FinishEntry(draft);
}

void FeedReader::ReadEntryChildren(Draft& draft, const Scope& scope) {
  const std::size_t depth = xml_.depth();
  while (xml_.NextStartBelow(depth)) {
    ++draft.children;
    const FieldRow<EntryField>* row = EntryFieldOf(xml_.ns(), xml_.local());
    if (row == nullptr) {
      xml_.SkipElement();
    } else {
      ReadEntryField(draft, row->field, row->rank, scope);
    }
  }
}

void FeedReader::ReadEntryField(Draft& draft, EntryField field, int rank, const Scope& scope) {
  switch (field) {
    case EntryField::kTitle:
      return draft.title.Offer(TitleOf(ReadConstruct(xml_, default_type_)), rank);
    case EntryField::kLink:
    case EntryField::kOriginalLink:
      return ReadEntryLink(draft, rank, scope);
    case EntryField::kId:
      return ReadEntryId(draft, rank);
    case EntryField::kPublished:
    case EntryField::kUpdated:
      return ReadEntryMoment(draft, field, rank);
    case EntryField::kAuthor:
      return ReadEntryAuthor(draft, rank);
    case EntryField::kSummary:
      return ReadEntryText(draft.summary, rank, scope);
    case EntryField::kContent:
      return ReadEntryText(draft.content, rank, scope);
    default:
      return ReadEntryExtra(draft, field, scope);
  }
}

void FeedReader::ReadEntryExtra(Draft& draft, EntryField field, const Scope& scope) {
  switch (field) {
    case EntryField::kLanguage:
      draft.entry.language = ReadPlain(xml_);
      return;
    case EntryField::kTag:
      if (std::string tag = ReadTag(); !tag.empty()) {
        PushBounded(draft.entry.tags, std::move(tag));
      }
      return;
    case EntryField::kEnclosure:
      PushBounded(draft.entry.enclosures,
                  {ResolveReference(Base(scope), xml_.Attribute("url")), xml_.Attribute("type")});
      return xml_.SkipElement();
    case EntryField::kMediaContent:
      return ReadMediaContent(draft, scope);
    case EntryField::kSource:
      return ReadEntrySource(draft, scope);
    case EntryField::kDescend:
      return ReadEntryChildren(draft, scope);
    default:
      return xml_.SkipElement();
  }
}

void FeedReader::ReadEntryId(Draft& draft, int rank) {
  constexpr int kGuidRank = 9;
  const std::string flag = xml_.Attribute("ispermalink");
  const bool permalink = flag.empty() || EqualsIgnoreAsciiCase(Trim(flag), "true");
  draft.permalink = rank == kGuidRank ? permalink : draft.permalink;
  draft.id.Offer(Id(ReadPlain(xml_)), rank);
}

void FeedReader::ReadEntryAuthor(Draft& draft, int rank) {
  const Person person = ReadPerson();
  draft.author.Add(person.name.empty() ? person.email : person.name, rank);
  std::string& email = draft.entry.author_email;
  email = email.empty() ? person.email : email;
}

void FeedReader::ReadEntryText(Ranked& text, int rank, const Scope& scope) {
  const std::string base = Base(Inner(scope));
  const TextConstruct construct = ReadConstruct(xml_, default_type_);
  if (text.Wants(rank)) {
    text.Offer(HtmlOf(construct, base), rank);
  }
}

void FeedReader::ReadEntryMoment(Draft& draft, EntryField field, int rank) {
  const bool published = field == EntryField::kPublished;
  int& best = published ? draft.published_rank : draft.updated_rank;
  const std::optional<Time> time = Date(ReadPlain(xml_), published ? "published" : "updated");
  if (time && rank > best) {
    best = rank;
    (published ? draft.entry.published : draft.entry.updated) = time;
  }
}

// RSS has the address as text, Atom as href with a relation.
void FeedReader::ReadEntryLink(Draft& draft, int rank, const Scope& outer) {
  const Scope scope = Inner(outer);
  const std::string href = xml_.Attribute("href");
  const std::string rel = RelationOf(xml_);
  const std::string type = AsciiLower(Trim(xml_.Attribute("type")));
  const int own = rank - LinkHandicap(xml_);
  const bool rss = xml_.ns() == Ns::kNone && feed_.kind != FeedKind::kAtom;
  const std::string text = ReadPlain(xml_);
  const std::string& written = href.empty() ? text : href;
  if (written.empty()) {
    return;
  }
  const std::string link = ResolveReference(scope.base, written);
  if (href.empty() || rel.empty() || rel == "alternate") {
    rss ? draft.link.Replace(link, own) : draft.link.Offer(link, own);
  } else {
    KeepRelated(draft, rel, {link, type});
  }
  PushBounded(draft.other_links, link);
}

// A link that is not the page of the entry; it serves as that when there is no better one.
void FeedReader::KeepRelated(Draft& draft, std::string_view rel, const Enclosure& target) {
  if (rel == "enclosure") {
    PushBounded(draft.entry.enclosures, target);
  } else if (rel == "self") {
    draft.link.Offer(target.url, 2);
  } else if (rel == "via" || rel == "related") {
    draft.link.Offer(target.url, 1);
  }
}

// Of the feed an entry was taken from: <source url>title</source>, or Atom's with elements.
void FeedReader::ReadEntrySource(Draft& draft, const Scope& outer) {
  const Scope scope = Inner(outer);
  Entry& entry = draft.entry;
  entry.source_link = ResolveReference(scope.base, xml_.Attribute("url"));
  std::string text;
  ReadMixed(xml_, text, [&] { ReadSourceField(entry, scope); });
  if (entry.source_title.empty()) {
    entry.source_title = SqueezeSpace(text);
  }
}

void FeedReader::ReadSourceField(Entry& entry, const Scope& scope) {
  const std::string local(xml_.local());
  const std::string href = xml_.Attribute("href");
  const std::string rel = xml_.Attribute("rel");
  const std::string value = TitleOf(ReadConstruct(xml_, default_type_));
  if (local == "title") {
    entry.source_title = value;
  } else if (local == "id") {
    entry.source_id = value;
  } else if (local == "link" && (rel.empty() || rel == "alternate")) {
    entry.source_link = ResolveReference(scope.base, href);
  }
}

// media:content is an enclosure that may hold titles and descriptions of its own.
void FeedReader::ReadMediaContent(Draft& draft, const Scope& scope) {
  if (std::string url = xml_.Attribute("url"); !url.empty()) {
    PushBounded(draft.entry.enclosures,
                {ResolveReference(Base(scope), url), xml_.Attribute("type")});
  }
  ReadEntryChildren(draft, scope);
}

void FeedReader::FinishEntry(Draft& draft) {
  Entry& entry = draft.entry;
  entry.title = draft.title.value();
  entry.id = draft.id.value();
  entry.link = draft.link.value();
  if (entry.link.empty() && draft.permalink && IsWebAddress(entry.id)) {
    entry.link = entry.id;
  }
  if (entry.id.size() > kLongestId) {
    entry.id = TaggedHex(Sha256(entry.id));
  }
  entry.author = draft.author.value();
  entry.content = draft.content.value();
  entry.summary = draft.summary.value().empty() ? entry.content : draft.summary.value();
  std::erase(draft.other_links, entry.link);
  entry.links = std::move(draft.other_links);
  if (draft.children == 0 && entry.id.empty() && entry.link.empty()) {
    return;  // <item/>: nothing is said, so nothing is there
  }
  feed_.entries.push_back(std::move(entry));
}

}  // namespace claimwatch
