// A store in a folder: reopened, shared, damaged.
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/anchor.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kUrl = "https://herald.example/astana";

class OnDisk : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Writer() { return Store::Open(dir_).value(); }

  std::unique_ptr<Store> Reader() { return Store::OpenReader(dir_).value(); }

  // A store with `count` versions of one article, each with an alert; closed again.
  std::string Fill(int count) {
    const auto store = Writer();
    std::string id;
    for (int i = 1; i <= count; ++i) {
      const Appended done = Fetch(*store, kUrl, "text " + std::to_string(i), i).value();
      id = done.article_id;
      store->Conclude(id, done.number, {ProposalOf("claim " + std::to_string(i), id)}, At(i))
          .value();
    }
    return id;
  }

  // Files of the database whose name ends so.
  std::vector<fs::path> Files(const std::string& ending) const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(dir_ / "db")) {
      if (entry.path().string().ends_with(ending)) {
        files.push_back(entry.path());
      }
    }
    return files;
  }

  static void FlipByte(const fs::path& file, std::uintmax_t at) {
    std::fstream io(file, std::ios::in | std::ios::out | std::ios::binary);
    io.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(io.get());
    io.seekp(static_cast<std::streamoff>(at));
    io.put(static_cast<char>(byte ^ 0x10));
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
};

TEST_F(OnDisk, WhatWasWrittenIsThereAfterReopening) {
  const std::string id = Fill(3);
  const auto store = Writer();
  EXPECT_THAT(store->Versions(id).value(), SizeIs(3));
  EXPECT_THAT(store->Alerts({}).value(), SizeIs(3));
  EXPECT_EQ(Fetch(*store, kUrl, "text 4", 9)->number, 4U);
  const Alert next = store->Conclude(id, 4, {ProposalOf("claim 4", id)}, At(9))->front();
  EXPECT_EQ(next.sequence, 4U);
}

TEST_F(OnDisk, ASecondWriterIsRefusedWithTheProcessThatHoldsIt) {
  const auto store = Writer();
  const Result<std::unique_ptr<Store>> second = Store::Open(dir_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code(), Errc::kBusy);
  EXPECT_THAT(second.error().message(),
              AllOf(HasSubstr(dir_.string()), HasSubstr("process " + std::to_string(getpid()))));
  EXPECT_TRUE(Fetch(*store, kUrl, "undisturbed").ok());
}

TEST_F(OnDisk, ThereIsNoStoreWhereNoneWasMade) {
  const Result<std::unique_ptr<Store>> reader = Store::OpenReader(folder_.path() / "nowhere");
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().code(), Errc::kNotFound);
  EXPECT_THAT(reader.error().message(), HasSubstr("no store in"));
}

TEST_F(OnDisk, AReaderSeesWhatTheWriterCommittedAfterCatchingUp) {
  const auto writer = Writer();
  Fetch(*writer, kUrl, "text 1", 1).value();
  const auto reader = Reader();
  const std::string id = reader->FindArticle(kUrl)->id;
  Fetch(*writer, kUrl, "text 2", 2).value();
  writer->Conclude(id, 2, {ProposalOf("x", id)}, At(2)).value();
  ASSERT_TRUE(reader->CatchUp().ok());
  EXPECT_EQ(reader->GetVersion(id, 2)->article.paragraphs.front(), "text 2");
  EXPECT_EQ(reader->GetStatus()->alerts, 1U);
  EXPECT_EQ(reader->GetStatus()->versions, 2U);
}

TEST_F(OnDisk, AReaderCannotWrite) {
  Fill(1);
  const auto reader = Reader();
  const Result<Appended> result = Fetch(*reader, kUrl, "other");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code(), Errc::kRefused);
}

TEST_F(OnDisk, AReaderLeavesNothingBehind) {
  Fill(1);
  const fs::path temporary = folder_.path() / "tmp";
  fs::create_directories(temporary);
  setenv("TMPDIR", temporary.c_str(), 1);
  {
    const auto reader = Reader();
    EXPECT_EQ(reader->GetStatus()->versions, 1U);
  }
  unsetenv("TMPDIR");
  EXPECT_TRUE(fs::is_empty(temporary));
}

TEST_F(OnDisk, AReaderNeedsNoRightToWrite) {
  Fill(2);
  const auto all = fs::perms::owner_read | fs::perms::owner_exec;
  fs::permissions(dir_ / "db", all);
  fs::permissions(dir_, all);
  const Result<std::unique_ptr<Store>> reader = Store::OpenReader(dir_);
  const bool opened = reader.ok();
  const std::uint64_t versions = opened ? (*reader)->GetStatus()->versions : 0;
  fs::permissions(dir_, all | fs::perms::owner_write);
  fs::permissions(dir_ / "db", all | fs::perms::owner_write);
  EXPECT_TRUE(opened);
  EXPECT_EQ(versions, 2U);
}

TEST_F(OnDisk, ManyReadsBesideAWriterNeverFail) {
  const auto writer = Writer();
  const std::string id = Fetch(*writer, kUrl, "text 0", 0)->article_id;
  for (int round = 1; round <= 40; ++round) {
    Fetch(*writer, kUrl, "text " + std::to_string(round), round).value();
    const auto reader = Store::OpenReader(dir_);
    ASSERT_TRUE(reader.ok()) << reader.error().message();
    EXPECT_EQ((*reader)->FindArticle(id)->versions, static_cast<std::uint32_t>(round + 1));
  }
}

