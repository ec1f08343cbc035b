#include "storage/erasure.h"

#include <fmt/format.h>

#include "core/text.h"
#include "storage/chain.h"
#include "storage/codec.h"
#include "storage/engine.h"
#include "storage/keys.h"

namespace claimwatch {
namespace {

constexpr std::uint8_t kFormat = 1;

}  // namespace

std::string ErasedWords(const Erasure& erasure) {
  return fmt::format("erased on {} by {} because {}", FormatTime(erasure.when),
                     EscapeControls(erasure.by), EscapeControls(erasure.reason));
}

Result<std::optional<Version>> UnlessErased(const Store& store, std::string_view article_id,
                                            std::uint32_t number, Result<Version> version) {
  if (!version.ok() && version.error().code() == Errc::kNotFound &&
      CW_TRY(store.GetErasure(article_id, number))) {
    return std::optional<Version>();
  }
  return std::optional<Version>(CW_TRY(std::move(version)));
}

std::string Encode(const StoredErasure& stored) {
  const Erasure& erasure = stored.erasure;
  RecordWriter out(kFormat);
  out.Text(erasure.article_id).Number(erasure.number).When(erasure.when);
  out.Text(erasure.reason).Text(erasure.by).When(erasure.retrieved).Text(erasure.source);
  out.Text(erasure.raw_hash).Text(erasure.text_hash).Text(erasure.capture_id);
  out.Number(stored.sequence).Hash(stored.version_leaf).Hash(stored.previous);
  out.Number(stored.alerts.size());
  for (const BlankedAlert& alert : stored.alerts) {
    out.Number(alert.sequence).Text(alert.leaf).Hash(alert.blank);
  }
  return std::move(out).Take();
}

Result<StoredErasure> DecodeErasure(std::string_view bytes) {
  RecordReader in(bytes, kFormat);
  StoredErasure stored;
  Erasure& erasure = stored.erasure;
  erasure.article_id = in.Text();
  erasure.number = in.Small();
  erasure.when = in.When();
  erasure.reason = in.Text();
  erasure.by = in.Text();
  erasure.retrieved = in.When();
  erasure.source = in.Text();
  erasure.raw_hash = in.Text();
  erasure.text_hash = in.Text();
  erasure.capture_id = in.Text();
  stored.sequence = in.Number();
  stored.version_leaf = in.Hash();
  stored.previous = in.Hash();
  const std::size_t alerts = in.Count();
  for (std::size_t i = 0; i < alerts; ++i) {
    BlankedAlert alert;
    alert.sequence = in.Number();
    alert.leaf = in.Text();
    alert.blank = in.Hash();
    stored.alerts.push_back(std::move(alert));
  }
  return Checked(in, std::move(stored), "erasure");
}

Digest LeafOf(const StoredErasure& stored) {
  return LeafHash(Encode(stored));
}

std::string Encode(const ErasureEnd& end) {
  RecordWriter out(kFormat);
  out.Number(end.count).Hash(end.leaf);
  return std::move(out).Take();
}

Result<ErasureEnd> ReadErasureEnd(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kErased));
  if (!bytes) {
    return ErasureEnd();
  }
  RecordReader in(*bytes, kFormat);
  ErasureEnd end;
  end.count = in.Number();
  end.leaf = in.Hash();
  return Checked(in, end, "end of the erasures");
}

Result<std::optional<StoredErasure>> ReadErasure(const Engine& engine, std::string_view article_id,
                                                 std::uint32_t number) {
  const std::optional<std::string> bytes =
      CW_TRY(engine.Get(Family::kIndex, keys::Erasure(article_id, number)));
  if (!bytes) {
    return std::optional<StoredErasure>();
  }
  return std::optional<StoredErasure>(CW_TRY(DecodeErasure(*bytes)));
}

Result<std::vector<StoredErasure>> ReadErasures(const Engine& engine, std::string_view article_id) {
  std::vector<StoredErasure> all;
  Status failed;
  CW_TRY(engine.Scan(Family::kIndex, keys::Erasures(article_id), "",
                     [&](std::string_view, std::string_view value) {
                       Result<StoredErasure> stored = DecodeErasure(value);
                       if (!stored.ok()) {
                         failed = stored.error();
                         return false;
                       }
                       all.push_back(std::move(stored).value());
                       return true;
                     }));
  CW_TRY(failed);
  return all;
}

}  // namespace claimwatch
