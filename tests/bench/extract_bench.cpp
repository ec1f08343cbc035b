// The cost of a whole extraction against gumbo_parse alone on the same page, in the same run
// (bar: at most 1.3 times its CPU). With CW_BENCH_PAGES=FOLDER the pages of a folder, otherwise a
// page made up like a real one: much script and navigation around a middling article.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <gumbo.h>

#include "core/page.h"
#include "plugins/extract/article.h"

namespace claimwatch {
namespace {

std::string MadeUpPage() {
  std::string page = "<!doctype html><html lang=en><head><title>Summit | Ledger</title>";
  for (int i = 0; i < 40; ++i) {
    page += "<script>var a" + std::to_string(i) + "=[" + std::string(1500, '1') + "];</script>";
  }
  page += "</head><body><nav><ul>";
  for (int i = 0; i < 150; ++i) {
    page += "<li class=\"nav__item nav__item--" + std::to_string(i) +
            "\"><a href=\"/section\" data-track=\"x\">Section of the site</a></li>";
  }
  page += "</ul></nav><article class=story><h1>Summit</h1>";
  for (int i = 0; i < 30; ++i) {
    page +=
        "<div class=story__p><p>The six leaders signed a treaty in the capital, and promised "
        "<a href=/x>to train 3,000 people</a> within two years, officials said.</p></div>";
  }
  return page + "</article></body></html>";
}

std::vector<std::string> Pages() {
  std::vector<std::string> pages;
  const char* const folder = std::getenv("CW_BENCH_PAGES");  // NOLINT(concurrency-mt-unsafe)
  if (folder != nullptr) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      pages.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  if (pages.empty()) {
    pages.push_back(MadeUpPage());
  }
  return pages;
}

void Count(benchmark::State& state, const std::vector<std::string>& pages) {
  std::int64_t bytes = 0;
  for (const std::string& page : pages) {
    bytes += static_cast<std::int64_t>(page.size());
  }
  state.SetBytesProcessed(state.iterations() * bytes);
}

void GumboAlone(benchmark::State& state) {
  const std::vector<std::string> pages = Pages();
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  for (auto _ : state) {
    for (const std::string& page : pages) {
      GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
      benchmark::DoNotOptimize(output);
      gumbo_destroy_output(&options, output);
    }
  }
  Count(state, pages);
}

BENCHMARK(GumboAlone);

void WholeExtraction(benchmark::State& state) {
  std::vector<Page> pages;
  const std::vector<std::string> bodies = Pages();
  for (const std::string& body : bodies) {
    pages.emplace_back().body = body;
    pages.back().content_type = "text/html";
  }
  for (auto _ : state) {
    for (const Page& page : pages) {
      Result<Article> article = ExtractArticle(page);
      benchmark::DoNotOptimize(article);
    }
  }
  Count(state, bodies);
}

BENCHMARK(WholeExtraction);

}  // namespace
}  // namespace claimwatch
