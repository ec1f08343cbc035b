// Finding one article or version, by what a person types.
#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/text.h"
#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/keys.h"
#include "storage/order.h"
#include "storage/packed.h"

namespace claimwatch {
namespace {

constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kLeastDigits = 6;
constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kMostCompared = 500;

bool IsHex(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    return std::isxdigit(letter) != 0;
  });
}

std::string CommonStart(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return {a.begin(), end};
}

Error WhyAbsent(const Engine& engine, std::string_view article_id, std::uint32_t number,
                const std::string& name) {
  const Result<std::optional<StoredErasure>> erased = ReadErasure(engine, article_id, number);
  const bool on_purpose = erased.ok() && erased->has_value();
  return {Errc::kNotFound,
          on_purpose ? name + " was " + ErasedWords((*erased)->erasure) : "no " + name};
}

}  // namespace

Result<StoredArticle> DiskStore::LoadArticle(std::string_view id) const {
  const std::optional<std::string> bytes = CW_TRY(engine_->Get(Family::kIndex, keys::Article(id)));
  if (!bytes) {
    return Error(Errc::kNotFound, fmt::format("no article '{}'", EscapeControls(id)));
  }
  return DecodeArticle(*bytes);
}

Result<StoredVersion> DiskStore::LoadVersion(std::string_view article_id,
                                             std::uint32_t number) const {
  const Result<std::string> bytes =
      ReadPacked(*engine_, Family::kVersions, keys::Version(article_id, number));
  const std::string name = fmt::format("version {}@{}", EscapeControls(article_id), number);
  if (!bytes.ok()) {
    const bool absent = bytes.error().code() == Errc::kNotFound;
    return absent ? WhyAbsent(*engine_, article_id, number, name) : bytes.error().At(name);
  }
  Result<StoredVersion> stored = DecodeVersion(*bytes);
  return stored.ok() ? stored : stored.error().At(name);
}

Result<Version> DiskStore::GetVersion(std::string_view article_id, std::uint32_t number) const {
  std::optional<StoredVersion> reading = CW_TRY(LoadReading(article_id, number));
  if (reading) {
    return WithLastSeen(std::move(reading->version));
  }
  StoredVersion stored = CW_TRY(LoadVersion(article_id, number));
  return WithLastSeen(std::move(stored.version));
}

// When a version was seen last moves with every fetch, so it is kept beside the version.
Result<Version> DiskStore::WithLastSeen(Version version) const {
  const std::optional<std::string> seen =
      CW_TRY(engine_->Get(Family::kIndex, keys::LastSeen(version.article_id, version.number)));
  if (seen) {
    const auto micros = static_cast<std::int64_t>(keys::ReadBigEndian64(*seen));
    version.last_seen = std::max(version.last_seen, Time(Duration(micros)));
  }
  return version;
}

Result<std::vector<Version>> DiskStore::Versions(std::string_view article_id) const {
  const StoredArticle article = CW_TRY(LoadArticle(article_id));
  std::vector<Version> versions;
  std::set<std::uint32_t> erased;
  for (const StoredErasure& stored : CW_TRY(ReadErasures(*engine_, article_id))) {
    erased.insert(stored.erasure.number);
  }
  for (const std::uint32_t number : CW_TRY(OrderOf(*this, article.record))) {
    if (!erased.contains(number)) {
      versions.push_back(CW_TRY(GetVersion(article_id, number)));
    }
  }
  return versions;
}

Result<Capture> DiskStore::GetCapture(std::string_view capture_id) const {
  const std::optional<std::string> bytes =
      CW_TRY(engine_->Get(Family::kIndex, keys::Capture(capture_id)));
  if (!bytes) {
    return Error(Errc::kNotFound, fmt::format("no capture '{}'", EscapeControls(capture_id)));
  }
  CaptureRecord record = CW_TRY(DecodeCapture(*bytes));
  Result<std::string> body = ReadPacked(*engine_, Family::kBodies, record.raw_hash);
  if (!body.ok() && body.error().code() == Errc::kNotFound &&
      CW_TRY(engine_->Get(Family::kIndex, keys::Withheld(record.raw_hash))) == kErasedBody) {
    return Error(Errc::kNotFound, fmt::format("the response of capture {} was erased", capture_id));
  }
  if (!body.ok()) {
    return body.error().At(fmt::format("body of capture {}", capture_id));
  }
  if (TaggedHex(Sha256(*body)) != record.raw_hash) {
    return Error(Errc::kCorrupt,
                 fmt::format("body of capture {} is not what was stored", capture_id));
  }
  record.page.body = std::move(body).value();
  return Capture{std::string(capture_id), record.raw_hash, std::move(record.page)};
}

// The id that shares the longest start with `prefix`, with its title; empty when not even one digit
// agrees.
std::string DiskStore::NearestId(std::string_view prefix) const {
  std::string best;
  std::size_t shared = 0;
  for (std::size_t digits = prefix.size() - 1; digits >= 2 && best.empty(); --digits) {
    const Status scanned = engine_->Scan(
        Family::kIndex, keys::Article(prefix.substr(0, digits)), "",
        [&](std::string_view key, std::string_view value) {
          const std::string_view id = key.substr(keys::kArticles.size());
          const Result<StoredArticle> article = DecodeArticle(value);
          shared = CommonStart(id, prefix).size();
          best = fmt::format("{} '{}'", id, article.ok() ? article->record.title : "");
          return false;
        });
    if (!scanned.ok()) {
      return "";
    }
  }
  return shared > 1 ? best : "";
}

