#include "tests/storage/writer.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <random>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUrl = "https://herald.example/astana";
constexpr std::size_t kLargeBody = 100U << 10U;
constexpr std::uint64_t kAfterFull = 10;
constexpr const char* kFullTest = "Writer.DISABLED_WritesPastAFullDisk";
constexpr const char* kRefusedTest = "Writer.DISABLED_WritesUntilItIsRefused";
constexpr std::uint64_t kBeforeDone = 40;
constexpr const char* kDirVariable = "CW_KILL_DIR";
constexpr std::uint64_t kOtherArticles = 7;
constexpr std::uint64_t kLookedAt = 5;  // newest versions read whole

// Version n of the one article.
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

TEST(Writer, DISABLED_WritesUntilItIsKilled) {
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

// Bytes that no packer makes smaller, others for each n.
std::string Noise(std::uint64_t n) {
  std::mt19937_64 random(n);
  std::string bytes;
  while (bytes.size() < kLargeBody) {
    const std::uint64_t eight = random();
    bytes.append(reinterpret_cast<const char*>(&eight), sizeof eight);
  }
  return bytes;
}

// Tries until there is room, and says F the first time there is none.
template <typename Write>
auto Insist(const Write& write, bool& was_full) {
  auto done = write();
  while (!done.ok() && done.error().code() == Errc::kBusy) {
    if (!was_full) {
      was_full = true;
      Acknowledge('F', 0);
    }
    poll(nullptr, 0, 20);
    done = write();
  }
  return done;
}

TEST(Writer, DISABLED_WritesPastAFullDisk) {
  const char* dir = std::getenv(kDirVariable);
  ASSERT_NE(dir, nullptr);
  const auto store = Store::Open(dir).value();
  bool was_full = false;
  std::uint64_t left = kAfterFull;
  for (std::uint64_t n = 1; left > 0 && n < 10'000; ++n) {
    const auto appended = Insist(
        [&] {
          return store->Append(PageOf(kUrl, Noise(n)), ArticleOf(kUrl, TextOf(n)), FeedFacts());
        },
        was_full);
    ASSERT_TRUE(appended.ok()) << appended.error().message();
    Acknowledge('V', n);
    const auto concluded = Insist(
        [&] {
          const std::string claim = "claim " + std::to_string(n);
          return store->Conclude(appended->article_id, appended->number,
                                 {ProposalOf(claim, appended->article_id, appended->number)},
                                 At(0));
        },
        was_full);
    ASSERT_TRUE(concluded.ok()) << concluded.error().message();
    Acknowledge('C', n);
    left -= was_full ? 1U : 0U;
  }
  EXPECT_TRUE(was_full);
}

// Sets a limit of the process when the environment names one.
void Limit(const char* variable, int resource, rlim_t unit) {
  if (const char* wished = std::getenv(variable)) {
    const rlim_t most = std::strtoull(wished, nullptr, 10) * unit;
    const rlimit limit{most, most};
    ASSERT_EQ(setrlimit(resource, &limit), 0);
  }
}

// RocksDB's own threads may still be at work on a disk that fails, so the process ends without the
// exit handlers that would take things away from under them (RELIABILITY 3: report, _exit, reopen).
void EndAfterRefusal(const Store& store) {
  if (store.Failure()) {
    _exit(0);
  }
}

void SayRefused(const Error& error) {
  const std::string line = "E" + error.message() + "\n";
  ASSERT_EQ(write(STDOUT_FILENO, line.data(), line.size()), static_cast<ssize_t>(line.size()));
}

// One version with its claim; false at the first refusal, which is said.
bool WriteOne(Store& store, std::uint64_t n) {
  const auto appended =
      store.Append(PageOf(kUrl, Noise(n)), ArticleOf(kUrl, TextOf(n)), FeedFacts());
  if (!appended.ok()) {
    SayRefused(store.Failure().value_or(appended.error()));
    return false;
  }
  Acknowledge('V', n);
  const auto concluded = store.Conclude(
      appended->article_id, appended->number,
      {ProposalOf("claim " + std::to_string(n), appended->article_id, appended->number)}, At(0));
  if (!concluded.ok()) {
    SayRefused(store.Failure().value_or(concluded.error()));
    return false;
  }
  const auto status = store.GetStatus();  // reading may need a file that cannot be opened
  if (!status.ok()) {
    SayRefused(Error(status.error().code(), "store: " + status.error().message()));
    return false;
  }
  Acknowledge('C', status->alerts);
  return true;
}

TEST(Writer, DISABLED_WritesUntilItIsRefused) {
  const char* dir = std::getenv(kDirVariable);
  ASSERT_NE(dir, nullptr);
  static_cast<void>(signal(SIGXFSZ, SIG_IGN));
  Limit("CW_WRITER_FILES", RLIMIT_NOFILE, 1);
  Limit("CW_WRITER_KILOBYTES", RLIMIT_FSIZE, 1U << 10U);
  Result<std::unique_ptr<Store>> opened = Store::Open(dir);
  if (!opened.ok()) {
    return SayRefused(opened.error());
  }
  Store& store = **opened;
  const Result<ArticleRecord> known = store.FindArticle(kUrl);
  const std::uint64_t first = known.ok() ? known->versions + 1U : 1U;
  for (std::uint64_t n = first; n < first + kBeforeDone && WriteOne(store, n); ++n) {
    if (n == first + kBeforeDone / 2) {
      const auto log = store.Log(0, 1);
      const Status indexed = log.ok() ? store.AddToIndex({{log->front(), {"term"}}}, 1)
                                      : Status(Error(log.error().code(), "store: no log"));
      if (!indexed.ok()) {
        SayRefused(store.Failure().value_or(indexed.error()));
        break;
      }
    }
  }
  EndAfterRefusal(store);
}

pid_t StartWriter(const char* test, const fs::path& dir, int out,
                  const std::vector<std::pair<std::string, std::string>>& environment) {
  const pid_t child = fork();
  if (child == 0) {
    dup2(out, STDOUT_FILENO);
    setenv(kDirVariable, dir.c_str(), 1);
    for (const auto& [name, value] : environment) {
      setenv(name.c_str(), value.c_str(), 1);
    }
    execl("/proc/self/exe", "storage_tests", "--gtest_also_run_disabled_tests",
          ("--gtest_filter=" + std::string(test)).c_str(), nullptr);
    _exit(127);
  }
  return child;
}

// "" when version n is what was written as it.
std::string WrongWith(const Store& store, const std::string& id, std::uint64_t n) {
  const Result<Version> version = store.GetVersion(id, static_cast<std::uint32_t>(n));
  if (!version.ok()) {
    return version.error().message();
  }
  const bool whole = version->article.paragraphs.front() == TextOf(n) &&
                     store.GetCapture(version->capture_id).ok();
  return whole ? "" : fmt::format("version {} is not the one that was written", n);
}

// Gapless, each claim once, none that no version owes or has.
void CountAlerts(const Store& store, const Acks& acks, Losses& losses) {
  const std::vector<Alert> alerts = store.Alerts({}).value();
  losses.alerts = acks.alerts - std::min<std::uint64_t>(acks.alerts, alerts.size());
  std::set<std::string> claims;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    losses.doubled += claims.insert(alerts[i].id).second ? 0U : 1U;
    if (alerts[i].sequence != i + 1) {
      losses.problem = "a gap in the sequence of alerts";
    }
  }
  const StoreStatus status = store.GetStatus().value();
  if (status.alerts != alerts.size() || alerts.size() + status.owed > status.versions) {
    losses.problem = "the counters and the alerts disagree";
  }
}

