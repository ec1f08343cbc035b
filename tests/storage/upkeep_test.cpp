// Backup, restore, check.
#include "storage/upkeep.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "storage/anchor.h"
#include "storage/retention.h"
#include "tests/storage/samples.h"
#include "tests/support/sanitized.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kUrl = "https://herald.example/astana";

class Upkeep : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto store = Store::Open(dir_).value();
    Write(*store, 1, 6);
  }

  void Write(Store& store, std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first; i <= last; ++i) {
      id_ = Fetch(store, kUrl, "text " + std::to_string(i), static_cast<int>(i))->article_id;
      store.Conclude(id_, i, {ProposalOf("claim " + std::to_string(i), id_)}, At(1)).value();
    }
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
  fs::path copy_ = folder_.path() / "copy";
  std::string id_;
};

TEST_F(Upkeep, ABackupIsAWholeStoreAndRestoringItBringsEverythingBack) {
  ASSERT_TRUE(BackUpStore(dir_, copy_, {}).ok());
  fs::remove_all(dir_);
  const VerifyReport report = RestoreStore(copy_, dir_, {}).value();
  EXPECT_EQ(report.versions, 6U);
  EXPECT_THAT(report.problems, IsEmpty());
  const auto store = Store::Open(dir_).value();
  EXPECT_THAT(store->Versions(id_).value(), SizeIs(6));
  EXPECT_THAT(store->Alerts({}).value(), SizeIs(6));
  EXPECT_EQ(Fetch(*store, kUrl, "text 7", 70)->number, 7U);
}

TEST_F(Upkeep, ABackupWorksBesideAWriter) {
  const auto store = Store::Open(dir_).value();
  Write(*store, 7, 9);
  EXPECT_EQ(BackUpStore(dir_, copy_, {})->versions, 9U);
}

TEST_F(Upkeep, ABackupNeverGoesOverSomethingElse) {
  folder_.Write("copy/precious", "x");
  EXPECT_EQ(BackUpStore(dir_, copy_, {}).error().code(), Errc::kInvalid);
  EXPECT_EQ(ReadAll(copy_ / "precious"), "x");
}

TEST_F(Upkeep, ABackupThatFindsNoRoomLeavesNone) {
  if (kSanitized) {
    GTEST_SKIP() << "a database that met a full disk is left open on purpose";
  }
  Write(*Store::Open(dir_).value(), 7, 400);
  fs::create_directory(copy_);
  const SmallDisk disk(copy_, 1);
  if (!disk.works()) {
    GTEST_SKIP() << "this process may not mount";
  }
  const auto copied = BackUpStore(dir_, copy_ / "one", {});
  ASSERT_FALSE(copied.ok());
  EXPECT_THAT(copied.error().message(), HasSubstr("removed again"));
  EXPECT_TRUE(fs::is_empty(copy_ / "one")) << "or the next try would refuse the folder";
  ASSERT_TRUE(disk.Resize(64));
  // A process that met a full disk keeps RocksDB's lock on that folder until it ends.
  EXPECT_EQ(BackUpStore(dir_, copy_ / "two", {})->versions, 400U);
}

TEST_F(Upkeep, RestoringOverAStoreIsRefused) {
  ASSERT_TRUE(BackUpStore(dir_, copy_, {}).ok());
  const Error error = RestoreStore(copy_, dir_, {}).error();
  EXPECT_EQ(error.code(), Errc::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("holds a store"));
}

TEST_F(Upkeep, WhereThereIsNoStoreNothingIsBackedUp) {
  EXPECT_EQ(BackUpStore(folder_.path() / "no", copy_, {}).error().code(), Errc::kNotFound);
  EXPECT_EQ(RestoreStore(folder_.path() / "no", copy_, {}).error().code(), Errc::kNotFound);
}

TEST_F(Upkeep, ACheckBesideADaemonIsRefused) {
  const auto store = Store::Open(dir_).value();
  EXPECT_EQ(CheckStore(dir_, Repair::kNo, {}).error().code(), Errc::kBusy);
  const auto reader = Store::OpenReader(dir_).value();
  EXPECT_TRUE(reader->CollectGarbage({}, Sweep::kLook, std::stop_token()).ok())
      << "a look harms nobody";
}

TEST_F(Upkeep, AStoreShorterThanItsAnchorOpensAgainOnceTheLossIsAccepted) {
  Anchor anchor = *ReadAnchor(dir_ / "anchors");
  anchor.versions += 3;
  {
    const auto file = AnchorFile::Open(dir_ / "anchors").value();
    ASSERT_TRUE(file->Write(anchor, AnchorFile::Wait::kNo).ok());
    ASSERT_TRUE(file->Write(anchor, AnchorFile::Wait::kNo).ok());
  }
  EXPECT_EQ(Store::Open(dir_).error().code(), Errc::kCorrupt);
  const VerifyReport look = CheckStore(dir_, Repair::kNo, {}).value();
  ASSERT_THAT(look.problems, SizeIs(1));
  EXPECT_THAT(look.problems.front(), HasSubstr("6 of 9 versions"));
  EXPECT_EQ(Store::Open(dir_).error().code(), Errc::kCorrupt);
  EXPECT_THAT(CheckStore(dir_, Repair::kAcceptLoss, {})->problems, IsEmpty());
  EXPECT_TRUE(Store::Open(dir_).ok());
}

TEST_F(Upkeep, ALostManifestIsRebuiltWithoutLoss) {
  fs::remove(dir_ / "db" / "CURRENT");
  const Error refused = Store::Open(dir_).error();
  EXPECT_EQ(refused.code(), Errc::kCorrupt);
  EXPECT_THAT(refused.message(), HasSubstr("CURRENT is missing"));
  const VerifyReport report = CheckStore(dir_, Repair::kRebuild, {}).value();
  EXPECT_EQ(report.versions, 6U);
  EXPECT_THAT(report.problems, IsEmpty());
}

// Becomes nobody where it is root, as the daemon is, until its end.
class Unprivileged {
 public:
  explicit Unprivileged(const fs::path& its) {
    if (geteuid() == 0) {
      fs::permissions(its.parent_path(), fs::perms::all);
      for (const auto& entry : fs::recursive_directory_iterator(its)) {
        EXPECT_EQ(chown(entry.path().c_str(), kNobody, kNobody), 0);
      }
      EXPECT_EQ(chown(its.c_str(), kNobody, kNobody), 0);
      was_root_ = seteuid(kNobody) == 0;
    }
  }

  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

  ~Unprivileged() {
    if (was_root_) {
      EXPECT_EQ(seteuid(0), 0);
    }
  }

 private:
  static constexpr uid_t kNobody = 65534;
  bool was_root_ = false;
};

// Somebody ran a verb as root once, and a file of the store is his.
TEST_F(Upkeep, AFileThatMayNotBeReadIsNamedAndIsNoDamage) {
  const fs::path current = dir_ / "db" / "CURRENT";
  const Unprivileged nobody(dir_);
  fs::permissions(current, fs::perms::none);
  for (const Error& error : {Store::Open(dir_).error(), Store::OpenReader(dir_).error()}) {
    EXPECT_EQ(error.code(), Errc::kIo) << error.message();
    EXPECT_THAT(error.message(), HasSubstr(current.string() + ": user "));
    EXPECT_THAT(error.message(), HasSubstr("chown"));
  }
  fs::permissions(current, fs::perms::owner_read);
  EXPECT_TRUE(Store::Open(dir_).ok());
}

}  // namespace
}  // namespace claimwatch::testing
