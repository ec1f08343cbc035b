#include "cli/claim_review.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace claimwatch {
namespace {

// Findings about what an article no longer says or never said, or about a source: no claims.
constexpr std::array<FindingType, 6> kNoClaims = {
    FindingType::kOmittedFigure,  FindingType::kOmittedClaim, FindingType::kHeadlineChanged,
    FindingType::kRemovedArticle, FindingType::kReverted,     FindingType::kSourceDegraded};

constexpr std::size_t kTag = std::string_view("sha256:").size();

std::string ArticleName(std::string_view id) {
  return fmt::format("urn:x-claimwatch:article:{}", id);
}

std::string VersionName(std::string_view id, std::uint32_t number) {
  return fmt::format("urn:x-claimwatch:article:{}:{}", id, number);
}

std::string HexOf(std::string_view tagged_hash) {
  return std::string(tagged_hash.starts_with("sha256:") ? tagged_hash.substr(kTag) : tagged_hash);
}

Json Typed(std::string_view type) {
  return Json::Of({{"@type", type}});
}

Json Named(std::string_view type, std::string_view name) {
  return Json::Of({{"@type", type}, {"name", name}});
}

Json Reference(std::string_view type, const std::string& id) {
  return Json::Of({{"@type", type}, {"@id", id}});
}

void SetIfAny(Json& json, std::string_view key, std::string_view text) {
  if (!text.empty()) {
    json.Set(key, text);
  }
}

void SetIfAny(Json& json, std::string_view key, const std::optional<Time>& time) {
  if (time) {
    json.Set(key, FormatTime(*time));
  }
}

// The response that a version was read from. A media object's date is that of the file: of the
// fetch.
Json ResponseOf(const Version& version) {
  return Typed("MediaObject")
      .Set("contentUrl", version.article.url)
      .Set("sha256", HexOf(version.raw_hash))
      .Set("dateCreated", FormatTime(version.retrieved));
}

Json VersionNode(const Version& version) {
  const Article& text = version.article;
  Json node = Reference("NewsArticle", VersionName(version.article_id, version.number));
  node.Set("exampleOfWork", Reference("NewsArticle", ArticleName(version.article_id)))
      .Set("version", std::to_string(version.number))
      .Set("url", text.url)
      .Set("headline", text.title);
  SetIfAny(node, "inLanguage", text.language);
  SetIfAny(node, "datePublished", text.published);
  SetIfAny(node, "dateModified", text.modified);
  if (!text.authors.empty()) {
    Json authors = Json::MakeArray();
    for (const std::string& author : text.authors) {
      authors.Push(Named("Person", author));
    }
    node.Set("author", std::move(authors));
  }
  if (!text.correction_note.empty()) {
    node.Set("correction", Typed("CorrectionComment").Set("text", text.correction_note));
  }
  node.Set("articleBody", text.Text());
  return node.Set("encoding", ResponseOf(version));
}

// The draft of a review. A person gives it a rating, signs and publishes it.
Json ReviewOf(const ClaimRecord& claim, const std::string& claim_id, const Json& finding) {
  Json review = Reference("ClaimReview", claim_id + ":review");
  review.Set("creativeWorkStatus", "Draft")
      .Set("claimReviewed", claim.sentence)
      .Set("itemReviewed", Reference("Claim", claim_id));
  SetIfAny(review, "reviewAspect", FindingTypeName(claim.type));
  std::string body(finding["reason"].AsString());
  if (const std::string_view other = finding["baseline_sentence"].AsString(); !other.empty()) {
    const bool previous = finding["against"].AsString() == "previous";
    body += fmt::format("{}{}: {}", body.empty() ? "" : "\n",
                        previous ? "Previous version" : "Baseline", other);
  }
  SetIfAny(review, "reviewBody", body);
  return review;
}

}  // namespace

void ClaimGraph::Add(const ArticleRecord& article, const std::vector<Version>& versions) {
  versions_[article.id] = static_cast<std::uint32_t>(versions.size());
  Json node = Reference("NewsArticle", ArticleName(article.id));
  node.Set("identifier", article.id)
      .Set("url", versions.empty() ? article.url : versions.back().article.url)
      .Set("headline", article.title)
      .Set("publisher", Named("Organization", article.source));
  SetIfAny(node, "inLanguage", article.language);
  SetIfAny(node, "datePublished", article.published);
  Json examples = Json::MakeArray();
  for (const Version& version : versions) {
    examples.Push(VersionNode(version));
  }
  node.Set("workExample", std::move(examples));
  nodes_.Push(std::move(node));
}

bool ClaimGraph::Concerns(const ClaimRecord& claim) const {
  const bool is_claim =
      std::find(kNoClaims.begin(), kNoClaims.end(), claim.type) == kNoClaims.end();
  return is_claim && std::any_of(claim.sightings.begin(), claim.sightings.end(),
                                 [this](const Sighting& sighting) {
                                   return versions_.contains(sighting.article_id);
                                 });
}

Json ClaimGraph::Appearance(const Sighting& sighting) const {
  const auto known = versions_.find(sighting.article_id);
  const bool here = known != versions_.end() && sighting.version <= known->second;
  Json node = Reference("NewsArticle", VersionName(sighting.article_id, sighting.version));
  return here ? node
              : node.Set("url", sighting.url)
                    .Set("publisher", Named("Organization", sighting.source));
}

void ClaimGraph::Add(const ClaimRecord& claim, const Json& finding) {
  const std::string id = "urn:x-claimwatch:claim:" + HexOf(claim.fingerprint);
  Json appearances = Json::MakeArray();
  for (const Sighting& sighting : claim.sightings) {
    appearances.Push(Appearance(sighting));
  }
  Json node = Reference("Claim", id);
  node.Set("identifier", claim.fingerprint)
      .Set("text", claim.sentence)
      .Set("about", Named("Thing", claim.topic))
      .Set("firstAppearance", Appearance(claim.sightings.front()))
      .Set("appearance", std::move(appearances));
  nodes_.Push(std::move(node));
  if (!IsSilent(claim.type)) {
    nodes_.Push(ReviewOf(claim, id, finding));
  }
}

Json ClaimGraph::Document() const {
  return Json::Of({{"@context", "https://schema.org"}, {"@graph", nodes_}});
}

}  // namespace claimwatch
