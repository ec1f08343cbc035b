// Which articles print the same text: each keeps a sketch of its latest version, and the smallest
// hashes of the sketch lead back to the article.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "storage/disk_store.h"
#include "storage/keys.h"
#include "storage/sketch.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostAlike = 2'000;  // articles compared for one hash

std::size_t KeysOf(const Sketch& sketch) {
  return std::min(sketch.size(), kSketchKeys);
}

}  // namespace

Result<Sketch> DiskStore::LoadSketch(std::string_view article_id) const {
  const std::optional<std::string> bytes =
      CW_TRY(engine_->Get(Family::kIndex, keys::Sketch(article_id)));
  return bytes ? DecodeSketch(*bytes) : Sketch();
}

Status DiskStore::PutSketch(Turn& turn, std::string_view article_id, const Article& text) const {
  const Sketch now = SketchOf(text);
  const Sketch before = CW_TRY(LoadSketch(article_id));
  if (now == before) {
    return Ok();
  }
  for (std::size_t i = 0; i < KeysOf(before); ++i) {
    turn.batch.Delete(Family::kIndex, keys::Alike(before[i], article_id));
  }
  for (std::size_t i = 0; i < KeysOf(now); ++i) {
    turn.batch.Put(Family::kIndex, keys::Alike(now[i], article_id), "");
  }
  turn.batch.Put(Family::kIndex, keys::Sketch(article_id), EncodeSketch(now));
  return Ok();
}

Result<std::vector<TextCopy>> DiskStore::CopiesOf(const Sketch& sketch, double from) const {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < KeysOf(sketch); ++i) {
    const std::string prefix = keys::Alikes(sketch[i]);
    std::size_t count = 0;
    CW_TRY(engine_->Scan(Family::kIndex, prefix, "", [&](std::string_view key, std::string_view) {
      ids.emplace(key.substr(prefix.size()));
      return ++count < kMostAlike;
    }));
  }
  std::vector<TextCopy> copies;
  for (const std::string& id : ids) {
    const double likeness = Likeness(sketch, CW_TRY(LoadSketch(id)));
    if (likeness >= from) {
      copies.push_back({CW_TRY(LoadArticle(id)).record, likeness});
    }
  }
  return copies;
}

Result<std::vector<TextCopy>> DiskStore::Copies(std::string_view article_id) const {
  const Sketch own = CW_TRY(LoadSketch(article_id));
  std::vector<TextCopy> copies = CW_TRY(CopiesOf(own, kCopyFrom));
  if (copies.empty()) {
    copies.push_back({CW_TRY(LoadArticle(article_id)).record, 1});  // too short for a sketch
  }
  std::sort(copies.begin(), copies.end(), [](const TextCopy& a, const TextCopy& b) {
    return std::tie(a.article.first_seen, a.article.id) <
           std::tie(b.article.first_seen, b.article.id);
  });
  return copies;
}

}  // namespace claimwatch
