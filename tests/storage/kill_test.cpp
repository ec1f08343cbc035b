// kill -9 at any moment: nothing acknowledged is lost, nothing is told twice.
//
// The writer is this same program, started anew (a fork alone would inherit RocksDB's threads as
// dead ones) with the test that is disabled below. Environment: CW_KILL_ROUNDS for more rounds.
#include <array>
#include <csignal>
#include <cstdlib>
#include <random>
#include <set>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 50;
constexpr const char* kUrl = "https://herald.example/astana";
constexpr const char* kDirVariable = "CW_KILL_DIR";
constexpr std::uint64_t kOtherArticles = 7;

// Version n of the one article, and the claim it makes.
std::string TextOf(std::uint64_t n) {
  return "text " + std::to_string(n);
}

void ConcludeOne(Store& store, const std::string& id, std::uint32_t number) {
  const std::string claim = id + " claim " + std::to_string(number);
  const auto done = store.Conclude(id, number, {ProposalOf(claim, id, number)}, At(0));
  ASSERT_TRUE(done.ok()) << done.error().message();
}

void Acknowledge(char kind, std::uint64_t n) {
  const std::string line = std::string(1, kind) + std::to_string(n) + "\n";
  ASSERT_EQ(write(STDOUT_FILENO, line.data(), line.size()), static_cast<ssize_t>(line.size()));
}

TEST(KilledWriter, DISABLED_WritesUntilItIsKilled) {
  const char* dir = std::getenv(kDirVariable);
  ASSERT_NE(dir, nullptr);
  const auto store = Store::Open(dir).value();
  const std::vector<Owed> left = store->OwedAnalyses().value();
  for (const Owed& owed : left) {
    ConcludeOne(*store, owed.article_id, owed.number);
  }
  const Result<ArticleRecord> known = store->FindArticle(kUrl);
  for (std::uint64_t n = known.ok() ? known->versions + 1U : 1U; n < 1'000'000; ++n) {
    const Appended done = Fetch(*store, kUrl, TextOf(n)).value();
    Acknowledge('V', n);
    ConcludeOne(*store, done.article_id, done.number);
    Acknowledge('C', store->GetStatus()->alerts);
    const std::string other = std::string(kUrl) + "/" + std::to_string(n % kOtherArticles);
    Fetch(*store, other, TextOf(n / kOtherArticles)).value();
  }
}

struct Acks {
  std::uint64_t versions = 0;
  std::uint64_t alerts = 0;
  std::uint64_t count = 0;
};

// Reads whole lines; a cut last line was not acknowledged.
void Take(std::string& buffer, Acks& acks) {
  for (std::size_t end = buffer.find('\n'); end != std::string::npos; end = buffer.find('\n')) {
    if (buffer[0] == 'V' || buffer[0] == 'C') {
      std::uint64_t& highest = buffer[0] == 'V' ? acks.versions : acks.alerts;
      highest = std::max<std::uint64_t>(highest, std::strtoull(buffer.c_str() + 1, nullptr, 10));
      ++acks.count;
    }
    buffer.erase(0, end + 1);
  }
}

pid_t StartWriter(const fs::path& dir, int out) {
  const pid_t child = fork();
  if (child == 0) {
    dup2(out, STDOUT_FILENO);
    setenv(kDirVariable, dir.c_str(), 1);
    execl("/proc/self/exe", "storage_tests", "--gtest_also_run_disabled_tests",
          "--gtest_filter=KilledWriter.DISABLED_WritesUntilItIsKilled", nullptr);
    _exit(127);
  }
  return child;
}

// Lets the writer live for `least` acknowledgements and `spin` more turns of this loop, then kills
// it and reads what it still had acknowledged.
void RunAndKill(const fs::path& dir, std::uint64_t least, unsigned spin, Acks& acks) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = StartWriter(dir, ends[1]);
  close(ends[1]);
  std::string buffer;
  std::array<char, 4096> chunk{};
  const std::uint64_t before = acks.count;
  ssize_t size = 1;
  while (acks.count < before + least && size > 0) {
    size = read(ends[0], chunk.data(), chunk.size());
    buffer.append(chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    Take(buffer, acks);
  }
  for (unsigned i = 0; i < spin; ++i) {
    getppid();  // a system call each, so that the moment varies with the machine
  }
  kill(child, SIGKILL);
  while ((size = read(ends[0], chunk.data(), chunk.size())) > 0) {
    buffer.append(chunk.data(), static_cast<std::size_t>(size));
  }
  Take(buffer, acks);
  close(ends[0]);
  waitpid(child, nullptr, 0);
}

// What the next writer finds: nothing acknowledged missing, no half of anything.
void CheckStore(const fs::path& dir, const Acks& acks) {
  const Result<std::unique_ptr<Store>> opened = Store::Open(dir);
  ASSERT_TRUE(opened.ok()) << opened.error().message();
  const Store& store = **opened;
  const Result<ArticleRecord> record = store.FindArticle(kUrl);
  const std::uint64_t versions = record.ok() ? record->versions : 0;
  EXPECT_GE(versions, acks.versions) << "lost versions";
  for (std::uint64_t n =
           std::max<std::uint64_t>(1, versions - std::min<std::uint64_t>(versions, 5));
       n <= versions; ++n) {
    const Result<Version> version = store.GetVersion(record->id, static_cast<std::uint32_t>(n));
    ASSERT_TRUE(version.ok()) << version.error().message();
    EXPECT_EQ(version->article.paragraphs.front(), TextOf(n));
    EXPECT_TRUE(store.GetCapture(version->capture_id).ok());
  }
  const std::vector<Alert> alerts = store.Alerts({}).value();
  EXPECT_GE(alerts.size(), acks.alerts) << "lost alerts";
  std::set<std::string> claims;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    EXPECT_EQ(alerts[i].sequence, i + 1) << "a gap in the sequence";
    EXPECT_TRUE(claims.insert(alerts[i].id).second) << "an alert was raised twice";
  }
  const StoreStatus status = store.GetStatus().value();
  EXPECT_EQ(status.alerts, alerts.size());
  EXPECT_LE(alerts.size() + status.owed, status.versions);
}

TEST(KilledWriter, LosesNothingAcknowledgedAndRepeatsNothing) {
  const char* wished = std::getenv("CW_KILL_ROUNDS");
  const int rounds = wished != nullptr ? std::atoi(wished) : kRounds;
  TempFolder folder;
  const fs::path dir = folder.path() / "store";
  std::mt19937 random(20250619);  // NOLINT(cert-msc51-cpp): the same rounds each time
  Acks acks;
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    RunAndKill(dir, random() % 24, static_cast<unsigned>(random() % 30'000), acks);
    CheckStore(dir, acks);
  }
  RecordProperty("acknowledged", static_cast<int>(acks.count));
  std::printf("%d kills, %llu acknowledged, %llu versions, %llu alerts\n", rounds,
              static_cast<unsigned long long>(acks.count),
              static_cast<unsigned long long>(acks.versions),
              static_cast<unsigned long long>(acks.alerts));
  EXPECT_GT(acks.count, static_cast<std::uint64_t>(rounds));
}

}  // namespace
}  // namespace claimwatch::testing
