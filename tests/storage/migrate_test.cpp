// Stores of older layouts, kept in this folder as they were written then, become ones of today.
#include "storage/migrate.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>

#include <gmock/gmock.h>

#include "storage/keys.h"
#include "storage/records.h"
#include "tests/storage/samples.h"
#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kSummit = "https://herald.example/summit";
constexpr const char* kWire = "https://wire.example/summit";

class OlderStore : public ::testing::Test {
 protected:
  OlderStore() {
    fs::copy(fs::path(CW_SOURCE_DIR) / "tests/storage/schema-1", dir_, fs::copy_options::recursive);
  }

  // The records under `key`, read past the store.
  std::optional<std::string> Raw(const fs::path& db, std::string_view key) const {
    return Engine::OpenReader(db).value()->Get(Family::kIndex, key).value();
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
};

TEST_F(OlderStore, IsReadAsItIs) {
  const auto store = Store::OpenReader(dir_).value();
  EXPECT_EQ(store->GetStatus()->versions, 4U);
  EXPECT_EQ(store->FindArticle(kSummit)->versions, 2U);
  EXPECT_THAT(store->Copies(store->FindArticle(kSummit)->id).value(), SizeIs(1));
  EXPECT_EQ(keys::ReadBigEndian32(Raw(dir_ / "db", keys::kSchema).value()), 1U);
}

TEST_F(OlderStore, BecomesOneOfTodayWithAllItsHistoryAndACopyOfWhatItWas) {
  {
    const auto store = Store::Open(dir_).value();
    EXPECT_THAT(store->Copies(store->FindArticle(kSummit)->id).value(), SizeIs(2))
        << "the wire copy is known although it was stored before there were sketches";
    EXPECT_EQ(store->GetStatus()->alerts, 1U);
    EXPECT_THAT(store->Verify({})->problems, IsEmpty());
  }
  EXPECT_EQ(keys::ReadBigEndian32(Raw(dir_ / "db", keys::kSchema).value()), kSchema);
  EXPECT_EQ(keys::ReadBigEndian32(Raw(dir_ / "before-schema-2", keys::kSchema).value()), 1U);
}

TEST_F(OlderStore, WhatAKillInTheMiddleLeftIsEndedByTheNextStart) {
  {
    const auto engine = Engine::Open(dir_ / "db").value();
    Batch batch;  // what the first batch of the step leaves
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(2));
    batch.Put(Family::kIndex, std::string(keys::kMigrating), keys::BigEndian32(2));
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  {
    const auto store = Store::Open(dir_).value();
    EXPECT_THAT(store->Copies(store->FindArticle(kWire)->id).value(), SizeIs(2));
    EXPECT_THAT(store->Verify({})->problems, IsEmpty());
  }
  EXPECT_FALSE(fs::exists(dir_ / "before-schema-2")) << "the copy is made once, before the start";
  EXPECT_FALSE(Raw(dir_ / "db", keys::kMigrating).has_value());
}

TEST_F(OlderStore, TheNextStartGoesOnBehindTheLastArticleThatWasDone) {
  std::string last;
  {
    const auto engine = Engine::Open(dir_ / "db").value();
    const Status scanned = engine->Scan(Family::kIndex, keys::kArticles, "",
                                        [&](std::string_view key, std::string_view) {
                                          last = key;
                                          return true;
                                        });
    ASSERT_TRUE(scanned.ok());
    Batch batch;
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(2));
    batch.Put(Family::kIndex, std::string(keys::kMigrating), keys::BigEndian32(2) + last);
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  Store::Open(dir_).value();
  EXPECT_FALSE(Raw(dir_ / "db", keys::Sketch(last.substr(1))).has_value())
      << "what was done is not done again";
}

// A store of today taken back to what schema 1 had: no sketches.
std::vector<std::string> MakeOfSchemaOne(const fs::path& dir, int count) {
  std::vector<std::string> ids;
  {
    const auto store = Store::Open(dir).value();
    for (int i = 0; i < count; ++i) {
      const std::string text = "report " + std::to_string(i * 7919) + " from the summit in Astana";
      ids.push_back(Fetch(*store, "https://herald.example/" + std::to_string(i), text)->article_id);
    }
  }
  const auto engine = Engine::Open(dir / "db").value();
  Batch batch;
  for (const std::string& id : ids) {
    batch.Delete(Family::kIndex, keys::Sketch(id));
  }
  batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(1));
  EXPECT_TRUE(engine->Write(batch).ok());
  return ids;
}

std::size_t WithoutSketch(const fs::path& dir, const std::vector<std::string>& ids) {
  const auto engine = Engine::Open(dir / "db").value();
  return static_cast<std::size_t>(std::count_if(ids.begin(), ids.end(), [&](const auto& id) {
    return !engine->Get(Family::kIndex, keys::Sketch(id))->has_value();
  }));
}

// The writer migrates when it opens the store, and is killed before, in or after that.
TEST(Migrate, WhateverMomentItIsKilledAtTheNextStartEndsIt) {
  const int rounds = Asked("CW_MIGRATE_ROUNDS", 10);
  const TempFolder folder;
  const fs::path older = folder.path() / "older";
  const fs::path dir = folder.path() / "store";
  const std::vector<std::string> ids = MakeOfSchemaOne(older, 1'100);  // three batches
  ASSERT_EQ(WithoutSketch(older, ids), ids.size());
  std::mt19937 random(20250619);  // NOLINT(cert-msc51-cpp): the same rounds each time
  int halfway = 0;
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    fs::remove_all(dir);
    fs::copy(older, dir, fs::copy_options::recursive);
    Acks acks;
    RunAndKill(dir, 0, static_cast<unsigned>(random() % 2'000'000), acks);
    const std::size_t left = WithoutSketch(dir, ids);
    halfway += left > 0 && left < ids.size() ? 1 : 0;
    EXPECT_THAT(Store::Open(dir).value()->Verify({})->problems, IsEmpty()) << "round " << round;
    EXPECT_EQ(WithoutSketch(dir, ids), 0U) << "round " << round;
  }
  std::printf("%d kills, %d with a part of the sketches made\n", rounds, halfway);
}

TEST(Migrate, AStoreOfANewerProgramIsRefusedAndLeftAsItIs) {
  const TempFolder folder;
  Store::Open(folder.path()).value();
  {
    const auto engine = Engine::Open(folder.path() / "db").value();
    Batch batch;
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(kSchema + 1));
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  for (const Error& error :
       {Store::Open(folder.path()).error(), Store::OpenReader(folder.path()).error()}) {
    EXPECT_EQ(error.code(), Errc::kUnsupported) << "exit 65 in the daemon";
    EXPECT_THAT(error.message(), ::testing::HasSubstr("newer claimwatch"));
  }
}

TEST(Migrate, AStoreThatOnlyGetsANumberIsNotCopied) {
  const TempFolder folder;
  Store::Open(folder.path()).value();
  {
    const auto engine = Engine::Open(folder.path() / "db").value();
    Batch batch;
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(2));
    ASSERT_TRUE(engine->Write(batch).ok());
  }
  Store::Open(folder.path()).value();
  EXPECT_EQ(ReadSchema(*Engine::Open(folder.path() / "db").value()).value(), 3U);
  EXPECT_FALSE(fs::exists(folder.path() / "before-schema-3"));
}

TEST(Migrate, AStoreOfTodayIsLeftAsItIs) {
  const TempFolder folder;
  Store::Open(folder.path()).value();
  Store::Open(folder.path()).value();
  EXPECT_FALSE(fs::exists(folder.path() / "before-schema-2"));
}

}  // namespace
}  // namespace claimwatch::testing
