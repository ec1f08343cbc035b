// The cost of reading a page in a child process instead of here, and of a bomb. With
// CW_BENCH_PAGES=FOLDER the pages of a folder, otherwise a page made up like a real one of 80 KB.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/clock.h"
#include "plugins/parser.h"

namespace claimwatch {
namespace {

Page PageOf(std::string body) {
  Page page;
  page.url = *Url::Parse("https://herald.example/world/1");
  page.content_type = "text/html";
  page.body = std::move(body);
  return page;
}

std::string MadeUpPage() {
  std::string page = "<!doctype html><html lang=en><head><title>Summit | Ledger</title>";
  for (int i = 0; i < 30; ++i) {
    page += "<script>var a" + std::to_string(i) + "=[" + std::string(1500, '1') + "];</script>";
  }
  page += "</head><body><nav><ul>";
  for (int i = 0; i < 150; ++i) {
    page += "<li class=\"nav__item\"><a href=\"/section\" data-track=\"x\">Section " +
            std::to_string(i) + "</a></li>";
  }
  page += "</ul></nav><article class=story><h1>Summit</h1>";
  for (int i = 0; i < 30; ++i) {
    page += "<div class=story__p><p>The six leaders signed a treaty in the capital on day " +
            std::to_string(i) +
            ", and promised <a href=/x>to train 3,000 people</a> within two years, officials "
            "said.</p></div>";
  }
  return page + "</article></body></html>";
}

std::vector<Page> Pages() {
  std::vector<Page> pages;
  const char* const folder = std::getenv("CW_BENCH_PAGES");  // NOLINT(concurrency-mt-unsafe)
  if (folder != nullptr) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      pages.push_back(PageOf({std::istreambuf_iterator<char>(in), {}}));
    }
  }
  if (pages.empty()) {
    pages.push_back(PageOf(MadeUpPage()));
  }
  return pages;
}

const Clock& TheClock() {
  static const SystemClock clock;
  return clock;
}

std::unique_ptr<Parser> ChildParser() {
  ChildParserOptions options;
  options.program = CW_BINARY_DIR "/claimwatchd";
  return std::move(MakeChildParser(options, TheClock())).value();
}

// Counts pages; items per second are what is compared.
void ReadAll(benchmark::State& state, Parser& parser) {
  const std::vector<Page> pages = Pages();
  for (auto _ : state) {
    for (const Page& page : pages) {
      Result<Explanation> read = parser.ReadArticle(page, {});
      benchmark::DoNotOptimize(read);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pages.size()));
}

void Here(benchmark::State& state) {
  ReadAll(state, *MakeParser());
}

BENCHMARK(Here)->UseRealTime();

void InAChild(benchmark::State& state) {
  ReadAll(state, *ChildParser());
}

BENCHMARK(InAChild)->UseRealTime();

// A child that starts, warms up and locks itself in: what each failure costs besides its own time.
void StartOfAChild(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(ChildParser());
  }
}

BENCHMARK(StartOfAChild)->UseRealTime();

}  // namespace
}  // namespace claimwatch
