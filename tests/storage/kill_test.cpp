// kill -9 at any moment: nothing acknowledged is lost, nothing is told twice.
//
// Environment: CW_KILL_ROUNDS for more rounds.
#include <cstdlib>
#include <random>

#include <gmock/gmock.h>

#include "tests/storage/writer.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

constexpr int kRounds = 50;

TEST(KilledWriter, LosesNothingAcknowledgedAndRepeatsNothing) {
  const char* wished = std::getenv("CW_KILL_ROUNDS");
  const int rounds = wished != nullptr ? std::atoi(wished) : kRounds;
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

}  // namespace
}  // namespace claimwatch::testing
