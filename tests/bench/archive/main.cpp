// A store of a million versions, and what it costs to make, to keep, to search and to read.
//
//   archive make DIR ARTICLES     writes five versions of each, then the search index
//   archive read DIR              opens it as a reader does and shows 2,000 versions at random
//
// The waits for the disk are left out (fdatasync below does nothing), so that what is told is the
// program's own cost; store_bench tells the disk's. Everything is deterministic: the same words for
// the same numbers.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "daemon/search.h"
#include "daemon/search_index.h"
#include "storage/files.h"
#include "storage/store.h"

// Stand before those of the C library for RocksDB too.
extern "C" int fdatasync(int /*descriptor*/) {
  return 0;
}

extern "C" int fsync(int /*descriptor*/) {
  return 0;
}

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr int kVersions = 5;
constexpr int kParagraphs = 12;
constexpr int kWordsOfParagraph = 45;  // about 3.4 KB of text
constexpr std::size_t kVocabulary = 20'000;
constexpr int kShown = 2'000;

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Words of syllables; the first ones are as common as the first ones of a language are.
std::string Word(std::size_t number) {
  static constexpr const char* kSyllables[] = {"ka",  "re",  "mi",  "to",  "lan", "ser", "ova",
                                               "din", "pul", "gha", "chi", "ber", "ste", "wo"};
  std::string word;
  for (std::size_t rest = number + 1; rest > 0; rest /= std::size(kSyllables)) {
    word += kSyllables[rest % std::size(kSyllables)];
  }
  return word;
}

class Press {
 public:
  Press() {
    for (std::size_t i = 0; i < kVocabulary; ++i) {
      words_.push_back(Word(i));
    }
  }

  Article Print(int article, int version) const {
    std::mt19937 random(static_cast<unsigned>(article));
    Article one;
    one.url = fmt::format("https://outlet{}.example/{}", article % 50, article);
    one.language = "en";
    one.extractor = "bench-1";
    one.title = "Report " + std::to_string(article) + Some(random, 7);
    for (int i = 0; i < kParagraphs; ++i) {
      std::string paragraph = "The" + Some(random, kWordsOfParagraph);
      if (i == 3) {
        paragraph += fmt::format(" and {} training opportunities", 3'000 + article % 997 + version);
      }
      one.paragraphs.push_back(paragraph + ".");
    }
    return one;
  }

  static Page PageOf(const Article& article, int minute) {
    Page page;
    page.url = page.requested = Url::Parse(article.url).value();
    page.headers = {{"content-type", "text/html; charset=utf-8"}, {"server", "nginx"}};
    page.body = "<html><head>";
    for (int i = 0; i < 120; ++i) {
      page.body += fmt::format("<link rel=preload href=/static/chunk-{}.js as=script>", i * 7919);
    }
    page.body += "</head><body><p>" + article.Text() + "</p></body></html>";
    page.fetched = Time(std::chrono::minutes(minute));
    return page;
  }

 private:
  std::string Some(std::mt19937& random, int count) const {
    std::string text;
    for (int i = 0; i < count; ++i) {
      const double part = static_cast<double>(random()) / 4294967296.0;
      const auto word = static_cast<std::size_t>(part * part * part * kVocabulary);
      text += ' ';
      text += words_[word];
    }
    return text;
  }

  std::vector<std::string> words_;
};

int Make(const fs::path& dir, int articles) {
  const Press press;
  const std::unique_ptr<Store> store = Store::Open(dir).value();
  const Clock::time_point start = Clock::now();
  double printing = 0;
  double text = 0;
  for (int article = 0; article < articles; ++article) {
    for (int version = 0; version < kVersions; ++version) {
      const double before = CpuSeconds();
      const Article one = press.Print(article, version);
      const Page page = Press::PageOf(one, article * kVersions + version);
      printing += CpuSeconds() - before;
      text += static_cast<double>(one.Text().size() + page.body.size());
      const Appended done =
          store->Append(page, one, {"outlet" + std::to_string(article % 50), "", "", {}}).value();
      store->Conclude(done.article_id, done.number, {}, page.fetched).value();
    }
    if (article % 10'000 == 0) {
      fmt::print(stderr, "{} articles, {:.0f} s\n", article, SecondsSince(start));
    }
  }
  const double versions = static_cast<double>(articles) * kVersions;
  const double cpu = CpuSeconds() - printing;
  fmt::print("ingest: {:.0f} versions, {:.0f} us of CPU each ({:.0f}/s), {:.0f} s in all\n",
             versions, cpu / versions * 1e6, versions / cpu, SecondsSince(start));
  const double before = CpuSeconds();
  if (!CompleteIndex(*store, {}).ok()) {
    return 1;
  }
  fmt::print("index: {:.0f} us of CPU a version\n", (CpuSeconds() - before) / versions * 1e6);
  const auto size = static_cast<double>(SizeOfFolder(dir / "db").count);
  fmt::print("disk: {:.2f} GB, {:.0f} bytes a version; texts and pages were {:.2f} GB\n",
             size / 1e9, size / versions, text / 1e9);
  return 0;
}

void Tell(const char* what, std::vector<double>& milliseconds) {
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double part) {
    return milliseconds[static_cast<std::size_t>(part *
                                                 static_cast<double>(milliseconds.size() - 1))];
  };
  fmt::print("{}: p50 {:.2f} ms, p99 {:.2f} ms, most {:.2f} ms ({} times)\n", what, at(0.5),
             at(0.99), at(1), milliseconds.size());
}

int Read(const fs::path& dir) {
  const Clock::time_point opening = Clock::now();
  const std::unique_ptr<Store> store = Store::OpenReader(dir).value();
  fmt::print("open: {:.1f} ms\n", SecondsSince(opening) * 1e3);
  const std::uint64_t versions = store->GetStatus()->versions;
  std::mt19937_64 random(7);
  std::vector<double> shown;
  for (int i = 0; i < kShown; ++i) {
    const LogPlace place = store->Log(random() % versions, 1)->front();
    const Clock::time_point start = Clock::now();
    static_cast<void>(store->FindArticle(place.article_id).value());
    static_cast<void>(store->GetVersion(place.article_id, place.number).value());
    shown.push_back(SecondsSince(start) * 1e3);
  }
  Tell("show", shown);
  for (const char* query :
       {"3500 training", "\"training opportunities\"", "kalan pulchi", "report"}) {
    std::vector<double> searched;
    std::uint64_t found = 0;
    for (int i = 0; i < 5; ++i) {
      const Clock::time_point start = Clock::now();
      ArticleQuery filter;
      filter.limit = 20;
      found = Search(*store, {query, filter})->found;
      searched.push_back(SecondsSince(start) * 1e3);
    }
    Tell(fmt::format("search {} ({} found)", query, found).c_str(), searched);
  }
  return 0;
}

}  // namespace
}  // namespace claimwatch

int main(int argc, char** argv) {
  const std::string verb = argc > 2 ? argv[1] : "";
  if (verb == "make" && argc > 3) {
    return claimwatch::Make(argv[2], std::atoi(argv[3]));
  }
  if (verb == "read") {
    return claimwatch::Read(argv[2]);
  }
  static_cast<void>(std::fputs("archive make DIR ARTICLES | archive read DIR\n", stderr));
  return 2;
}
