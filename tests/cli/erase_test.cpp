// `claimwatch erase`, and what the other verbs say of a version that is gone.
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kUrl = "https://steppe-herald.example/summit";
constexpr const char* kSecret = "Zhanabergenova resigned on Monday.";

class EraseVerb : public ::testing::Test {
 protected:
  EraseVerb() {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_)).value();
    Add(*store, "10", "Six leaders met.");
    Add(*store, "11", kSecret);
    Add(*store, "12", "Six leaders met on Tuesday.");
  }

  void Add(Store& store, const std::string& hour, const std::string& sentence,
           const std::string& beside = "", const std::string& url = kUrl) {
    Page page;
    page.url = page.requested = Url::Parse(url).value();
    page.body = "<p>" + sentence + "</p>" + beside;
    page.fetched = ParseTime("2025-06-17T" + hour + ":00:00Z").value();
    Article article;
    article.url = url;
    article.title = "Leaders meet";
    article.language = "en";
    article.paragraphs = {"A first paragraph.", sentence};
    article.extractor = "gumbo-1";
    id_ = store.Append(page, article, {"steppe", url, "", std::nullopt}).value().article_id;
  }

  Typed Ask(std::vector<std::string> words) const {
    words.insert(words.end(), {"--state-dir", dir_.string(), "--color", "never"});
    return Type(std::move(words));
  }

  void Erase(const std::string& what) const {
    const Typed done = Ask({"erase", what, "--why", "a court said so", "--by", "anna", "--yes"});
    ASSERT_EQ(done.status, 0) << done.err;
  }

  TempFolder folder_;
  std::filesystem::path dir_ = folder_.path() / "store";
  std::string id_;
};

TEST_F(EraseVerb, WithoutYesItOnlySaysWhatWouldGo) {
  const Typed look = Ask({"erase", id_ + "@2", "--why", "a court said so", "--by", "anna"});
  EXPECT_EQ(look.status, 0) << look.err;
  EXPECT_THAT(look.out, HasSubstr("would erase @2"));
  EXPECT_THAT(look.out, HasSubstr("nothing was changed"));
  EXPECT_THAT(Ask({"show", id_ + "@2"}).out, HasSubstr(kSecret));
}

TEST_F(EraseVerb, NeedsAReason) {
  const Typed refused = Ask({"erase", id_ + "@2", "--yes"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("--why"));
}

TEST_F(EraseVerb, EachVerbSaysThatItWasErased) {
  Erase(id_ + "@2");
  const auto says = [&](std::vector<std::string> words) {
    const Typed answer = Ask(words);
    EXPECT_EQ(answer.status, 0) << words.front() << ": " << answer.err;
    EXPECT_THAT(answer.out, Not(HasSubstr("Zhanabergenova"))) << words.front();
    return answer.out;
  };
  const auto told = ::testing::AllOf(HasSubstr("erased on"), HasSubstr("a court said so"));
  EXPECT_THAT(says({"show", id_ + "@2"}), told);
  EXPECT_THAT(says({"log", id_}), told);
  EXPECT_THAT(says({"diff", id_ + "@2"}), told);
  EXPECT_THAT(says({"diff", id_ + "@3"}), told);
  EXPECT_THAT(says({"blame", id_}), told);
  EXPECT_THAT(says({"export", "--format", "csv"}), told);
  EXPECT_THAT(says({"export", "--format", "jsonl"}), HasSubstr(R"("reason":"a court said so")"));
  EXPECT_THAT(says({"show", id_ + "@2", "--json"}), HasSubstr("a court said so"));
  EXPECT_THAT(says({"verify"}), HasSubstr("1 version was erased on purpose"));
  EXPECT_THAT(says({"fsck"}), HasSubstr("1 version was erased on purpose"));
  for (const std::string format : {"json", "warc", "html", "claimreview"}) {
    says({"export", "--format", format});
  }
  EXPECT_THAT(Ask({"search", "Zhanabergenova"}).out, Not(HasSubstr("resigned")));
  const Typed raw = Ask({"show", id_ + "@2", "--raw"});
  EXPECT_EQ(raw.status, 4);
  EXPECT_THAT(raw.err, told);
}

TEST_F(EraseVerb, TheWholeArticleGoes) {
  Erase(id_);
  EXPECT_THAT(Ask({"articles"}).out, HasSubstr("(erased)"));
  EXPECT_EQ(Ask({"blame", id_}).status, 4);
  EXPECT_THAT(Ask({"show", id_}).out, HasSubstr("a court said so"));
  EXPECT_EQ(Ask({"reextract"}).status, 0);
  EXPECT_EQ(Ask({"verify"}).status, 0);
  EXPECT_THAT(Ask({"erase", id_ + "@2", "--why", "again", "--yes"}).out,
              HasSubstr("was erased already"));
}

// Changes the bytes of `words` wherever they stand in a file of `dir`; whether they did.
bool Damage(const std::filesystem::path& dir, const std::string& words) {
  bool found = false;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(dir)) {
    std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::size_t at = bytes.find(words);
    if (at != std::string::npos && entry.path().extension() == ".sst") {
      file.clear();
      file.seekp(static_cast<std::streamoff>(at)).write("????", 4);
      found = true;
    }
  }
  return found;
}

// What no compression makes smaller.
std::string Noise() {
  std::mt19937_64 random(20250617);  // NOLINT(cert-msc51-cpp): the same bytes each time
  std::string noise;
  while (noise.size() < (40U << 10U)) {
    noise += static_cast<char>(random() & 0xFFU);
  }
  return noise;
}

TEST_F(EraseVerb, SaysWhatItDidWhenTheFilesCannotBeRewritten) {
  const std::string noise = Noise();
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_)).value();
    Add(*store, "13", "A neighbour in the same file.", noise, "https://steppe-herald.example/x");
    Add(*store, "14", "Six leaders met again.");
  }
  ASSERT_TRUE(Store::Open(dir_).ok());  // what was in the journal is in a file of its own now
  ASSERT_TRUE(Damage(dir_ / "db", noise.substr(20U << 10U, 64)));
  const Typed done = Ask({"erase", id_ + "@4", "--why", "a court said so", "--yes"});
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("erased @4"));
  EXPECT_THAT(done.out, HasSubstr("may still be in the database's files"));
  EXPECT_THAT(Ask({"show", id_ + "@4"}).out, HasSubstr("a court said so"));
}

TEST_F(EraseVerb, WhileTheStoreIsHeldItIsRefused) {
  const auto held = std::move(Store::Open(dir_)).value();
  EXPECT_EQ(Ask({"erase", id_, "--why", "x", "--by", "anna", "--yes"}).status, 75);
  EXPECT_TRUE(held->GetVersion(id_, 2).ok());
}

TEST_F(EraseVerb, VerifyNamesTheAlertsThatLostTheirWords) {
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_)).value();
    Proposal proposal = ProposalOf("a claim", id_, 2);
    Json& article = proposal.alert->record.Edit("claimwatch").Edit("article");
    article.Set("id", id_).Set("version", Json::Of({{"number", 2}}));
    store->Conclude(id_, 2, {std::move(proposal)}, At(0)).value();
  }
  Erase(id_ + "@2");
  const Typed verified = Ask({"verify"});
  EXPECT_EQ(verified.status, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("1 version was erased on purpose; each has its record; the "
                                      "words of 1 alert went with them (#1)\n"));
  EXPECT_THAT(Ask({"verify", "--jsonl"}).out, HasSubstr(R"("blanked_alerts":[1])"));
}

}  // namespace
}  // namespace claimwatch::testing
