// What goes when, and that the store is whole afterwards.
#include "storage/retention.h"

#include <thread>

#include <gmock/gmock.h>

#include "storage/keys.h"
#include "storage/migrate.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUrl = "https://herald.example/astana";

class Keeping : public ::testing::Test {
 protected:
  // Four versions of minutes 1 to 4, each with an alert of minute 0 of the samples.
  Keeping() {
    const auto store = Store::Open(dir_).value();
    for (int i = 1; i <= 4; ++i) {
      id_ = Fetch(*store, kUrl, "text " + std::to_string(i), i)->article_id;
      store
          ->Conclude(id_, static_cast<std::uint32_t>(i),
                     {ProposalOf("claim " + std::to_string(i), id_)}, At(i))
          .value();
    }
  }

  GarbageReport Drop(const Retention& retention) const {
    return CollectGarbage(dir_, retention, Sweep::kDropAndRewrite).value();
  }

  Result<Capture> CaptureOf(const Store& store, std::uint32_t number) const {
    return store.GetCapture(store.GetVersion(id_, number)->capture_id);
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
  std::string id_;
};

TEST_F(Keeping, OldAnswersThatWereNoArticleGoAndNothingElse) {
  std::string young;
  std::string old;
  {
    const auto store = Store::Open(dir_).value();
    old = store->KeepCapture(PageOf("https://a.example/wall", "an old wall", 0)).value();
    young = store->KeepCapture(PageOf("https://a.example/wall", "a young wall", 500)).value();
  }
  const GarbageReport report = Drop({.refused_before = At(100)});
  EXPECT_EQ(report.captures, 1U);
  EXPECT_EQ(report.bodies, 1U);
  const auto store = Store::Open(dir_).value();
  EXPECT_EQ(store->GetCapture(old).error().code(), Errc::kNotFound);
  EXPECT_TRUE(store->GetCapture(young).ok());
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
  for (std::uint32_t number = 1; number <= 4; ++number) {
    EXPECT_TRUE(CaptureOf(*store, number).ok());
  }
}

TEST_F(Keeping, ThePageThatABaselineIsReadFromStays) {
  std::string page;
  {
    const auto store = Store::Open(dir_).value();
    page = store->KeepCapture(PageOf("https://a.example/base", "the baseline", 0)).value();
    ASSERT_TRUE(store->PutState({{"baseline/first", R"({"capture":")" + page + R"("})"}}).ok());
  }
  EXPECT_EQ(Drop({.refused_before = At(100), .raw_before = At(100)}).captures, 0U);
  EXPECT_TRUE(Store::Open(dir_).value()->GetCapture(page).ok());
}

TEST_F(Keeping, ABodyThatAVersionSharesWithAWallStays) {
  {
    const auto store = Store::Open(dir_).value();
    store->KeepCapture(PageOf("https://a.example/wall", CaptureOf(*store, 1)->page.body, 0))
        .value();
  }
  EXPECT_EQ(Drop({.refused_before = At(900)}).bodies, 0U);
  EXPECT_TRUE(CaptureOf(*Store::Open(dir_).value(), 1).ok());
}

TEST_F(Keeping, RawBodiesOfOlderVersionsGoAndTheirTextsAndHashesStay) {
  const GarbageReport report = Drop({.raw_before = At(900)});
  EXPECT_GE(report.raw, 2U) << "all but the latest and what it is packed against";
  const auto store = Store::Open(dir_).value();
  EXPECT_TRUE(CaptureOf(*store, 4).ok()) << "the latest can be read again";
  EXPECT_EQ(CaptureOf(*store, 2).error().code(), Errc::kNotFound);
  EXPECT_EQ(store->GetVersion(id_, 2)->article.paragraphs.front(), "text 2");
  const VerifyReport verified = store->Verify({}).value();
  EXPECT_THAT(verified.problems, IsEmpty());
  EXPECT_EQ(verified.withheld, report.raw);
}

TEST_F(Keeping, ABodyThatIsMissingWithoutAWordIsAProblem) {
  {
    const auto engine = Engine::Open(dir_ / "db").value();
    Batch batch;
    const Status scanned =
        engine->Scan(Family::kBodies, "", "", [&](std::string_view key, std::string_view) {
          batch.Delete(Family::kBodies, std::string(key));
          return true;
        });
    ASSERT_TRUE(scanned.ok());
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  EXPECT_GE(Store::Open(dir_).value()->Verify({})->problem_count, 4U);
}

TEST_F(Keeping, AlertsThatEverySinkHasTakenGoAndTheChainHoldsFromThere) {
  ASSERT_TRUE(Store::Open(dir_).value()->AdvanceCursor("file", 3).ok());
  EXPECT_EQ(Drop({.alerts_before = At(60)}).alerts, 3U) << "the fourth is owed";
  {
    const auto store = Store::Open(dir_).value();
    EXPECT_EQ(store->Alerts({})->front().sequence, 4U);
    EXPECT_THAT(store->FindAlert("3").error().message(), HasSubstr("keep_alerts"));
    EXPECT_THAT(store->Verify({})->problems, IsEmpty());
    id_ = Fetch(*store, kUrl, "text 5", 70)->article_id;
    const auto raised = store->Conclude(id_, 5, {ProposalOf("claim 5", id_)}, At(71)).value();
    EXPECT_EQ(raised.front().sequence, 5U) << "the sequence goes on";
    ASSERT_TRUE(store->AdvanceCursor("file", 5).ok());
  }
  Drop({.alerts_before = At(60)});
  EXPECT_THAT(Store::Open(dir_).value()->Verify({})->problems, IsEmpty());
}

TEST_F(Keeping, ASinkThatWasTakenAwayHoldsNothingBack) {
  {
    const auto store = Store::Open(dir_).value();
    ASSERT_TRUE(store->AdvanceCursor("file", 3).ok());
    ASSERT_TRUE(store->AdvanceCursor("tried for a day", 1).ok());
  }
  EXPECT_EQ(Drop({.alerts_before = At(60)}).alerts, 1U);
  EXPECT_EQ(Drop({.alerts_before = At(60), .sinks = {{"file", "mail"}}}).alerts, 2U);
}

TEST_F(Keeping, YoungAlertsStay) {
  ASSERT_TRUE(Store::Open(dir_).value()->AdvanceCursor("file", 4).ok());
  EXPECT_EQ(Drop({.alerts_before = At(-1)}).alerts, 0U);
}

TEST_F(Keeping, ALookSaysTheSameAndChangesNothing) {
  const Retention all = {
      .refused_before = At(900), .raw_before = At(900), .alerts_before = At(900)};
  const GarbageReport look = CollectGarbage(dir_, all, Sweep::kLook).value();
  EXPECT_EQ(CollectGarbage(dir_, all, Sweep::kLook)->bodies, look.bodies);
  EXPECT_EQ(Store::Open(dir_).value()->Alerts({})->size(), 4U);
  const GarbageReport drop = Drop(all);
  EXPECT_EQ(drop.bodies, look.bodies);
  EXPECT_EQ(drop.raw, look.raw);
  EXPECT_EQ(drop.alerts, look.alerts);
}

TEST_F(Keeping, NothingGoesWithoutAWord) {
  const GarbageReport report = Drop({});
  EXPECT_EQ(report.captures + report.bodies + report.alerts, 0U);
}

// A daemon drops what is old beside its workers, who may be given the same bytes again.
TEST(Sweeping, WhatWritersComeToUseMeanwhileStays) {
  constexpr int kWalls = 3'000;
  const auto store = Store::OpenInMemory().value();
  const auto body = [](int i) {
    return "wall " + std::to_string(i);
  };
  for (int i = 0; i < kWalls; ++i) {
    ASSERT_TRUE(store->KeepCapture(PageOf("https://a.example/wall", body(i), 0)).ok());
  }
  std::vector<std::string> young;
  std::uint64_t dropped = 0;
  {
    const std::jthread writer([&] {
      for (int i = 0; i < kWalls; ++i) {
        const std::string url = "https://b.example/" + std::to_string(i);
        young.push_back(store->KeepCapture(PageOf(url, body(i), 500)).value());
        Fetch(*store, url, body(i), 501).value();
      }
    });
    for (int round = 0; round < 20; ++round) {
      dropped += store
                     ->CollectGarbage({.refused_before = At(100), .raw_before = At(100)},
                                      Sweep::kDrop, std::stop_token())
                     ->captures;
    }
  }
  EXPECT_EQ(dropped, kWalls);
  for (const std::string& id : young) {
    ASSERT_TRUE(store->GetCapture(id).ok()) << id;
  }
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
  EXPECT_EQ(store->GetStatus()->captures, young.size() * 2);
}

TEST_F(Keeping, ASweepThatIsToStopLeavesAWholeStore) {
  const auto store = Store::Open(dir_).value();
  std::stop_source stop;
  stop.request_stop();
  const Retention all = {.refused_before = At(900), .raw_before = At(900)};
  EXPECT_EQ(store->CollectGarbage(all, Sweep::kDropAndRewrite, stop.get_token()).error().code(),
            Errc::kBusy);
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
  EXPECT_GE(store->CollectGarbage(all, Sweep::kDrop, std::stop_token())->raw, 2U);
}

// What an article says now need not be the version stored last.
TEST_F(Keeping, TheBodyOfTheTextThatCameBackForGoodStays) {
  const auto store = Store::Open(dir_).value();
  ASSERT_TRUE(store->MarkReturned(id_, 2, At(9)).ok());
  store->CollectGarbage({.raw_before = At(900)}, Sweep::kDrop, std::stop_token()).value();
  EXPECT_TRUE(CaptureOf(*store, 2).ok());
  EXPECT_FALSE(CaptureOf(*store, 3).ok());
}

TEST(Sweeping, AStoreWithoutVersionsIsWholeAfterwards) {
  const TempFolder folder;
  Store::Open(folder.path()).value();
  ASSERT_TRUE(CollectGarbage(folder.path(), {}, Sweep::kDropAndRewrite).ok());
  EXPECT_THAT(Store::Open(folder.path()).value()->Verify({})->problems, IsEmpty());
}

TEST_F(Keeping, AStoreOfANewerProgramIsLeftAsItIs) {
  {
    const auto engine = Engine::Open(dir_ / "db").value();
    Batch batch;
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(kSchema + 1));
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  const Retention all = {.raw_before = At(900)};
  EXPECT_EQ(CollectGarbage(dir_, all, Sweep::kDropAndRewrite).error().code(), Errc::kUnsupported);
}

TEST_F(Keeping, TheCopyFromBeforeAnUpgradeGoes) {
  fs::create_directories(dir_ / "before-schema-2");
  EXPECT_EQ(Drop({}).checkpoints, 1U);
  EXPECT_FALSE(fs::exists(dir_ / "before-schema-2"));
}

}  // namespace
}  // namespace claimwatch::testing
