// Readers that open in any moment of a writer's life see all that was acknowledged before.
//
// Environment: CW_READER_ROUNDS for more lives of the writer.
#include <atomic>
#include <cstdlib>
#include <random>
#include <thread>

#include <gmock/gmock.h>

#include "tests/storage/samples.h"
#include "tests/storage/writer.h"
#include "tests/support/asked.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUrl = "https://herald.example/astana";

// "" when a reader sees at least `least` version records, and no hole in the log of them.
std::string WrongWithView(const fs::path& dir, std::uint64_t least) {
  const Result<std::unique_ptr<Store>> reader = Store::OpenReader(dir);
  if (!reader.ok()) {
    return reader.error().message();
  }
  const std::uint64_t versions = (*reader)->GetStatus()->versions;
  if (versions < least) {
    return "sees " + std::to_string(versions) + " of " + std::to_string(least);
  }
  const std::vector<LogPlace> places = (*reader)->Log(0, versions).value();
  if (places.size() != versions) {
    return "has a hole: " + std::to_string(places.size()) + " of " + std::to_string(versions);
  }
  const LogPlace& last = places.back();
  const Result<Version> version = (*reader)->GetVersion(last.article_id, last.number);
  return version.ok() ? "" : version.error().message();
}

// What readers met while `write` was at work; `acknowledged` grows meanwhile.
struct Views {
  int count = 0;
  std::vector<std::string> wrong;
};

Views ReadWhile(const fs::path& dir, const std::atomic<std::uint64_t>& acknowledged,
                const std::function<void()>& write) {
  Views views;
  std::jthread readers([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const std::uint64_t least = acknowledged;
      if (least > 0) {
        const std::string wrong = WrongWithView(dir, least);
        ++views.count;
        if (!wrong.empty()) {
          views.wrong.push_back(wrong);
        }
      }
    }
  });
  write();
  readers.request_stop();
  readers.join();
  return views;
}

// Each start puts the log of the life before into tables, writes a new list of files and deletes
// what it replaced.
TEST(Reader, SeesNothingLessWhileWritersStartAndAreKilled) {
  const int rounds = Asked("CW_READER_ROUNDS", 25);
  const TempFolder folder;
  const fs::path dir = folder.path() / "store";
  std::atomic<std::uint64_t> acknowledged{0};
  const Views views = ReadWhile(dir, acknowledged, [&] {
    std::mt19937 random(20250619);  // NOLINT(cert-msc51-cpp): the same rounds each time
    Acks acks;
    for (int round = 0; round < rounds; ++round) {
      RunAndKill(dir, 1 + random() % 30, static_cast<unsigned>(random() % 20'000), acks);
      acknowledged = acks.versions;
    }
  });
  std::printf("%d views beside %d starts\n", views.count, rounds);
  EXPECT_THAT(views.wrong, ::testing::IsEmpty());
  EXPECT_GT(views.count, rounds / 5);
}

// Large bodies fill logs and tables quickly: flushes and compactions all the time.
TEST(Reader, SeesNothingLessWhileTheWriterReplacesItsFiles) {
  const TempFolder folder;
  const fs::path dir = folder.path() / "store";
  const auto writer = Store::Open(dir).value();
  std::atomic<std::uint64_t> acknowledged{0};
  const Views views = ReadWhile(dir, acknowledged, [&] {
    std::mt19937_64 random(20250619);  // NOLINT(cert-msc51-cpp): the same bytes each time
    for (std::uint64_t n = 1; n <= 300; ++n) {
      std::string noise;
      while (noise.size() < (256U << 10U)) {
        const std::uint64_t eight = random();
        noise.append(reinterpret_cast<const char*>(&eight), sizeof eight);
      }
      const std::string text = "text " + std::to_string(n);
      writer->Append(PageOf(kUrl, noise), ArticleOf(kUrl, text), FeedFacts()).value();
      acknowledged = n;
    }
  });
  std::printf("%d views\n", views.count);
  EXPECT_THAT(views.wrong, ::testing::IsEmpty());
  EXPECT_GT(views.count, 5);
}

TEST(Reader, ThatIsOpenCatchesUpOverReplacedFiles) {
  const TempFolder folder;
  const fs::path dir = folder.path() / "store";
  Fetch(*Store::Open(dir).value(), kUrl, "text 0").value();
  const auto reader = Store::OpenReader(dir).value();
  for (std::uint32_t n = 1; n <= 12; ++n) {
    Fetch(*Store::Open(dir).value(), kUrl, "text " + std::to_string(n)).value();
    ASSERT_TRUE(reader->CatchUp().ok());
    ASSERT_EQ(reader->FindArticle(kUrl)->versions, n + 1);
  }
}

}  // namespace
}  // namespace claimwatch::testing
