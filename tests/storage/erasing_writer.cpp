#include "tests/storage/erasing_writer.h"

#include <cstdlib>
#include <random>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "storage/erasure.h"
#include "storage/retention.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUrl = "https://herald.example/astana";
constexpr std::size_t kNoise = 6U << 10U;
constexpr std::size_t kMark = 48;  // bytes that cannot be there by chance
constexpr std::uint64_t kLeft = 2;
constexpr std::uint64_t kIndexedAtOnce = 3;
enum class Part : std::uint64_t { kBody, kText };

// What no compression makes smaller, so that it stands in the files as it is.
std::string NoiseOf(std::uint64_t n, Part part) {
  std::mt19937_64 random(2 * n + static_cast<std::uint64_t>(part));
  std::string noise;
  while (noise.size() < kNoise) {
    const std::uint64_t eight = random();
    noise.append(reinterpret_cast<const char*>(&eight), sizeof eight);
  }
  return noise;
}

// One that the write-ahead log shows as it is.
std::string SentenceOf(std::uint64_t n) {
  return fmt::format("sentence {} {:016x}", n, std::mt19937_64(n)());
}

std::string HeldKey(std::uint64_t n) {
  return fmt::format("held/{}", n);
}

std::string TermOf(std::uint64_t n) {
  return fmt::format("term{}", n);
}

void Say(char kind, std::uint64_t n) {
  const std::string line = fmt::format("{}{}\n", kind, n);
  ASSERT_EQ(write(STDOUT_FILENO, line.data(), line.size()), static_cast<ssize_t>(line.size()));
}

Proposal ProposalFor(const std::string& id, std::uint64_t n) {
  const auto number = static_cast<std::uint32_t>(n);
  Proposal proposal = ProposalOf(SentenceOf(n), id, number);
  Json& article = proposal.alert->record.Edit("claimwatch").Edit("article");
  article.Set("id", id).Set("headline", SentenceOf(n));
  article.Set("version", Json::Of({{"number", n}}));
  return proposal;
}

void ConcludeVersion(Store& store, const std::string& id, std::uint64_t n) {
  const auto done = store.Conclude(id, static_cast<std::uint32_t>(n), {ProposalFor(id, n)}, At(0));
  ASSERT_TRUE(done.ok()) << done.error().message();
  ASSERT_TRUE(store.PutState({{HeldKey(n), SentenceOf(n)}}).ok());
}

std::string WriteVersion(Store& store, std::uint64_t n) {
  const Article article = ArticleOf(kUrl, NoiseOf(n, Part::kText));
  const Appended done =
      store.Append(PageOf(kUrl, NoiseOf(n, Part::kBody)), article, FeedFacts()).value();
  EXPECT_EQ(done.number, n);
  ConcludeVersion(store, done.article_id, n);
  return done.article_id;
}

void Index(Store& store) {
  const IndexState state = store.GetIndexState().value();
  std::vector<IndexedVersion> versions;
  const std::vector<LogPlace> places = store.Log(state.records, kIndexedAtOnce).value();
  for (const LogPlace& place : places) {
    const bool erased = store.GetErasure(place.article_id, place.number)->has_value();
    versions.push_back({place, erased ? std::vector<std::string>()
                                      : std::vector<std::string>{TermOf(place.number)}});
  }
  ASSERT_TRUE(versions.empty() || store.AddToIndex(versions, 1).ok());
}

void EraseVersion(Store& store, const std::string& id, std::uint64_t n) {
  ErasureOrder order;
  order.article_id = id;
  order.numbers = {static_cast<std::uint32_t>(n)};
  order.reason = "a court said so";
  order.by = "anna";
  order.now = At(600);
  order.beside = [n](const ErasureReport& /*report*/) {
    return ErasedBeside{{TermOf(n)}, {{HeldKey(n), std::string(kErasedText)}}};
  };
  const Result<ErasureReport> report = store.Erase(order);
  ASSERT_TRUE(report.ok()) << report.error().message();
}

// The files after every other erasure only, so that a stop finds owed ones of more than one.
TEST(ErasingWriter, DISABLED_ErasesUntilItIsKilled) {
  const auto store = Store::Open(std::getenv("CW_KILL_DIR")).value();
  ASSERT_TRUE(store->FinishErasures().ok());  // as at a daemon's start
  const Result<ArticleRecord> known = store->FindArticle(kUrl);
  std::uint64_t n = known.ok() ? known->versions : 0;
  const std::vector<Owed> left = store->OwedAnalyses().value();
  for (const Owed& owed : left) {
    ConcludeVersion(*store, owed.article_id, owed.number);
  }
  for (++n; n < 1'000'000; ++n) {
    const std::string id = WriteVersion(*store, n);
    Say('V', n);
    Index(*store);
    if (n <= kLeft) {
      continue;
    }
    if (!store->GetState(HeldKey(n - kLeft))->has_value()) {
      continue;  // its analysis was stopped before it came so far
    }
    EraseVersion(*store, id, n - kLeft);
    Say('E', n - kLeft);
    if (n % 2 == 0) {
      ASSERT_TRUE(store->FinishErasures().ok());
      Say('F', n - kLeft);
    }
  }
}

