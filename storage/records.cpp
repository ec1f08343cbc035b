#include "storage/records.h"

#include <bit>

#include "storage/codec.h"
#include "storage/engine.h"
#include "storage/keys.h"

namespace claimwatch {
namespace {

// Formats of schema 1. A change of a layout takes a new number here and a step in the migration.
constexpr std::uint8_t kHeadFormat = 1;
constexpr std::uint8_t kArticleFormat = 1;
constexpr std::uint8_t kPackedFormat = 1;
constexpr std::uint8_t kChainFormat = 1;
constexpr std::uint8_t kClaimFormat = 1;
constexpr std::uint8_t kSightingFormat = 1;
constexpr std::uint8_t kFindingFormat = 1;

}  // namespace

std::string Encode(const Head& head) {
  RecordWriter out(kHeadFormat);
  out.Number(head.articles).Number(head.versions).Number(head.captures).Number(head.claims);
  out.Number(head.alerts).Text(head.alert_leaf).Number(head.frontier.size());
  for (const Digest& digest : head.frontier) {
    out.Hash(digest);
  }
  out.Hash(head.root);
  return std::move(out).Take();
}

Result<Head> DecodeHead(std::string_view bytes) {
  RecordReader in(bytes, kHeadFormat);
  Head head;
  head.articles = in.Number();
  head.versions = in.Number();
  head.captures = in.Number();
  head.claims = in.Number();
  head.alerts = in.Number();
  head.alert_leaf = in.Text();
  for (std::size_t left = in.Count(); left > 0 && in.ok(); --left) {
    head.frontier.push_back(in.Hash());
  }
  head.root = in.Hash();
  const bool whole =
      in.ok() && head.frontier.size() == static_cast<std::size_t>(std::popcount(head.versions));
  if (!whole) {
    return Damaged("head");
  }
  return Checked(in, std::move(head), "head");
}

Result<Head> ReadHead(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kHead));
  if (!bytes) {
    Head empty;
    empty.root = Sha256("");
    return empty;
  }
  return DecodeHead(*bytes);
}

std::string Encode(const StoredArticle& article) {
  const ArticleRecord& record = article.record;
  RecordWriter out(kArticleFormat);
  out.Text(record.id).Text(record.url).Texts(record.other_urls).Text(record.source);
  out.Text(record.title).Text(record.language).Number(record.versions);
  out.When(record.first_seen).When(record.last_seen).When(record.last_changed);
  out.MaybeWhen(record.published).Flag(record.gone);
  out.Hash(article.last_leaf).Text(article.base_body).Number(article.base_version);
  return std::move(out).Take();
}

Result<StoredArticle> DecodeArticle(std::string_view bytes) {
  RecordReader in(bytes, kArticleFormat);
  StoredArticle article;
  ArticleRecord& record = article.record;
  record.id = in.Text();
  record.url = in.Text();
  record.other_urls = in.Texts();
  record.source = in.Text();
  record.title = in.Text();
  record.language = in.Text();
  record.versions = in.Small();
  record.first_seen = in.When();
  record.last_seen = in.When();
  record.last_changed = in.When();
  record.published = in.MaybeWhen();
  record.gone = in.Flag();
  article.last_leaf = in.Hash();
  article.base_body = in.Text();
  article.base_version = in.Small();
  return Checked(in, std::move(article), "article");
}

std::string Encode(const PackedRecord& packed) {
  RecordWriter out(kPackedFormat);
  out.Text(packed.base).Text(packed.packed);
  return std::move(out).Take();
}

Result<PackedRecord> DecodePacked(std::string_view bytes) {
  RecordReader in(bytes, kPackedFormat);
  PackedRecord packed;
  packed.base = in.Text();
  packed.packed = in.Text();
  return Checked(in, std::move(packed), "packed");
}

std::string Encode(const ChainRecord& record) {
  RecordWriter out(kChainFormat);
  out.Text(record.article_id).Number(record.number).When(record.retrieved);
  out.Text(record.raw_hash).Text(record.text_hash);
  out.Hash(record.version_hash).Hash(record.capture_hash).Hash(record.previous);
  return std::move(out).Take();
}

std::string Encode(const ChainEntry& entry) {
  RecordWriter out(kChainFormat);
  out.Text(Encode(entry.record)).Hash(entry.leaf).Hash(entry.root);
  return std::move(out).Take();
}

Result<ChainEntry> DecodeChainEntry(std::string_view bytes) {
  RecordReader outer(bytes, kChainFormat);
  const std::string inner = outer.Text();
  RecordReader in(inner, kChainFormat);
  ChainEntry entry;
  ChainRecord& record = entry.record;
  record.article_id = in.Text();
  record.number = in.Small();
  record.retrieved = in.When();
  record.raw_hash = in.Text();
  record.text_hash = in.Text();
  record.version_hash = in.Hash();
  record.capture_hash = in.Hash();
  record.previous = in.Hash();
  entry.leaf = outer.Hash();
  entry.root = outer.Hash();
  if (!in.Done()) {
    return Damaged("chain");
  }
  return Checked(outer, std::move(entry), "chain");
}

std::string Encode(const ClaimRecord& claim) {
  RecordWriter out(kClaimFormat);
  out.Text(claim.fingerprint).Text(claim.topic).Text(claim.key);
  out.Text(FindingTypeName(claim.type)).Text(claim.sentence);
  out.When(claim.first_seen).When(claim.last_seen);
  out.Number(claim.occurrences).Number(claim.alert_sequence);
  return std::move(out).Take();
}

Result<ClaimRecord> DecodeClaim(std::string_view bytes) {
  RecordReader in(bytes, kClaimFormat);
  ClaimRecord claim;
  claim.fingerprint = in.Text();
  claim.topic = in.Text();
  claim.key = in.Text();
  const std::optional<FindingType> type = FindingTypeFromName(in.Text());
  claim.sentence = in.Text();
  claim.first_seen = in.When();
  claim.last_seen = in.When();
  claim.occurrences = in.Number();
  claim.alert_sequence = in.Number();
  if (!type) {
    return Damaged("claim");
  }
  claim.type = *type;
  return Checked(in, std::move(claim), "claim");
}

std::string Encode(const Sighting& sighting) {
  RecordWriter out(kSightingFormat);
  out.Text(sighting.article_id).Number(sighting.version).Text(sighting.url);
  out.Text(sighting.source).When(sighting.seen);
  return std::move(out).Take();
}

Result<Sighting> DecodeSighting(std::string_view bytes) {
  RecordReader in(bytes, kSightingFormat);
  Sighting sighting;
  sighting.article_id = in.Text();
  sighting.version = in.Small();
  sighting.url = in.Text();
  sighting.source = in.Text();
  sighting.seen = in.When();
  return Checked(in, std::move(sighting), "sighting");
}

std::string Encode(const FindingRecord& finding) {
  RecordWriter out(kFindingFormat);
  out.Text(finding.topic).Text(finding.baseline).Text(finding.fingerprint);
  out.Text(finding.finding.Dump());
  return std::move(out).Take();
}

Result<FindingRecord> DecodeFinding(std::string_view bytes) {
  RecordReader in(bytes, kFindingFormat);
  FindingRecord finding;
  finding.topic = in.Text();
  finding.baseline = in.Text();
  finding.fingerprint = in.Text();
  Result<Json> json = Json::Parse(in.Text());
  if (!json.ok()) {
    return Damaged("finding");
  }
  finding.finding = std::move(json).value();
  return Checked(in, std::move(finding), "finding");
}

}  // namespace claimwatch