// RocksDB itself answers OK to all three of these and goes on with a shorter store.
TEST_F(OnDisk, ALostWriteAheadLogIsSaidLoudlyWithWhatIsMissing) {
  Fill(5);
  for (const fs::path& log : Files(".log")) {
    fs::remove(log);
  }
  const Result<std::unique_ptr<Store>> opened = Store::Open(dir_);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code(), Errc::kCorrupt);
}

TEST_F(OnDisk, AFlippedBitInTheWriteAheadLogIsSaidLoudly) {
  Fill(20);
  const std::vector<fs::path> logs = Files(".log");
  ASSERT_THAT(logs, SizeIs(1));
  FlipByte(logs.front(), fs::file_size(logs.front()) / 2);
  const Result<std::unique_ptr<Store>> opened = Store::Open(dir_);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code(), Errc::kCorrupt);
  EXPECT_THAT(opened.error().message(),
              AllOf(HasSubstr("of 20 versions"), HasSubstr("missing"), HasSubstr("fsck")));
}

TEST_F(OnDisk, AStoreWithAnotherHistoryThanItsAnchorIsRefused) {
  Fill(5);
  Anchor anchor = *ReadAnchor(dir_ / "anchors");
  anchor.root[0] ^= 1U;
  std::ofstream(dir_ / "anchors", std::ios::binary) << FormatAnchor(anchor);
  const Result<std::unique_ptr<Store>> opened = Store::Open(dir_);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code(), Errc::kCorrupt);
  EXPECT_THAT(opened.error().message(), HasSubstr("anchor"));
}

TEST_F(OnDisk, AReaderOfAStoreThatLostItsEndSaysWhatIsMissing) {
  Fill(5);
  Anchor anchor = *ReadAnchor(dir_ / "anchors");
  anchor.versions = 7;
  std::ofstream(dir_ / "anchors", std::ios::binary) << FormatAnchor(anchor);
  ::testing::internal::CaptureStderr();
  const Result<std::unique_ptr<Store>> reader = Store::OpenReader(dir_);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("5 of 7 versions"));
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader.value()->GetStatus()->versions, 5U);
}

// How many versions a writer got acknowledged before files of `most` bytes were full; -1 when its
// store did not say that it failed.
int FillUntilRefused(const fs::path& dir, rlim_t most) {
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
  const rlimit limit{most, most};
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto store = Store::Open(dir).value();
  int count = 0;
  while (count < 100 && Fetch(*store, kUrl, "text " + std::to_string(count), count).ok()) {
    ++count;
  }
  const bool refused = store->Failure().has_value() && !Fetch(*store, kUrl, "one more", 200).ok();
  return refused ? count : -1;
}

TEST_F(OnDisk, AWriteThatTheDiskRefusesIsSaidAndLosesNothing) {
  Writer().reset();
  const pid_t child = fork();
  if (child == 0) {
    const int count = FillUntilRefused(dir_, 32U << 10U);
    _exit(count < 0 ? 255 : count);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_THAT(WEXITSTATUS(status), AllOf(::testing::Gt(0), ::testing::Lt(100)));
  const auto store = Writer();
  EXPECT_EQ(store->GetStatus()->versions, static_cast<std::uint64_t>(WEXITSTATUS(status)));
  EXPECT_FALSE(store->Failure().has_value());
  EXPECT_TRUE(Fetch(*store, kUrl, "goes on", 300).ok());
}

TEST_F(OnDisk, AnAnchorBehindTheStoreOrTornIsNoError) {
  Fill(5);
  const Anchor now = *ReadAnchor(dir_ / "anchors");
  std::ofstream(dir_ / "anchors", std::ios::binary) << FormatAnchor(now).substr(0, 60);
  EXPECT_TRUE(Store::Open(dir_).ok());
  EXPECT_EQ(ReadAnchor(dir_ / "anchors"), now);
}

// No byte of the database may bring the program down, whatever becomes of it.
TEST_F(OnDisk, FlippedBytesAnywhereAreErrorsOrHarmlessNeverACrash) {
  Fill(8);
  const fs::path whole = folder_.path() / "whole";
  fs::copy(dir_, whole, fs::copy_options::recursive);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(whole / "db")) {
    if (entry.is_regular_file() && entry.file_size() > 0) {
      names.push_back(entry.path().filename());
    }
  }
  for (int round = 0; round < 60; ++round) {
    fs::remove_all(dir_);
    fs::copy(whole, dir_, fs::copy_options::recursive);
    const std::string& name = names.at(static_cast<std::size_t>(round) % names.size());
    const std::uintmax_t size = fs::file_size(dir_ / "db" / name);
    FlipByte(dir_ / "db" / name, size * static_cast<unsigned>(round * 37 % 60) / 60);
    const Result<std::unique_ptr<Store>> store = Store::Open(dir_);
    if (!store.ok()) {
      EXPECT_FALSE(store.error().message().empty());
      continue;
    }
    const Result<ArticleRecord> record = (*store)->FindArticle(kUrl);
    const Result<std::vector<Alert>> alerts = (*store)->Alerts({});
    EXPECT_TRUE(!record.ok() || record->versions == 8U) << name;
    EXPECT_TRUE(!alerts.ok() || alerts->size() == 8U) << name;
  }
}

}  // namespace
}  // namespace claimwatch::testing
