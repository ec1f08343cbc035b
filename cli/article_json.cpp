#include "cli/article_json.h"

namespace claimwatch {
namespace {

Json TimeOrNull(const std::optional<Time>& time) {
  return time ? Json(FormatTime(*time)) : Json();
}

}  // namespace

Json ArticleRecordJson(const ArticleRecord& record) {
  return Json::Of({{"id", record.id},
                   {"url", record.url},
                   {"other_urls", Json::Texts(record.other_urls)},
                   {"source", record.source},
                   {"title", record.title},
                   {"language", record.language},
                   {"versions", std::uint64_t{record.versions}},
                   {"published", TimeOrNull(record.published)},
                   {"first_seen", FormatTime(record.first_seen)},
                   {"last_seen", FormatTime(record.last_seen)},
                   {"last_changed", FormatTime(record.last_changed)},
                   {"gone", record.gone}});
}

Json VersionJson(const Version& version, WithText with_text) {
  const Article& article = version.article;
  Json json = Json::Of({{"article", version.article_id},
                        {"version", std::uint64_t{version.number}},
                        {"retrieved", FormatTime(version.retrieved)},
                        {"last_seen", FormatTime(version.last_seen)},
                        {"source", version.source},
                        {"url", article.url},
                        {"title", article.title},
                        {"byline", article.Byline()},
                        {"published", TimeOrNull(article.published)},
                        {"modified", TimeOrNull(article.modified)},
                        {"language", article.language},
                        {"extractor", article.extractor},
                        {"quality", article.quality.score},
                        {"raw_hash", version.raw_hash},
                        {"text_hash", version.text_hash},
                        {"capture", version.capture_id}});
  if (with_text == WithText::kYes) {
    json.Set("text", article.Text()).Set("paragraphs", Json::Texts(article.paragraphs));
  }
  return json;
}

std::optional<ImportMark> ImportOf(const Store& store, const Version& version) {
  if (version.source != kImportSource) {
    return std::nullopt;
  }
  const Result<Capture> capture = store.GetCapture(version.capture_id);
  return capture.ok() ? ImportMarkOf(capture->page) : std::nullopt;
}

Json VersionJson(const Store& store, const Version& version, WithText with_text) {
  Json json = VersionJson(version, with_text);
  if (const std::optional<ImportMark> mark = ImportOf(store, version)) {
    json.Set("imported", FormatTime(mark->when)).Set("imported_from", mark->from);
  }
  return json;
}

Json ClaimJson(const ClaimRecord& claim) {
  Json sightings = Json::MakeArray();
  for (const Sighting& sighting : claim.sightings) {
    sightings.Push(Json::Of({{"article", sighting.article_id},
                             {"version", std::uint64_t{sighting.version}},
                             {"url", sighting.url},
                             {"source", sighting.source},
                             {"seen", FormatTime(sighting.seen)}}));
  }
  return Json::Of({{"fingerprint", claim.fingerprint},
                   {"topic", claim.topic},
                   {"type", FindingTypeName(claim.type)},
                   {"sentence", claim.sentence},
                   {"key", claim.key},
                   {"first_seen", FormatTime(claim.first_seen)},
                   {"last_seen", FormatTime(claim.last_seen)},
                   {"occurrences", claim.occurrences},
                   {"alert", claim.alert_sequence},
                   {"sightings", std::move(sightings)}});
}

}  // namespace claimwatch
