// How `verify` tells an erasure from a loss and from a forgery.
#include <gmock/gmock.h>

#include "storage/chain.h"
#include "storage/keys.h"
#include "storage/log_head.h"
#include "tests/storage/erasing_store.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using ErasureAudit = ErasingStore;

TEST_F(ErasureAudit, ABlankedAlertThatWasAlteredIsFound) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    std::string record = *engine.Get(Family::kAlerts, keys::Alert(2)).value();
    record.replace(record.find("(erased)"), 8, "(edited)");
    batch.Put(Family::kAlerts, keys::Alert(2), record);
  });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("alert 2: not what was left")));
}

// Rewrites the chain of erasures too, as whoever can write the database may.
void ForgeErasure(Batch& batch, const StoredErasure& forged) {
  batch.Put(Family::kIndex, keys::Erasure(forged.erasure.article_id, forged.erasure.number),
            Encode(forged));
  batch.Put(Family::kIndex, std::string(keys::kErased),
            Encode(ErasureEnd{forged.sequence, LeafOf(forged)}));
}

TEST_F(ErasureAudit, OtherWordsDoNotPassForAnErasure) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    Json alert = Json::Parse(*engine.Get(Family::kAlerts, keys::Alert(2)).value()).value();
    alert.Set("message", "never was a claim");
    batch.Put(Family::kAlerts, keys::Alert(2), alert.Dump());
    StoredErasure forged = *ReadErasure(engine, id_, 2).value();
    forged.alerts.front().blank = Sha256(alert.Dump());
    ForgeErasure(batch, forged);
  });
  EXPECT_THAT(ProblemsIn(dir_),
              ElementsAre(HasSubstr("alert 2: said to be erased, and has words")));
}

TEST_F(ErasureAudit, AnAlertOfAnotherVersionDoesNotPassForErased) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    Json alert = Json::Parse(*engine.Get(Family::kAlerts, keys::Alert(3)).value()).value();
    const std::string leaf(alert.At("claimwatch.integrity.leaf_hash").AsString());
    alert.Set("message", "never was a claim");
    batch.Put(Family::kAlerts, keys::Alert(3), alert.Dump());
    StoredErasure forged = *ReadErasure(engine, id_, 2).value();
    forged.alerts.push_back({3, leaf, Sha256(alert.Dump())});
    ForgeErasure(batch, forged);
  });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("alert 3: its words were erased with")));
}

TEST_F(ErasureAudit, ARecordBesideATextOrOfNoVersionIsFound) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    StoredErasure forged = *ReadErasure(engine, id_, 2).value();
    forged.previous = LeafOf(forged);
    forged.alerts.clear();
    forged.sequence = 2;
    forged.erasure.number = 3;
    ForgeErasure(batch, forged);
  });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("the text is still there")));
}

TEST_F(ErasureAudit, ARecordThatSaysAnotherHashThanTheLogIsFound) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    StoredErasure forged = *ReadErasure(engine, id_, 2).value();
    forged.erasure.text_hash = "sha256:0";
    ForgeErasure(batch, forged);
  });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("is of another version")));
}

TEST_F(ErasureAudit, AnAlertThatLosesItsWordsTwiceStillVerifies) {
  const auto store = Store::Open(dir_).value();
  store->Raise({Comparing()}, At(5)).value();
  store->Erase(OrderFor({1, 2})).value();
  ErasureOrder later = OrderFor({3});
  later.now = At(700);
  EXPECT_THAT(store->Erase(later)->alerts, ElementsAre(3, 4));
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(ErasureAudit, ATextThatIsMissingWithoutARecordIsFound) {
  Store::Open(dir_).value()->Erase(OrderFor({2})).value();
  Tamper(
      [&](Batch& batch, const Engine&) { batch.Delete(Family::kVersions, keys::Version(id_, 3)); });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("@3")));
}

TEST_F(ErasureAudit, ARecordThatWasAlteredOrTakenAwayIsFound) {
  Store::Open(dir_).value()->Erase(OrderFor({1, 2})).value();
  Tamper([&](Batch& batch, const Engine& engine) {
    std::string record = *engine.Get(Family::kIndex, keys::Erasure(id_, 1)).value();
    record.replace(record.find("court"), 5, "child");
    batch.Put(Family::kIndex, keys::Erasure(id_, 1), record);
  });
  EXPECT_THAT(ProblemsIn(dir_), ElementsAre(HasSubstr("erasure 2")));
  Tamper([&](Batch& batch, const Engine&) { batch.Delete(Family::kIndex, keys::Erasure(id_, 2)); });
  EXPECT_THAT(ProblemsIn(dir_), ::testing::Contains(HasSubstr("@2")));
}

TEST_F(ErasureAudit, AWitnessTellsThatTheRecordsWereMadeAnew) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({2})).value();
  LogHead head = store->GetLogHead().value();
  EXPECT_EQ(head.erasures, 1U);
  EXPECT_THAT(store->VerifyWith({{head, "here"}}, {})->problems, IsEmpty());
  head.erasure_leaf = Sha256("another record");
  EXPECT_THAT(store->VerifyWith({{head, "here"}}, {})->problems,
              ElementsAre(HasSubstr("not the one that here names")));
  head.erasures = 2;
  EXPECT_THAT(store->VerifyWith({{head, "here"}}, {})->problems,
              ElementsAre(HasSubstr("1 records are there, 2 were written")));
}

}  // namespace
}  // namespace claimwatch::testing