Result<std::string> DiskStore::IdByPrefix(std::string_view prefix) const {
  std::vector<std::string> ids;
  CW_TRY(engine_->Scan(Family::kIndex, keys::Article(prefix), "",
                       [&](std::string_view key, std::string_view) {
                         ids.emplace_back(key.substr(keys::kArticles.size()));
                         return ids.size() <= kMostNamed;
                       }));
  if (ids.size() == 1) {
    return ids.front();
  }
  if (ids.empty()) {
    const std::string near = NearestId(prefix);
    return Error(Errc::kNotFound, fmt::format("no article '{}'; {}", prefix,
                                              near.empty() ? "see `claimwatch articles`"
                                                           : "did you mean " + near + "?"));
  }
  const bool more = ids.size() > kMostNamed;
  ids.resize(std::min(ids.size(), kMostNamed));
  return Error(Errc::kInvalid, fmt::format("'{}' is the start of several articles: {}{}", prefix,
                                           Join(ids, ", "), more ? ", …" : ""));
}

// Among the addresses of the same host, the nearest one.
std::string DiskStore::NearestUrl(const std::string& canonical) const {
  const std::size_t path = canonical.find('/', std::string_view("https://").size());
  std::vector<std::string> known;
  const Status scanned = engine_->Scan(Family::kIndex, keys::Alias(canonical.substr(0, path)), "",
                                       [&](std::string_view key, std::string_view) {
                                         known.emplace_back(key.substr(keys::kAliases.size()));
                                         return known.size() < kMostCompared;
                                       });
  return scanned.ok() ? Nearest(canonical, known) : "";
}

Result<std::string> DiskStore::IdByUrl(std::string_view text) const {
  const bool whole = text.find("://") != std::string_view::npos;
  const Result<Url> url = Url::Parse(whole ? std::string(text) : "https://" + std::string(text));
  if (!url.ok()) {
    return url.error();
  }
  const std::string canonical = CanonicalUrl(*url);
  const std::optional<std::string> id =
      CW_TRY(engine_->Get(Family::kIndex, keys::Alias(canonical)));
  if (id) {
    return *id;
  }
  const std::string near = NearestUrl(canonical);
  return Error(Errc::kNotFound,
               fmt::format("no article '{}'; {}", EscapeControls(text),
                           near.empty() ? "see `claimwatch articles`"
                                        : fmt::format("did you mean '{}'?", EscapeControls(near))));
}

Result<ArticleRecord> DiskStore::FindArticle(std::string_view id_or_url) const {
  const std::string_view typed = Trim(id_or_url);
  if (IsHex(typed) && typed.size() <= kIdDigits) {
    if (typed.size() < kLeastDigits) {
      return Error(Errc::kInvalid,
                   fmt::format("'{}' is too short; an article id needs at least {} digits", typed,
                               kLeastDigits));
    }
    const std::string id = CW_TRY(IdByPrefix(AsciiLower(typed)));
    return CW_TRY(LoadArticle(id)).record;
  }
  if (typed.find('.') == std::string_view::npos && typed.find('/') == std::string_view::npos) {
    return Error(Errc::kInvalid,
                 fmt::format("'{}' is no article; use its URL or at least {} digits of its id",
                             EscapeControls(typed), kLeastDigits));
  }
  const std::string id = CW_TRY(IdByUrl(typed));
  return CW_TRY(LoadArticle(id)).record;
}

// --- what was erased -----------------------------------------------------------------------------

Result<std::optional<Erasure>> DiskStore::GetErasure(std::string_view article_id,
                                                     std::uint32_t number) const {
  std::optional<StoredErasure> stored = CW_TRY(ReadErasure(*engine_, article_id, number));
  return stored ? std::optional(std::move(stored->erasure)) : std::nullopt;
}

Result<std::vector<Erasure>> DiskStore::Erasures(std::string_view article_id) const {
  std::vector<Erasure> erasures;
  for (StoredErasure& stored : CW_TRY(ReadErasures(*engine_, article_id))) {
    erasures.push_back(std::move(stored.erasure));
  }
  return erasures;
}

// The erased version that this page is, whatever is read from it today: of an article whose
// versions were all erased any page, else the very bytes that were. 0: none.
Result<std::uint32_t> DiskStore::ErasedInstead(const StoredArticle& article,
                                               const Page& page) const {
  const std::vector<StoredErasure> erased = CW_TRY(ReadErasures(*engine_, article.record.id));
  if (!erased.empty() && erased.size() == article.record.versions) {
    return LatestOf(*this, article.record);
  }
  const std::string hash = erased.empty() ? "" : TaggedHex(Sha256(page.body));
  const auto same = std::find_if(erased.begin(), erased.end(), [&](const StoredErasure& one) {
    return one.erasure.raw_hash == hash;
  });
  return same == erased.end() ? 0 : same->erasure.number;
}

Result<bool> DiskStore::IsErasedBody(const std::string& raw_hash) const {
  return CW_TRY(engine_->Get(Family::kIndex, keys::Withheld(raw_hash))) == kErasedBody;
}

}  // namespace claimwatch