// --- what was left -------------------------------------------------------------------------------

// "" or which words of version `n` the files still hold.
std::string WordsOf(std::uint64_t n, const std::string& bytes) {
  for (const Part part : {Part::kBody, Part::kText}) {
    const std::string noise = NoiseOf(n, part);
    for (std::size_t at = kMark; at < noise.size(); at += kNoise / 4) {
      if (bytes.find(noise.substr(at, kMark)) != std::string::npos) {
        return fmt::format("{} of erased version {}", part == Part::kBody ? "response" : "text", n);
      }
    }
  }
  return bytes.find(SentenceOf(n)) == std::string::npos
             ? ""
             : fmt::format("sentence of erased version {}", n);
}

std::string WordsIn(const fs::path& dir, const std::set<std::uint64_t>& erased) {
  const std::string bytes = ReadAllIn(dir / "db");
  for (const std::uint64_t n : erased) {
    if (const std::string words = WordsOf(n, bytes); !words.empty()) {
      return words;
    }
  }
  return "";
}

// How much of version `n` is there: its text, its response, finding, alert's words, state, term.
std::vector<bool> Traces(const Store& store, const std::string& id, std::uint64_t n) {
  const auto number = static_cast<std::uint32_t>(n);
  const Result<Version> version = store.GetVersion(id, number);
  std::vector<bool> there = {
      version.ok() && version->article.paragraphs.front() == NoiseOf(n, Part::kText),
      version.ok() && store.GetCapture(version->capture_id).ok(),
      !store.GetErasure(id, number)->has_value()};
  const auto proposal = ProposalFor(id, n);
  const Result<ClaimRecord> claim = store.GetClaim(proposal.fingerprint);
  if (claim.ok()) {  // it was concluded
    there.push_back(claim->sentence.find(SentenceOf(n)) != std::string::npos);
    there.push_back(!store.Findings(id, number)->empty());
    const Result<Alert> alert = store.FindAlert(proposal.alert->id);
    there.push_back(alert.ok() && alert->record.Dump().find(SentenceOf(n)) != std::string::npos);
  }
  if (const auto held = store.GetState(HeldKey(n)).value()) {
    there.push_back(*held == SentenceOf(n));
  }
  return there;
}

// Which versions are erased; a version of which a part is there only is a problem.
std::set<std::uint64_t> Erased(const Store& store, const Acks& acks, std::string& problem) {
  std::set<std::uint64_t> erased;
  const Result<ArticleRecord> article = store.FindArticle(kUrl);
  const std::uint64_t versions = article.ok() ? article->versions : 0;
  const std::uint64_t indexed = store.GetIndexState()->records;
  if (versions < acks.versions) {
    problem = "a version is lost";
  }
  for (std::uint64_t n = 1; n <= versions; ++n) {
    std::vector<bool> there = Traces(store, article->id, n);
    if (n <= indexed) {
      there.push_back(!store.FindTerm(TermOf(n))->empty());
    }
    const std::set<bool> kinds(there.begin(), there.end());
    if (kinds.size() != 1) {
      problem = fmt::format("version {} is erased in part: {}", n, ::testing::PrintToString(there));
    }
    if (!there.front()) {
      erased.insert(n);
    }
  }
  return erased;
}

std::string FirstProblem(const Store& store) {
  const VerifyReport report = store.Verify({}).value();
  return report.problems.empty() ? "" : report.problems.front();
}

}  // namespace

ErasureCheck ErasuresIn(const fs::path& dir, const Acks& acks, Finisher finisher) {
  ErasureCheck check;
  std::set<std::uint64_t> erased;
  {
    const Result<std::unique_ptr<Store>> opened = Store::Open(dir);
    if (!opened.ok()) {
      check.problem = opened.error().message();
      return check;
    }
    Store& store = **opened;
    erased = Erased(store, acks, check.problem);
    check.erased = erased.size();
    if (const std::string bad = FirstProblem(store); !bad.empty()) {
      check.problem = bad;
    }
    if (!erased.contains(acks.erased) && acks.erased != 0) {
      check.problem = fmt::format("the erasure of version {} is undone", acks.erased);
    }
    check.owed = store.OwesErasure().value();
    check.words = !WordsIn(dir, erased).empty();
    if (check.words && !check.owed) {
      check.problem = WordsIn(dir, erased) + " is in the files, and nothing is owed";
    }
    if (finisher == Finisher::kStart && !store.FinishErasures().ok()) {
      check.problem = "the files cannot be rewritten";
    }
  }
  if (finisher == Finisher::kGarbage && !CollectGarbage(dir, {}, Sweep::kDropAndRewrite).ok()) {
    check.problem = "gc fails";
  }
  const auto store = Store::Open(dir).value();
  if (const std::string words = WordsIn(dir, erased); !words.empty()) {
    check.problem = words + " is in the files after all";
  }
  if (const std::string bad = FirstProblem(*store); !bad.empty() || store->OwesErasure().value()) {
    check.problem = "after the files were rewritten: " + bad;
  }
  return check;
}

}  // namespace claimwatch::testing
