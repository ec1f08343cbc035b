// When the daemon signs where its log ends, and with which key.
#include "daemon/checkpoints.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "config/config.h"
#include "core/digest.h"
#include "storage/witness.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class SigningTheLog : public ::testing::Test {
 protected:
  SigningTheLog() { config_.daemon.state_dir = folder_.path(); }

  Checkpoints Start() { return Checkpoints::Make(config_, clock_).value(); }

  static LogHead HeadOf(std::uint64_t versions, std::uint64_t alerts = 0) {
    return {versions, Sha256(std::to_string(versions)), alerts, TaggedHex(Sha256("leaf"))};
  }

  std::size_t Signed() const {
    const VerifierKey key = ReadPublicKey(folder_.path()).value();
    const Testimony all = ReadTestimony(CheckpointPath(folder_.path()), key).value();
    EXPECT_THAT(all.problems, ::testing::IsEmpty());
    return all.witnesses.size();
  }

  TempFolder folder_;
  Config config_;
  ManualClock clock_{*ParseTime("2025-06-19T10:00:00Z")};
};

TEST_F(SigningTheLog, AtOnceThenOncePerPeriod) {
  Checkpoints checkpoints = Start();
  checkpoints.SignWhenDue(HeadOf(1));
  EXPECT_EQ(Signed(), 1U);
  checkpoints.SignWhenDue(HeadOf(2));
  EXPECT_EQ(Signed(), 1U);
  clock_.Advance(config_.storage.checkpoint_every);
  checkpoints.SignWhenDue(HeadOf(3));
  EXPECT_EQ(Signed(), 2U);
}

TEST_F(SigningTheLog, AnAlertDoesNotWaitForThePeriod) {
  Checkpoints checkpoints = Start();
  checkpoints.SignWhenDue(HeadOf(1));
  clock_.Advance(std::chrono::seconds(5));
  checkpoints.SignWhenDue(HeadOf(2, 1));
  EXPECT_EQ(Signed(), 2U);
}

TEST_F(SigningTheLog, ABurstOfAlertsIsOneCheckpoint) {
  Checkpoints checkpoints = Start();
  for (std::uint64_t alert = 1; alert <= 100; ++alert) {
    checkpoints.SignWhenDue(HeadOf(alert, alert));
    clock_.Advance(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(Signed(), 1U);
}

TEST_F(SigningTheLog, SaysWhatAnOlderBackupLacks) {
  EXPECT_EQ(LackingSinceCheckpoint(folder_.path(), HeadOf(1)), "") << "nothing was signed yet";
  LogHead head = HeadOf(9, 4);
  head.erasures = 2;
  Start().Sign(head);
  EXPECT_EQ(LackingSinceCheckpoint(folder_.path(), head), "");
  EXPECT_EQ(LackingSinceCheckpoint(folder_.path(), HeadOf(8, 4)),
            "it lacks 1 version, 2 erasures of what the checkpoint of 2025-06-19T10:00:00Z says; "
            "texts that were erased since are in it again: erase them again");
}

TEST_F(SigningTheLog, WhatDidNotGrowIsNotSignedAgain) {
  Checkpoints checkpoints = Start();
  checkpoints.Sign(HeadOf(0));
  EXPECT_FALSE(fs::exists(CheckpointPath(folder_.path())) && Signed() != 0);
  checkpoints.Sign(HeadOf(4));
  checkpoints.Sign(HeadOf(4));
  EXPECT_EQ(Signed(), 1U);
}

TEST_F(SigningTheLog, ANewLifeKeepsTheKeyAndTheFile) {
  Start().Sign(HeadOf(1));
  const VerifierKey before = ReadPublicKey(folder_.path()).value();
  Start().Sign(HeadOf(2));
  EXPECT_EQ(ReadPublicKey(folder_.path()).value(), before);
  EXPECT_EQ(Signed(), 2U);
}

TEST_F(SigningTheLog, ItsOwnKeyIsForItsOwnerAlone) {
  Start();
  const fs::perms rights = fs::status(folder_.path() / "checkpoint.key").permissions();
  EXPECT_EQ(rights, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SigningTheLog, AKeyFileThatIsNoKeyIsAnErrorAndStays) {
  std::ofstream(folder_.path() / "checkpoint.key") << "not a key\n";
  const Result<Checkpoints> made = Checkpoints::Make(config_, clock_);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code(), Errc::kConfig);
  EXPECT_THAT(made.error().message(), HasSubstr("checkpoint.key"));
  EXPECT_EQ(fs::file_size(folder_.path() / "checkpoint.key"), 10U);
}

TEST_F(SigningTheLog, ACredentialIsTheKeyWhenOneIsNamed) {
  const SigningKey key = SigningKey::Make().value();
  std::ofstream(folder_.path() / "log-key") << key.Pem();
  ASSERT_EQ(::setenv("CREDENTIALS_DIRECTORY", folder_.path().c_str(), 1), 0);
  config_.storage.checkpoint_key = "cred:log-key";
  Start().Sign(HeadOf(1));
  EXPECT_EQ(ReadPublicKey(folder_.path()).value().key, key.public_key());
  EXPECT_FALSE(fs::exists(folder_.path() / "checkpoint.key"));
  config_.storage.checkpoint_key = "cred:missing";
  EXPECT_EQ(Checkpoints::Make(config_, clock_).error().code(), Errc::kConfig);
  ASSERT_EQ(::unsetenv("CREDENTIALS_DIRECTORY"), 0);
}

TEST_F(SigningTheLog, AFolderThatCannotBeWrittenIsSaid) {
  config_.daemon.state_dir = folder_.path() / "missing";
  EXPECT_EQ(Checkpoints::Make(config_, clock_).error().code(), Errc::kIo);
}

}  // namespace
}  // namespace claimwatch::testing
