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

}  // namespace

Status DiskStore::PutSketch(Turn& turn, std::string_view article_id, const Article& text) const {
  const Sketch now = SketchOf(text);
  const Sketch before = CW_TRY(ReadSketch(*engine_, article_id));
  if (now != before) {
    ReplaceSketch(turn.batch, article_id, before, now);
  }
  return Ok();
}

Result<std::vector<TextCopy>> DiskStore::CopiesOf(const Sketch& sketch, double from) const {
  std::set<std::string> ids;
  for (const std::uint64_t hash : KeysOf(sketch)) {
    const std::string prefix = keys::Alikes(hash);
    std::size_t count = 0;
    CW_TRY(engine_->Scan(Family::kIndex, prefix, "", [&](std::string_view key, std::string_view) {
      ids.emplace(key.substr(prefix.size()));
      return ++count < kMostAlike;
    }));
  }
  std::vector<TextCopy> copies;
  for (const std::string& id : ids) {
    const double likeness = Likeness(sketch, CW_TRY(ReadSketch(*engine_, id)));
    if (likeness >= from) {
      copies.push_back({CW_TRY(LoadArticle(id)).record, likeness});
    }
  }
  return copies;
}

Result<std::vector<TextCopy>> DiskStore::Copies(std::string_view article_id) const {
  const Sketch own = CW_TRY(ReadSketch(*engine_, article_id));
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
