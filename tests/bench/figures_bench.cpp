// Throughput of the figure reader on plain news text, and the cost of loading its tables.
#include <fstream>
#include <iterator>
#include <string>

#include <benchmark/benchmark.h>

#include "plugins/read/figure.h"
#include "plugins/read/lexicon.h"

namespace claimwatch {
namespace {

std::string News(std::size_t bytes) {
  std::ifstream file(CW_SOURCE_DIR "/config/baselines/xinhua-20250619.txt");
  const std::string article((std::istreambuf_iterator<char>(file)), {});
  std::string text;
  while (text.size() < bytes) {
    text += article + "\n\n";
  }
  return text;
}

void BM_ReadFiguresEnglish(benchmark::State& state) {
  const std::string text = News(std::size_t{1} << 20U);
  for (auto _ : state) {
    benchmark::DoNotOptimize(ReadFigures(text, "en"));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size()));
}

BENCHMARK(BM_ReadFiguresEnglish);

void BM_LoadTables(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Lexicon("en"));
  }
}

BENCHMARK(BM_LoadTables);

}  // namespace
}  // namespace claimwatch
