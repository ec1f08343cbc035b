// Tampering of every kind is found, and the first bad record is named.
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/digest.h"
#include "storage/chain.h"
#include "storage/disk_store.h"
#include "storage/keys.h"
#include "storage/migrate.h"
#include "storage/pack.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUrl = "https://herald.example/astana";
constexpr std::uint32_t kVersions = 20;

class Tampering : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto store = Store::Open(dir_).value();
    for (std::uint32_t i = 1; i <= kVersions; ++i) {
      const Appended done =
          Fetch(*store, kUrl, "text " + std::to_string(i), static_cast<int>(i)).value();
      id_ = done.article_id;
      store->Conclude(id_, i, {ProposalOf("claim " + std::to_string(i), id_)}, At(1)).value();
    }
    wall_ = store->KeepCapture(PageOf(kUrl, "a wall", 99)).value();
  }

  VerifyReport Check() {
    const auto reader = Store::OpenReader(dir_).value();
    return reader->Verify({}).value();
  }

  // Changes the database behind the store's back, as somebody with the right to write could.
  template <typename Change>
  void Tamper(const Change& change) {
    const auto engine = Engine::Open(dir_ / "db").value();
    Batch batch;
    change(*engine, batch);
    ASSERT_TRUE(engine->Write(batch).ok());
  }

  static std::string Value(const Engine& engine, Family family, const std::string& key) {
    return engine.Get(family, key).value().value_or("");
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
  std::string id_;
  std::string wall_;
};

TEST_F(Tampering, AWholeStoreHasNoProblems) {
  const VerifyReport report = Check();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.versions, kVersions);
  EXPECT_EQ(report.trusted, kVersions);
  EXPECT_EQ(report.captures, kVersions + 1);
  EXPECT_EQ(report.alerts, kVersions);
}

TEST_F(Tampering, AnEditedTextIsNamed) {
  Tamper([&](const Engine& engine, Batch& batch) {
    const std::string other = Value(engine, Family::kVersions, keys::Version(id_, 8));
    batch.Put(Family::kVersions, keys::Version(id_, 7), other);
  });
  const VerifyReport report = Check();
  EXPECT_EQ(report.problem_count, 1U);
  EXPECT_EQ(report.trusted, 6U);
  EXPECT_THAT(report.problems.front(), AllOf(HasSubstr("version record 7"), HasSubstr(id_ + "@7")));
}

TEST_F(Tampering, AChangedBodyIsNamed) {
  Tamper([&](const Engine& engine, Batch& batch) {
    const auto capture = DecodeCapture(Value(engine, Family::kIndex, keys::Capture(wall_))).value();
    batch.Put(Family::kBodies, capture.raw_hash,
              Encode(PackedRecord{"", Pack("no wall", "").value()}));
  });
  const VerifyReport report = Check();
  ASSERT_EQ(report.problem_count, 1U);
  EXPECT_THAT(report.problems.front(), AllOf(HasSubstr(wall_), HasSubstr("not the one that came")));
  EXPECT_EQ(report.trusted, kVersions);
}

TEST_F(Tampering, AChangedHeaderOfAResponseIsNamed) {
  Tamper([&](const Engine& engine, Batch& batch) {
    const auto bytes = engine.Get(Family::kVersions, keys::Version(id_, 1)).value().value();
    const auto packed = DecodePacked(bytes).value();
    const auto version = DecodeVersion(Unpack(packed.packed, "").value()).value();
    const std::string key = keys::Capture(version.version.capture_id);
    CaptureRecord capture = DecodeCapture(Value(engine, Family::kIndex, key)).value();
    capture.page.connected_address = "198.51.100.1:443";
    batch.Put(Family::kIndex, key, Encode(capture));
  });
  const VerifyReport report = Check();
  EXPECT_EQ(report.trusted, 0U);
  EXPECT_THAT(report.problems.front(), HasSubstr("not the one that was stored"));
}

TEST_F(Tampering, AVersionTakenOutOfTheMiddleIsNamed) {
  Tamper([&](const Engine&, Batch& batch) {
    batch.Delete(Family::kVersions, keys::Version(id_, 9));
    batch.Delete(Family::kIndex, keys::Chain(9));
  });
  const VerifyReport report = Check();
  EXPECT_EQ(report.trusted, 8U);
  EXPECT_THAT(report.problems.front(), HasSubstr("version record 9: missing"));
}

TEST_F(Tampering, TwoVersionsSwappedAreNamed) {
  Tamper([&](const Engine& engine, Batch& batch) {
    batch.Put(Family::kIndex, keys::Chain(4), Value(engine, Family::kIndex, keys::Chain(5)));
    batch.Put(Family::kIndex, keys::Chain(5), Value(engine, Family::kIndex, keys::Chain(4)));
  });
  const VerifyReport report = Check();
  EXPECT_EQ(report.trusted, 3U);
  EXPECT_THAT(report.problems.front(), HasSubstr("version record 4"));
}

