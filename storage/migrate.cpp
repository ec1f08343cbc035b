#include "storage/migrate.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/log.h"
#include "storage/keys.h"
#include "storage/packed.h"
#include "storage/records.h"
#include "storage/sketch.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAtOnce = 500;  // articles a batch

// One article's part of a step.
using Move = Status (*)(const Engine& engine, const StoredArticle& article, Batch& batch);

struct Step {
  std::uint32_t to = 0;
  Move move = nullptr;  // nullptr: what is there stays as it is, only older programs cannot read on
};

Status AddSketch(const Engine& engine, const StoredArticle& article, Batch& batch) {
  const std::string& id = article.record.id;
  const Result<std::string> bytes =
      ReadPacked(engine, Family::kVersions, keys::Version(id, article.record.versions));
  const Result<StoredVersion> version =
      bytes.ok() ? DecodeVersion(*bytes) : Result<StoredVersion>(bytes.error());
  if (!version.ok()) {
    // Damage is for `verify` to tell; it must not keep a store from being opened.
    LogWarning("store: article {}: no sketch of its text: {}", id, version.error().message());
    return Ok();
  }
  ReplaceSketch(batch, id, {}, SketchOf(version->version.article));
  return Ok();
}

// In the order of their numbers, one after the other.
constexpr std::array<Step, 2> kSteps = {{{2, &AddSketch}, {3, nullptr}}};

// The records after `from`, as much of them as one batch takes; `last` is the key of the last one.
Result<std::vector<StoredArticle>> Next(const Engine& engine, const std::string& from) {
  std::vector<StoredArticle> articles;
  Status failed;
  CW_TRY(engine.Scan(Family::kIndex, keys::kArticles, from,
                     [&](std::string_view key, std::string_view value) {
                       if (key == from) {
                         return true;
                       }
                       Result<StoredArticle> article = DecodeArticle(value);
                       if (!article.ok()) {
                         failed = article.error().At(std::string(key.substr(1)));
                         return false;
                       }
                       articles.push_back(std::move(article).value());
                       return articles.size() < kAtOnce;
                     }));
  CW_TRY(failed);
  return articles;
}

// The step that was interrupted, by the number it goes to (0: none was), and the last key it did.
Result<std::pair<std::uint32_t, std::string>> Resumed(const Engine& engine) {
  constexpr std::size_t kMark = 4;
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kMigrating));
  if (!bytes || bytes->size() < kMark) {
    return std::pair<std::uint32_t, std::string>();
  }
  return std::pair(keys::ReadBigEndian32(std::string_view(*bytes).substr(0, kMark)),
                   bytes->substr(kMark));
}

Status Run(Engine& engine, const Step& step) {
  std::string from = CW_TRY(Resumed(engine)).second;
  for (bool more = true; more;) {
    const std::vector<StoredArticle> articles = CW_TRY(Next(engine, from));
    Batch batch;
    for (const StoredArticle& article : articles) {
      CW_TRY(step.move(engine, article, batch));
      from = keys::Article(article.record.id);
    }
    more = articles.size() == kAtOnce;
    if (more) {
      batch.Put(Family::kIndex, std::string(keys::kMigrating), keys::BigEndian32(step.to) + from);
    } else {
      batch.Delete(Family::kIndex, std::string(keys::kMigrating));
    }
    CW_TRY(engine.Write(batch));
  }
  return Ok();
}

}  // namespace

Result<std::uint32_t> ReadSchema(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kSchema));
  const std::uint32_t schema = bytes ? keys::ReadBigEndian32(*bytes) : 0;
  if (schema > kSchema) {
    return Error(Errc::kUnsupported,
                 fmt::format("written by a newer claimwatch (schema {}, this one knows {}); "
                             "upgrade claimwatch, or restore a backup of schema {}",
                             schema, kSchema, kSchema));
  }
  return schema;
}

Status Migrate(Engine& engine, const fs::path& dir, std::uint32_t schema) {
  const std::uint32_t resumed = CW_TRY(Resumed(engine)).first;
  for (const Step& step : kSteps) {
    if (step.to <= schema && step.to != resumed) {
      continue;
    }
    if (step.move == nullptr) {
      Batch mark;
      mark.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(step.to));
      CW_TRY(engine.Write(mark));
      continue;
    }
    if (step.to != resumed) {
      if (!dir.empty()) {
        CW_TRY(engine.Checkpoint(dir / fmt::format("before-schema-{}", step.to)));
      }
      Batch mark;
      mark.Put(Family::kIndex, std::string(keys::kMigrating), keys::BigEndian32(step.to));
      mark.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(step.to));
      CW_TRY(engine.Write(mark));
    }
    LogInfo("store {}: from schema {} to {}", dir.string(), step.to - 1, step.to);
    CW_TRY(Run(engine, step));
  }
  return Ok();
}

}  // namespace claimwatch
