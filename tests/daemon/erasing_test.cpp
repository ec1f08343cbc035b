// Erasing as the daemon orders it: its own records and its index forget the words too.
#include "daemon/erasing.h"

#include <gmock/gmock.h>

#include "core/clock.h"
#include "daemon/doubts.h"
#include "daemon/flood.h"
#include "daemon/orders.h"
#include "daemon/record_names.h"
#include "daemon/search_index.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "storage/erasure.h"
#include "storage/store.h"
#include "tests/daemon/proposal_samples.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kUrl = "https://herald.example/astana";

class ErasingOrders : public ::testing::Test {
 protected:
  ErasingOrders() {
    Article article = SummitVersion().article;
    article.url = kUrl;
    Page page;
    page.url = page.requested = Url::Parse(kUrl).value();
    page.body = article.Text();
    page.fetched = Noon();
    id_ = store_->Append(page, article, {}).value().article_id;
    Proposal proposal = NumberedProposal(1);
    proposal.alert->record.Edit("claimwatch").Edit("article").Set("id", id_);
    proposal.alert->record.Edit("claimwatch").Edit("article").Edit("version").Set("number", 1);
    store_->Conclude(id_, 1, {std::move(proposal)}, Noon()).value();
  }

  Result<Json> Give(Trust trust = Trust::kOwner) {
    const Json order = Json::Of({{"verb", "erase"},
                                 {"article", id_},
                                 {"versions", Json(Json::Array{1})},
                                 {"by", "anna"},
                                 {"why", "a court said so"}});
    return CarryOut(order, trust, {*store_, clock_, {}, {}, {}});
  }

  std::string StateOf(const std::string& key) const { return store_->GetState(key)->value_or(""); }

  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  std::string id_;
};

TEST_F(ErasingOrders, ABlankedAlertIsAnAlertBySchema) {
  const std::string sentence(
      store_->FindAlert("1")->record.At("claimwatch.evidence.sentence.text").AsString());
  ASSERT_FALSE(sentence.empty());
  ASSERT_TRUE(Give().ok());
  const Json blank = store_->FindAlert("1")->record;
  EXPECT_EQ(AlertComplaints(blank), "");
  EXPECT_THAT(blank.Dump(), Not(HasSubstr(sentence)));
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
}

TEST_F(ErasingOrders, OnlyTheOwnerMay) {
  EXPECT_EQ(Give(Trust::kMember).error().code(), Errc::kRefused);
  EXPECT_TRUE(store_->GetVersion(id_, 1).ok());
}

TEST_F(ErasingOrders, WithoutAReasonNothingIsErased) {
  ErasureOrder order;
  order.article_id = id_;
  order.numbers = {1};
  order.by = "anna";
  order.reason = "  ";
  EXPECT_EQ(EraseVersions(*store_, order).error().code(), Errc::kInvalid);
}

TEST_F(ErasingOrders, WhatWaitsForADigestLosesItsWords) {
  const Alert alert = store_->FindAlert("1").value();
  ASSERT_TRUE(HoldBack(*store_, "mail", alert, Noon(), "many").ok());
  const std::string said(alert.record["message"].AsString());
  const auto held = [&] {
    return store_->States(kHeldKey)->front().value;
  };
  ASSERT_THAT(Json::Parse(held()).value()["sentence"].AsString(), said);
  ASSERT_TRUE(Give().ok());
  EXPECT_EQ(Json::Parse(held()).value()["sentence"].AsString(), "(erased)");
}

TEST_F(ErasingOrders, TheFeedsEntryLosesItsTitle) {
  const std::string key = std::string(kEntryKey) + ArticleName(Url::Parse(kUrl).value());
  const std::string title = store_->GetVersion(id_, 1)->article.title;
  ASSERT_TRUE(store_->PutState({{key, Json::Of({{"url", kUrl}, {"title", title}}).Dump()}}).ok());
  ASSERT_TRUE(Give().ok());
  EXPECT_THAT(StateOf(key), Not(HasSubstr(title)));
  EXPECT_THAT(StateOf(key), HasSubstr(kUrl));
}

TEST_F(ErasingOrders, AWallBeforeAnErasedArticleIsNotKept) {
  const Config config;
  Doubts doubts(*store_, config);
  Page wall;
  wall.url = wall.requested = Url::Parse(kUrl).value();
  wall.body = "the first lines, and a wall";
  const auto refused_for = [&](const std::string& reason) {
    EXPECT_TRUE(doubts.Refuse("a", wall, reason, Noon()).ok());
    return Json::Parse(StateOf("doubt/a")).value()["capture"].AsString() != "";
  };
  EXPECT_TRUE(refused_for("a wall"));
  ASSERT_TRUE(Give().ok());
  EXPECT_FALSE(refused_for("another wall"));
  EXPECT_THAT(StateOf("doubt/a"), HasSubstr("another wall"));
}

TEST_F(ErasingOrders, ABaselineMadeOfErasedBytesIsSaidInWords) {
  Page page;
  page.url = page.requested = Url::Parse(kUrl).value();
  page.body = SummitVersion().article.Text();
  ASSERT_TRUE(Give().ok());
  const std::string capture = store_->KeepCapture(page).value();
  const Json record = Json::Of({{"url", kUrl}, {"capture", capture}});
  ASSERT_TRUE(store_->PutState({{"baseline/herald", record.Dump()}}).ok());
  Config config;
  BaselineConfig baseline;
  baseline.id = "herald";
  baseline.url = kUrl;
  config.topics.emplace_back().baselines.push_back(baseline);
  const Error error = LoadTopics(config, *store_, clock_, *MakeParser()).error();
  EXPECT_EQ(error.code(), Errc::kConfig);
  EXPECT_THAT(error.message(), HasSubstr("erased"));
  EXPECT_THAT(error.message(), HasSubstr("give the baseline as a file"));
}

TEST_F(ErasingOrders, TheIndexForgetsItsTerms) {
  ASSERT_TRUE(CompleteIndex(*store_, {}).ok());
  const std::vector<std::string> terms = NewTerms(nullptr, store_->GetVersion(id_, 1)->article);
  ASSERT_FALSE(store_->FindTerm(terms.front())->empty());
  ASSERT_TRUE(Give().ok());
  for (const std::string& term : terms) {
    EXPECT_THAT(store_->FindTerm(term).value(), IsEmpty()) << term;
  }
}

}  // namespace
}  // namespace claimwatch::testing
