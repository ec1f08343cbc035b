// Append: whose page this is, and whether its text is new.
#include <algorithm>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "storage/chain.h"
#include "storage/disk_store.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/sketch.h"

namespace claimwatch {
namespace {

constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kMostAddresses = 64;  // listed; all are known
constexpr std::size_t kWordsCompared = 400;
constexpr double kAlikeShare = 0.3;
constexpr double kSameFrom = 0.7;  // likeness of two texts of one article

void AddCanonical(std::vector<std::string>& addresses, const Url& url) {
  if (url.empty()) {
    return;
  }
  std::string canonical = CanonicalUrl(url);
  if (std::find(addresses.begin(), addresses.end(), canonical) == addresses.end()) {
    addresses.push_back(std::move(canonical));
  }
}

// The words of the title and the beginning; enough to tell one story from another.
std::set<std::string> WordsOf(const Article& article) {
  const std::string text = FoldCase(article.title + " " + article.Text());
  std::set<std::string> words;
  for (const Span& span : WordSpans(std::string_view(text).substr(0, 16U << 10U), "")) {
    std::string word = text.substr(span.start, span.size());
    if (word.size() > 3) {
      words.insert(std::move(word));
    }
    if (words.size() >= kWordsCompared) {
      break;
    }
  }
  return words;
}

double ShareInCommon(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::size_t least = std::min(a.size(), b.size());
  return least == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(least);
}

// A text in two: its digits, and its letters and signs.
std::pair<std::string, std::string> FiguresAndWords(const Article& article) {
  std::pair<std::string, std::string> parts;
  for (const char c : article.Text()) {
    const bool digit = c >= '0' && c <= '9';
    const bool separator = c == ',' || c == '.' || c == ' ';
    (digit ? parts.first : parts.second).append(separator ? 0U : 1U, c);
  }
  return parts;
}

// One more version; what the list of articles shows is that of the latest.
void Count(ArticleRecord& record, const StoredVersion& stored, bool latest) {
  const Version& next = stored.version;
  const bool first = record.versions == 0;
  record.versions = next.number;
  record.source = first ? next.source : record.source;
  record.first_seen = first ? next.retrieved : std::min(record.first_seen, next.retrieved);
  record.last_seen = std::max(record.last_seen, next.retrieved);
  if (!latest) {
    return;
  }
  record.title = next.article.title;
  record.language = next.article.language;
  record.last_changed = next.retrieved;
  record.published = next.article.published ? next.article.published : stored.facts.published;
}

}  // namespace

Result<std::optional<StoredArticle>> DiskStore::ArticleAt(std::string_view key_of_alias) const {
  const std::optional<std::string> id = CW_TRY(engine_->Get(Family::kIndex, key_of_alias));
  if (!id) {
    return std::optional<StoredArticle>();
  }
  return std::optional<StoredArticle>(CW_TRY(LoadArticle(*id)));
}

// A feed may use one entry id for many articles; only one that reads alike is believed.
Result<bool> DiskStore::LooksAlike(const StoredArticle& stored, const Article& article) const {
  if (stored.record.title == article.title && !article.title.empty()) {
    return true;
  }
  if (CW_TRY(engine_->Get(Family::kIndex, keys::TextHash(stored.record.id, TextHash(article))))) {
    return true;  // also when that text was erased
  }
  const std::uint32_t latest = CW_TRY(LatestOf(*this, stored.record));
  const Result<StoredVersion> last = LoadVersion(stored.record.id, latest);
  if (!last.ok() && last.error().code() == Errc::kNotFound) {
    return false;  // erased
  }
  CW_TRY(last.ok() ? Ok() : Status(last.error()));
  return ShareInCommon(WordsOf(last->version.article), WordsOf(article)) >= kAlikeShare;
}

// Of two articles that read alike: whether it is one story. Reports that are written by one pattern
// (results by constituency, the weather by town) differ in headline, figures and words.
Result<bool> DiskStore::IsOneStory(const ArticleRecord& known, const Article& article,
                                   const FeedFacts& facts) const {
  if (known.title == article.title || facts.beside_alike) {
    return known.title == article.title;
  }
  const Result<StoredVersion> last = LoadVersion(known.id, CW_TRY(LatestOf(*this, known)));
  if (!last.ok() && last.error().code() == Errc::kNotFound) {
    return false;  // erased
  }
  CW_TRY(last.ok() ? Ok() : Status(last.error()));
  const auto [old_figures, old_words] = FiguresAndWords(last->version.article);
  const auto [figures, words] = FiguresAndWords(article);
  return figures == old_figures || words == old_words;
}

// An article of this site with nearly this text that was published at the same moment: its address
// was changed. Without a time to go by, a site's daily report must not become one article.
Result<std::optional<StoredArticle>> DiskStore::ArticleOfSameText(const Page& page,
                                                                  const Article& article,
                                                                  const FeedFacts& facts) const {
  const std::string_view host = page.url.host();
  if (!article.published || host.empty()) {
    return std::optional<StoredArticle>();
  }
  for (const TextCopy& copy : CW_TRY(CopiesOf(SketchOf(article), kSameFrom))) {
    const Result<Url> url = Url::Parse(copy.article.url);
    if (url.ok() && copy.article.published == article.published &&
        RegistrableDomain(url->host()) == RegistrableDomain(host) &&
        CW_TRY(IsOneStory(copy.article, article, facts))) {
      return std::optional<StoredArticle>(CW_TRY(LoadArticle(copy.article.id)));
    }
  }
  return std::optional<StoredArticle>();
}

// The page's own canonical link, then where it came from, then what was asked for, then the entry
// id, then the text. A site may redirect the address of a story to another one: what was asked for
// is believed when the two read alike.
Result<DiskStore::Identity> DiskStore::Identify(const Page& page, const Article& article,
                                                const FeedFacts& facts) const {
  Identity identity;
  AddCanonical(identity.addresses, Url::Parse(article.url).value_or(Url()));
  AddCanonical(identity.addresses, page.url);
  const std::size_t own = identity.addresses.size();  // the others are those that led there
  AddCanonical(identity.addresses, page.requested);
  if (identity.addresses.empty()) {
    return Error(Errc::kInvalid,
                 fmt::format("article '{}' has no address to know it by", article.title));
  }
  for (std::size_t i = 0; i < identity.addresses.size(); ++i) {
    std::optional<StoredArticle> known = CW_TRY(ArticleAt(keys::Alias(identity.addresses[i])));
    if (known && (i < own || CW_TRY(LooksAlike(*known, article)))) {
      identity.article = std::move(known);
      return identity;
    }
  }
  if (!facts.entry_id.empty()) {
    std::optional<StoredArticle> same =
        CW_TRY(ArticleAt(keys::EntryId(facts.source, facts.entry_id)));
    if (same && CW_TRY(LooksAlike(*same, article))) {
      identity.article = std::move(same);
    }
  }
  if (!identity.article) {
    identity.article = CW_TRY(ArticleOfSameText(page, article, facts));
  }
  return identity;
}

Result<std::optional<ArticleRecord>> DiskStore::Recognize(const Page& page, const Article& article,
                                                          const FeedFacts& facts) const {
  const Identity identity = CW_TRY(Identify(page, article, facts));
  return identity.article ? std::optional<ArticleRecord>(identity.article->record) : std::nullopt;
}

// The id is a hash of the first address, so two stores that saw the same article name it alike.
Result<StoredArticle> DiskStore::NewArticle(Turn& turn, const std::string& address) const {
  StoredArticle article;
  std::string seed = address;
  do {
    article.record.id = Hex(Sha256(seed)).substr(0, kIdDigits);
    seed += '#';
  } while (CW_TRY(engine_->Get(Family::kIndex, keys::Article(article.record.id))));
  article.record.url = address;
  ++turn.head.articles;
  return article;
}

void DiskStore::AddAddresses(Turn& turn, StoredArticle& article,
                             const std::vector<std::string>& addresses) const {
  ArticleRecord& record = article.record;
  for (const std::string& address : addresses) {
    const Result<std::optional<std::string>> known =
        engine_->Get(Family::kIndex, keys::Alias(address));
    if (!known.ok() || *known) {
      continue;
    }
    turn.batch.Put(Family::kIndex, keys::Alias(address), record.id);
    if (address != record.url && record.other_urls.size() < kMostAddresses) {
      record.other_urls.push_back(address);
    }
  }
}

Result<Appended> DiskStore::Append(const Page& page, const Article& article,
                                   const FeedFacts& facts) {
  const std::string text_hash = TextHash(article);
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  Identity identity = CW_TRY(Identify(page, article, facts));
  const bool fresh = !identity.article;
  StoredArticle stored =
      fresh ? CW_TRY(NewArticle(turn, identity.addresses.front())) : *identity.article;
  AddAddresses(turn, stored, identity.addresses);
  const std::string text_key = keys::TextHash(stored.record.id, text_hash);
  if (const auto known = CW_TRY(engine_->Get(Family::kIndex, text_key))) {
    return SeeAgain(turn, stored, keys::ReadBigEndian32(*known), page.fetched);
  }
  if (const std::uint32_t erased = CW_TRY(ErasedInstead(stored, page)); erased != 0) {
    return SeeAgain(turn, stored, erased, page.fetched);
  }
  StoredVersion next;
  next.version.article_id = stored.record.id;
  next.version.number = stored.record.versions + 1;
  next.version.retrieved = page.fetched;
  next.version.source = facts.source;
  next.version.text_hash = text_hash;
  next.version.article = article;
  next.facts = facts;
  CW_TRY(AddVersion(turn, stored, std::move(next), page));
  CW_TRY(Commit(turn));
  return Appended{fresh ? AppendState::kNewArticle : AppendState::kNewVersion, stored.record.id,
                  stored.record.versions};
}

Result<Appended> DiskStore::SeeAgain(Turn& turn, StoredArticle& article, std::uint32_t number,
                                     Time when) {
  ArticleRecord& record = article.record;
  record.last_seen = std::max(record.last_seen, when);
  turn.batch.Put(Family::kIndex, keys::Article(record.id), Encode(article));
  // An import may bring an older fetch.
  const std::string seen_key = keys::LastSeen(record.id, number);
  const std::optional<std::string> before = CW_TRY(engine_->Get(Family::kIndex, seen_key));
  const auto micros = static_cast<std::uint64_t>(when.time_since_epoch().count());
  const std::uint64_t last = std::max(before ? keys::ReadBigEndian64(*before) : 0U, micros);
  turn.batch.Put(Family::kIndex, seen_key, keys::BigEndian64(last));
  const bool latest = number == CW_TRY(LatestOf(*this, record));
  CW_TRY(Commit(turn));
  return Appended{latest ? AppendState::kUnchanged : AppendState::kVariant, record.id, number};
}

// Everything a version brings, into one batch: body, capture, text, chain, counters, owed analysis.
Status DiskStore::AddVersion(Turn& turn, StoredArticle& article, StoredVersion version,
                             const Page& page) const {
  ArticleRecord& record = article.record;
  Version& next = version.version;
  const NewCapture capture = CW_TRY(AddCapture(turn, page, article.base_body));
  next.capture_id = capture.id;
  next.raw_hash = capture.raw_hash;
  const std::string encoded = Encode(version);
  std::string base =
      article.base_version == 0 ? "" : keys::Version(record.id, article.base_version);
  CW_TRY(PutPacked(turn, Family::kVersions, keys::Version(record.id, next.number), encoded, base));
  const bool alone = base == keys::Version(record.id, next.number);
  article.base_version = alone ? next.number : article.base_version;

  ChainEntry entry;
  entry.record = {record.id,      next.number,     next.retrieved, next.raw_hash,
                  next.text_hash, Sha256(encoded), capture.hash,   article.last_leaf};
  entry.leaf = LeafHash(Encode(entry.record));
  AppendLeaf(turn.head.frontier, turn.head.versions, entry.leaf);
  turn.head.root = RootOf(turn.head.frontier);
  entry.root = turn.head.root;
  ++turn.head.versions;
  article.last_leaf = entry.leaf;

  const Place place = CW_TRY(PlaceOf(turn, record, next));
  Count(record, version, place == Place::kLatest);
  turn.batch.Put(Family::kIndex, keys::Chain(turn.head.versions), Encode(entry));
  turn.batch.Put(Family::kIndex, keys::Article(record.id), Encode(article));
  turn.batch.Put(Family::kIndex, keys::TextHash(record.id, next.text_hash),
                 keys::BigEndian32(next.number));
  turn.batch.Put(Family::kIndex, keys::Owed(record.id, next.number), keys::BigEndian32(0));
  if (place == Place::kLatest) {
    CW_TRY(PutSketch(turn, record.id, next.article));
  }
  if (!version.facts.entry_id.empty()) {
    turn.batch.Put(Family::kIndex, keys::EntryId(version.facts.source, version.facts.entry_id),
                   record.id);
  }
  return Ok();
}

// A body that is there already is not stored again, nor is one that was erased.
Result<DiskStore::NewCapture> DiskStore::AddCapture(Turn& turn, const Page& page,
                                                    std::string& base_body) const {
  const CaptureRecord capture{TaggedHex(Sha256(page.body)), page};
  const bool there_already = CW_TRY(engine_->Get(Family::kBodies, capture.raw_hash)).has_value();
  if (!there_already && !CW_TRY(IsErasedBody(capture.raw_hash))) {
    CW_TRY(PutPacked(turn, Family::kBodies, capture.raw_hash, page.body, base_body));
  }
  const std::string encoded = Encode(capture);
  const Digest hash = Sha256(encoded);
  std::string id = Hex(hash).substr(0, kIdDigits);
  std::optional<std::string> there = CW_TRY(engine_->Get(Family::kIndex, keys::Capture(id)));
  for (std::string seed = encoded; there && *there != encoded;) {
    seed += '#';
    id = Hex(Sha256(seed)).substr(0, kIdDigits);
    there = CW_TRY(engine_->Get(Family::kIndex, keys::Capture(id)));
  }
  if (!there) {
    turn.batch.Put(Family::kIndex, keys::Capture(id), encoded);
    ++turn.head.captures;
  }
  return NewCapture{id, capture.raw_hash, hash};
}

Result<std::string> DiskStore::KeepCapture(const Page& page) {
  const MutexLock hold(mutex_);
  Turn turn;
  turn.head = head_;
  std::string alone;
  NewCapture capture = CW_TRY(AddCapture(turn, page, alone));
  CW_TRY(Commit(turn));
  return std::move(capture.id);
}

}  // namespace claimwatch
