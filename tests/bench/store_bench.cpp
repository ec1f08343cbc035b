// What the store costs: ingest with and without the wait for the disk, showing a version, and the
// bytes of one more nearly equal version.
#include <filesystem>
#include <memory>

#include <benchmark/benchmark.h>

#include "core/digest.h"
#include "storage/retention.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr int kSentences = 60;  // about 6 KB of text in 25 KB of page
constexpr int kShownVersions = 2'000;
constexpr int kVersionsPerArticle = 5;

// Words that differ between articles and repeat within one, as language does.
std::string TextOf(int article, int version) {
  std::string text;
  for (int i = 0; i < kSentences; ++i) {
    const std::string word = Hex(Sha256(std::to_string(article * 131 + i % 41))).substr(0, 12);
    text += "The leaders of the region said that " + word + " places and " +
            std::to_string(i == 30 ? 3'000 + version : i * 17) + " projects follow " +
            word.substr(3, 5) + ". ";
  }
  return text;
}

Page PageOf(int article, const std::string& text, int minute) {
  Page page;
  page.url = page.requested =
      Url::Parse("https://herald.example/" + std::to_string(article)).value();
  page.headers = {{"content-type", "text/html; charset=utf-8"}, {"server", "nginx"}};
  page.body = "<html><head>";
  for (int i = 0; i < 300; ++i) {
    page.body +=
        "<link rel=preload href=/static/chunk-" + std::to_string(i * 7919) + ".js as=script>";
  }
  page.body += "</head><body><p>" + text + "</p></body></html>";
  page.fetched = Time(std::chrono::minutes(minute));
  return page;
}

void Ingest(Store& store, int article, int version) {
  const std::string text = TextOf(article, version);
  const Page page = PageOf(article, text, version);
  Article one;
  one.url = page.url.text();
  one.title = "Leaders meet, part " + std::to_string(article);
  one.language = "en";
  one.paragraphs = {text};
  one.extractor = "bench-1";
  const Result<Appended> done = store.Append(page, one, {"herald", "", "", {}});
  CW_CHECK(done.ok());
  CW_CHECK(store.Conclude(done->article_id, done->number, {}, page.fetched).ok());
}

fs::path FreshFolder(const char* name) {
  const fs::path dir = fs::temp_directory_path() / (std::string("claimwatch-bench-") + name);
  fs::remove_all(dir);
  return dir;
}

// The CPU's part: no disk under it. Each item is a capture, a version and its conclusion.
void BM_IngestInMemory(benchmark::State& state) {
  const std::unique_ptr<Store> store = Store::OpenInMemory().value();
  int count = 0;
  for (auto _ : state) {
    Ingest(*store, count / kVersionsPerArticle, count % kVersionsPerArticle);
    ++count;
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(BM_IngestInMemory)->Unit(benchmark::kMicrosecond);

// With the two synced batches that each version takes.
void BM_IngestOnDisk(benchmark::State& state) {
  const fs::path dir = FreshFolder("ingest");
  std::unique_ptr<Store> store = Store::Open(dir).value();
  int count = 0;
  for (auto _ : state) {
    Ingest(*store, count / kVersionsPerArticle, count % kVersionsPerArticle);
    ++count;
  }
  state.SetItemsProcessed(state.iterations());
  store.reset();
  fs::remove_all(dir);
}

BENCHMARK(BM_IngestOnDisk)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_ShowVersion(benchmark::State& state) {
  const std::unique_ptr<Store> store = Store::OpenInMemory().value();
  for (int i = 0; i < kShownVersions; ++i) {
    Ingest(*store, i / kVersionsPerArticle, i % kVersionsPerArticle);
  }
  const std::vector<ArticleRecord> articles = store->Articles({}).value();
  std::size_t at = 0;
  for (auto _ : state) {
    const ArticleRecord& article = articles[at++ * 7919 % articles.size()];
    benchmark::DoNotOptimize(store->GetVersion(article.id, article.versions).ok());
  }
}

BENCHMARK(BM_ShowVersion)->Unit(benchmark::kMicrosecond);

// Bytes on disk, everything compacted: one more version that differs in one figure, and one more
// article.
void BM_BytesPerVersion(benchmark::State& state) {
  const fs::path dir = FreshFolder("size");
  const auto articles = static_cast<int>(state.range(0));
  const auto versions = static_cast<int>(state.range(1));
  for (auto _ : state) {
    {
      const std::unique_ptr<Store> store = Store::Open(dir).value();
      for (int i = 0; i < articles * versions; ++i) {
        Ingest(*store, i % articles, i / articles);
      }
    }
    state.counters["bytes/version"] =
        static_cast<double>(
            Store::Open(dir)
                .value()
                ->CollectGarbage(Retention(), Sweep::kDropAndRewrite, std::stop_token())
                ->after->count) /
        (articles * versions);
    fs::remove_all(dir);
  }
}

BENCHMARK(BM_BytesPerVersion)
    ->Args({100, 1})
    ->Args({100, 10})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace claimwatch