// Where the number of an acknowledgement of `kind` is kept; null for other lines.
std::uint64_t* HighestOf(char kind, Acks& acks) {
  switch (kind) {
    case 'V':
      return &acks.versions;
    case 'C':
      return &acks.alerts;
    case 'E':
      return &acks.erased;
    default:
      return nullptr;
  }
}

}  // namespace

void TakeAcks(std::string& buffer, Acks& acks) {
  for (std::size_t end = buffer.find('\n'); end != std::string::npos; end = buffer.find('\n')) {
    std::uint64_t* const highest = HighestOf(buffer[0], acks);
    if (highest != nullptr) {
      *highest = std::max<std::uint64_t>(*highest, std::strtoull(buffer.c_str() + 1, nullptr, 10));
      ++acks.count;
    }
    buffer.erase(0, end + 1);
  }
}

void RunAndKill(const fs::path& dir, std::uint64_t least, unsigned spin, Acks& acks,
                const std::vector<std::pair<std::string, std::string>>& environment,
                const char* writer) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = StartWriter(writer, dir, ends[1], environment);
  close(ends[1]);
  std::string buffer;
  std::array<char, 4096> chunk{};
  const std::uint64_t before = acks.count;
  ssize_t size = 1;
  while (acks.count < before + least && size > 0) {
    size = read(ends[0], chunk.data(), chunk.size());
    buffer.append(chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    TakeAcks(buffer, acks);
  }
  for (unsigned i = 0; i < spin; ++i) {
    getppid();  // a system call each, so that the moment varies with the machine
  }
  kill(child, SIGKILL);
  while ((size = read(ends[0], chunk.data(), chunk.size())) > 0) {
    buffer.append(chunk.data(), static_cast<std::size_t>(size));
  }
  TakeAcks(buffer, acks);
  close(ends[0]);
  waitpid(child, nullptr, 0);
}

