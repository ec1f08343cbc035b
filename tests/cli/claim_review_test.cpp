// Articles and claims in the words of schema.org, and in no other words.
#include "cli/claim_review.h"

#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

// Of schema.org's vocabulary (release 28), the properties of the types we write, those inherited
// among them, as far as we write them.
const std::map<std::string, std::set<std::string>>& Vocabulary() {
  static const std::map<std::string, std::set<std::string>> table = {
      {"NewsArticle",
       {"exampleOfWork", "workExample", "version", "url", "headline", "inLanguage", "datePublished",
        "dateModified", "author", "correction", "articleBody", "encoding", "identifier",
        "publisher"}},
      {"Claim", {"identifier", "text", "about", "firstAppearance", "appearance"}},
      {"ClaimReview",
       {"creativeWorkStatus", "claimReviewed", "itemReviewed", "reviewAspect", "reviewBody"}},
      {"MediaObject", {"contentUrl", "sha256", "dateCreated"}},
      {"CorrectionComment", {"text"}},
      {"Person", {"name"}},
      {"Organization", {"name"}},
      {"Thing", {"name"}}};
  return table;
}

// Every object below `json` has a type, and only properties that schema.org gives that type.
void ExpectOnlyKnownWords(const Json& json) {
  for (const Json& item : json.Items()) {
    ExpectOnlyKnownWords(item);
  }
  if (!json.IsObject()) {
    return;
  }
  const std::string type(json["@type"].AsString());
  const auto known = Vocabulary().find(type);
  ASSERT_NE(known, Vocabulary().end()) << "type '" << type << "' in " << json.Dump();
  for (const auto& [name, value] : json.Members()) {
    EXPECT_TRUE(name.starts_with('@') || known->second.contains(name)) << type << "." << name;
    ExpectOnlyKnownWords(value);
  }
}

Version TextOf(std::uint32_t number, const std::string& sentence) {
  Version version;
  version.article_id = "00112233aabbccdd";
  version.number = number;
  version.retrieved = ParseTime("2025-06-20T04:00:00Z").value();
  version.raw_hash = "sha256:ab" + std::to_string(number);
  version.article.url = "http://a.example/x";
  version.article.title = "Leaders meet";
  version.article.language = "en";
  version.article.authors = {"Ann Reporter"};
  version.article.published = version.retrieved;
  version.article.modified = version.retrieved;
  version.article.correction_note = "An earlier version was wrong.";
  version.article.paragraphs = {sentence};
  return version;
}

ClaimRecord ClaimOf(FindingType type) {
  ClaimRecord claim;
  claim.fingerprint = "sha256:c1a1";
  claim.topic = "summit";
  claim.type = type;
  claim.sentence = "China gives 30,000 places.";
  claim.sightings = {{"00112233aabbccdd", 2, "https://a.example/x", "steppe", Time{}},
                     {"ffff2233aabbccdd", 1, "https://b.example/y", "herald", Time{}}};
  return claim;
}

ClaimGraph SomeGraph() {
  ArticleRecord article;
  article.id = "00112233aabbccdd";
  article.url = "https://a.example/x";
  article.title = "Leaders meet";
  article.language = "en";
  article.source = "steppe";
  article.published = ParseTime("2025-06-20T04:00:00Z").value();
  ClaimGraph graph;
  graph.Add(article,
            {TextOf(1, "China gives 3,000 places."), TextOf(2, "China gives 30,000 places.")});
  return graph;
}

TEST(ClaimGraph, EveryWordIsOneOfSchemaOrg) {
  ClaimGraph graph = SomeGraph();
  graph.Add(ClaimOf(FindingType::kChangedFigure),
            Json::Of({{"reason", "ten times as many"},
                      {"against", "baseline"},
                      {"baseline_sentence", "China gives 3,000 places."}}));
  const Json document = graph.Document();
  EXPECT_EQ(document["@context"].AsString(), "https://schema.org");
  ASSERT_EQ(document["@graph"].Items().size(), 3U);
  ExpectOnlyKnownWords(document["@graph"]);
}

TEST(ClaimGraph, AnArticleHasItsVersionsAndTheHashOfWhatTheyWereReadFrom) {
  const Json document = SomeGraph().Document();
  const Json& article = document["@graph"].Items().at(0);
  EXPECT_EQ(article["url"].AsString(), "http://a.example/x") << "as it came";
  const Json& second = article["workExample"].Items().at(1);
  EXPECT_EQ(second["version"].AsString(), "2");
  EXPECT_EQ(second["articleBody"].AsString(), "China gives 30,000 places.");
  EXPECT_EQ(second["encoding"]["sha256"].AsString(), "ab2");
  EXPECT_EQ(second["exampleOfWork"]["@id"].AsString(), article["@id"].AsString());
}

TEST(ClaimGraph, AClaimNamesWhereItAppearedFirstAndSince) {
  ClaimGraph graph = SomeGraph();
  graph.Add(ClaimOf(FindingType::kNewClaim), Json());
  const Json document = graph.Document();
  const Json& claim = document["@graph"].Items().at(1);
  const Json& second = document["@graph"].Items().at(0)["workExample"].Items().at(1);
  EXPECT_EQ(claim["firstAppearance"]["@id"].AsString(), second["@id"].AsString());
  ASSERT_EQ(claim["appearance"].Items().size(), 2U);
  EXPECT_EQ(claim["appearance"].Items()[1]["url"].AsString(), "https://b.example/y")
      << "of an article that is not in the graph its address is told";
}

TEST(ClaimGraph, AReviewIsADraftWithoutARating) {
  ClaimGraph graph = SomeGraph();
  graph.Add(ClaimOf(FindingType::kChangedFigure),
            Json::Of({{"reason", "ten times as many"},
                      {"against", "baseline"},
                      {"baseline_sentence", "China gives 3,000 places."}}));
  const Json document = graph.Document();
  const Json& review = document["@graph"].Items().at(2);
  EXPECT_EQ(review["creativeWorkStatus"].AsString(), "Draft");
  EXPECT_EQ(review["itemReviewed"]["@id"].AsString(),
            document["@graph"].Items().at(1)["@id"].AsString());
  EXPECT_EQ(review["reviewBody"].AsString(),
            "ten times as many\nBaseline: China gives 3,000 places.");
  EXPECT_FALSE(review.Has("reviewRating"));
}

TEST(ClaimGraph, WhatIsNoClaimOrIsSeenElsewhereOnlyIsLeftOut) {
  const ClaimGraph graph = SomeGraph();
  EXPECT_TRUE(graph.Concerns(ClaimOf(FindingType::kChangedFigure)));
  EXPECT_FALSE(graph.Concerns(ClaimOf(FindingType::kRemovedArticle)));
  EXPECT_FALSE(graph.Concerns(ClaimOf(FindingType::kOmittedClaim)));
  ClaimRecord elsewhere = ClaimOf(FindingType::kChangedFigure);
  elsewhere.sightings.erase(elsewhere.sightings.begin());
  EXPECT_FALSE(graph.Concerns(elsewhere));
}

TEST(ClaimGraph, ASilentFindingIsAClaimAndNeedsNoReview) {
  ClaimGraph graph = SomeGraph();
  graph.Add(ClaimOf(FindingType::kReworded), Json());
  EXPECT_EQ(graph.Document()["@graph"].Items().size(), 2U);
}

}  // namespace
}  // namespace claimwatch
