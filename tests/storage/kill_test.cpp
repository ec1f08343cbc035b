// kill -9 at any moment: nothing acknowledged is lost, nothing is told twice.
//
// Environment: CW_KILL_ROUNDS for more rounds.
#include <cstdlib>
#include <random>

#include <gmock/gmock.h>

#include "tests/storage/erasing_writer.h"
#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

constexpr int kRounds = 50;
constexpr int kErasingRounds = 20;  // each looks through all files three times

TEST(KilledWriter, LosesNothingAcknowledgedAndRepeatsNothing) {
  const int rounds = Asked("CW_KILL_ROUNDS", kRounds);
  TempFolder folder;
  const std::filesystem::path dir = folder.path() / "store";
  std::mt19937 random(20250619);  // NOLINT(cert-msc51-cpp): the same rounds each time
  Acks acks;
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    RunAndKill(dir, random() % 24, static_cast<unsigned>(random() % 30'000), acks);
    const Losses losses = LossesIn(dir, acks);
    EXPECT_EQ(losses.problem, "") << "round " << round;
    EXPECT_EQ(losses.versions, 0U) << "lost versions in round " << round;
    EXPECT_EQ(losses.alerts, 0U) << "lost alerts in round " << round;
    EXPECT_EQ(losses.doubled, 0U) << "doubled alerts in round " << round;
  }
  std::printf("%d kills, %llu acknowledged, %llu versions, %llu alerts\n", rounds,
              static_cast<unsigned long long>(acks.count),
              static_cast<unsigned long long>(acks.versions),
              static_cast<unsigned long long>(acks.alerts));
  EXPECT_GT(acks.count, static_cast<std::uint64_t>(rounds));
}

TEST(KilledEraser, HasErasedAVersionWhollyOrNotAtAll) {
  const int rounds = Asked("CW_KILL_ROUNDS", kErasingRounds);
  TempFolder folder;
  const std::filesystem::path dir = folder.path() / "store";
  std::mt19937 random(20250619);  // NOLINT(cert-msc51-cpp): the same rounds each time
  Acks acks;
  std::uint64_t erased = 0;
  int owed = 0;
  int words = 0;
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    RunAndKill(dir, random() % 16, static_cast<unsigned>(random() % 60'000), acks, {},
               kErasingTest);
    const ErasureCheck check =
        ErasuresIn(dir, acks, round % 2 == 0 ? Finisher::kStart : Finisher::kGarbage);
    EXPECT_EQ(check.problem, "") << "round " << round;
    erased = check.erased;
    owed += check.owed ? 1 : 0;
    words += check.words ? 1 : 0;
  }
  std::printf("%d kills, %llu erased; %d times the files were owed, %d times they held words\n",
              rounds, static_cast<unsigned long long>(erased), owed, words);
  EXPECT_GT(words, 0) << "the kills came too late to say anything";
}

}  // namespace
}  // namespace claimwatch::testing