FullRun FillDisk(const fs::path& dir, const std::function<void()>& make_room, Acks& acks) {
  using Clock = std::chrono::steady_clock;
  FullRun run;
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return {false, {}, -1};
  }
  const pid_t child = StartWriter(kFullTest, dir, ends[1], {});
  close(ends[1]);
  std::string buffer;
  std::array<char, 4096> chunk{};
  std::optional<Clock::time_point> room_since;
  for (ssize_t size = 0; (size = read(ends[0], chunk.data(), chunk.size())) > 0;) {
    buffer.append(chunk.data(), static_cast<std::size_t>(size));
    if (!run.was_full && buffer.find("F0\n") != std::string::npos) {
      run.was_full = true;
      make_room();
      room_since = Clock::now();
    } else if (room_since) {
      run.resumed =
          std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *room_since);
      room_since.reset();
    }
    TakeAcks(buffer, acks);
  }
  close(ends[0]);
  waitpid(child, &run.status, 0);
  return run;
}

RefusedRun RunUntilRefused(const fs::path& dir,
                           const std::vector<std::pair<std::string, std::string>>& environment,
                           Acks& acks) {
  RefusedRun run;
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return {"no pipe", -1};
  }
  const pid_t child = StartWriter(kRefusedTest, dir, ends[1], environment);
  close(ends[1]);
  std::string printed;
  std::array<char, 4096> chunk{};
  for (ssize_t size = 0; (size = read(ends[0], chunk.data(), chunk.size())) > 0;) {
    printed.append(chunk.data(), static_cast<std::size_t>(size));
  }
  close(ends[0]);
  waitpid(child, &run.status, 0);
  const std::size_t refusal = printed.find("\nE");
  if (refusal != std::string::npos) {
    run.said = printed.substr(refusal + 2, printed.find('\n', refusal + 2) - refusal - 2);
  }
  TakeAcks(printed, acks);
  return run;
}

Losses LossesIn(const fs::path& dir, const Acks& acks) {
  Losses losses;
  const Result<std::unique_ptr<Store>> opened = Store::Open(dir);
  if (!opened.ok()) {
    return {acks.versions, acks.alerts, 0, opened.error().message()};
  }
  const Store& store = **opened;
  const Result<ArticleRecord> record = store.FindArticle(kUrl);
  const std::uint64_t versions = record.ok() ? record->versions : 0;
  losses.versions = acks.versions - std::min(acks.versions, versions);
  for (std::uint64_t n = versions - std::min(versions, kLookedAt) + 1; n <= versions; ++n) {
    if (const std::string wrong = WrongWith(store, record->id, n); !wrong.empty()) {
      losses.problem = wrong;
    }
  }
  CountAlerts(store, acks, losses);
  const VerifyReport report = store.Verify({}).value();
  if (report.problem_count != 0) {
    losses.problem = report.problems.front();
  }
  return losses;
}

}  // namespace claimwatch::testing