// The whole end is removed and the counters are made to fit: only the anchor outside still knows.
TEST_F(Tampering, ALostEndIsFoundByTheAnchor) {
  Tamper([&](const Engine& engine, Batch& batch) {
    Head head;
    for (std::uint64_t i = 1; i <= 10; ++i) {
      const auto entry = DecodeChainEntry(Value(engine, Family::kIndex, keys::Chain(i))).value();
      AppendLeaf(head.frontier, i - 1, entry.leaf);
    }
    head.root = RootOf(head.frontier);
    head.articles = 1;
    head.versions = 10;
    batch.Put(Family::kIndex, std::string(keys::kHead), Encode(head));
  });
  EXPECT_THAT(Check().problems, Contains(HasSubstr("10 of 20 versions and 0 of 20 alerts")));
  EXPECT_EQ(Store::Open(dir_).error().code(), Errc::kCorrupt);
}

// Every leaf, root and counter is made anew over an altered record: the anchor's root differs.
TEST_F(Tampering, ARewrittenHistoryIsFoundByTheAnchor) {
  Tamper([&](const Engine& engine, Batch& batch) {
    Head head = DecodeHead(Value(engine, Family::kIndex, std::string(keys::kHead))).value();
    head.frontier.clear();
    for (std::uint64_t i = 1; i <= kVersions; ++i) {
      ChainEntry entry = DecodeChainEntry(Value(engine, Family::kIndex, keys::Chain(i))).value();
      entry.record.retrieved += std::chrono::hours(1);
      entry.leaf = LeafHash(Encode(entry.record));
      AppendLeaf(head.frontier, i - 1, entry.leaf);
      entry.root = RootOf(head.frontier);
      batch.Put(Family::kIndex, keys::Chain(i), Encode(entry));
    }
    head.root = RootOf(head.frontier);
    batch.Put(Family::kIndex, std::string(keys::kHead), Encode(head));
  });
  EXPECT_GT(Check().problem_count, 0U);
  EXPECT_EQ(Store::Open(dir_).error().code(), Errc::kCorrupt);
}

TEST_F(Tampering, AnAlteredAlertIsNamed) {
  Tamper([&](const Engine& engine, Batch& batch) {
    std::string record = Value(engine, Family::kAlerts, keys::Alert(12));
    record.replace(record.find("summit"), 6, "summut");
    batch.Put(Family::kAlerts, keys::Alert(12), record);
  });
  const VerifyReport report = Check();
  ASSERT_EQ(report.problem_count, 1U);
  EXPECT_THAT(report.problems.front(), HasSubstr("alert 12"));
}

TEST_F(Tampering, ARemovedAlertIsNamed) {
  Tamper([&](const Engine&, Batch& batch) { batch.Delete(Family::kAlerts, keys::Alert(3)); });
  EXPECT_THAT(Check().problems, Contains(HasSubstr("alert 3: missing")));
}

TEST_F(Tampering, ANewerSchemaIsRefusedWithASentence) {
  Tamper([&](const Engine&, Batch& batch) {
    batch.Put(Family::kIndex, std::string(keys::kSchema), keys::BigEndian32(kSchema + 1));
  });
  for (const Error& error : {Store::Open(dir_).error(), Store::OpenReader(dir_).error()}) {
    EXPECT_EQ(error.code(), Errc::kUnsupported);
    EXPECT_THAT(error.message(), AllOf(HasSubstr(fmt::format("schema {}", kSchema + 1)),
                                       HasSubstr("upgrade claimwatch")));
  }
}

// RFC 6962, section 2.1: the tree of n leaves splits at the largest power of two below n.
Digest PlainRoot(const std::vector<Digest>& leaves) {
  if (leaves.size() == 1) {
    return leaves.front();
  }
  std::size_t split = 1;
  while (split * 2 < leaves.size()) {
    split *= 2;
  }
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(split);
  return NodeHash(PlainRoot({leaves.begin(), middle}), PlainRoot({middle, leaves.end()}));
}

TEST(Chain, TheFrontierGivesTheRootOfRfc6962ForEverySize) {
  std::vector<Digest> leaves;
  std::vector<Digest> frontier;
  EXPECT_EQ(Hex(RootOf(frontier)),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::uint64_t i = 0; i < 70; ++i) {
    leaves.push_back(LeafHash(std::to_string(i)));
    AppendLeaf(frontier, i, leaves.back());
    EXPECT_EQ(RootOf(frontier), PlainRoot(leaves)) << i + 1;
  }
}

TEST(Chain, TheLeafOfNothingIsTheOneOfTheStandard) {
  EXPECT_EQ(Hex(LeafHash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

}  // namespace
}  // namespace claimwatch::testing
