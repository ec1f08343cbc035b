// `claimwatch erase`, and what the other verbs say of a version that is gone.
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/verb.h"
#include "core/json.h"
#include "storage/store.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kUrl = "https://steppe-herald.example/summit";
constexpr const char* kSecret = "Zhanabergenova resigned on Monday.";

struct Answer {
  int status = 0;
  std::string out;
  std::string err;
};

class EraseVerb : public ::testing::Test {
 protected:
  EraseVerb() {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_)).value();
    Add(*store, "10", "Six leaders met.");
    Add(*store, "11", kSecret);
    Add(*store, "12", "Six leaders met on Tuesday.");
  }

  void Add(Store& store, const std::string& hour, const std::string& sentence) {
    Page page;
    page.url = page.requested = Url::Parse(kUrl).value();
    page.body = "<p>" + sentence + "</p>";
    page.fetched = ParseTime("2025-06-17T" + hour + ":00:00Z").value();
    Article article;
    article.url = kUrl;
    article.title = "Leaders meet";
    article.language = "en";
    article.paragraphs = {"A first paragraph.", sentence};
    article.extractor = "gumbo-1";
    id_ = store.Append(page, article, {"steppe", "e1", "", std::nullopt}).value().article_id;
  }

  Answer Ask(std::vector<std::string> words) const {
    words.insert(words.begin(), "claimwatch");
    words.insert(words.end(), {"--state-dir", dir_.string(), "--color", "never"});
    std::vector<char*> argv;
    for (std::string& word : words) {
      argv.push_back(word.data());
    }
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Answer answer;
    answer.status = RunCommandLine(static_cast<int>(argv.size()), argv.data());
    answer.out = ::testing::internal::GetCapturedStdout();
    answer.err = ::testing::internal::GetCapturedStderr();
    return answer;
  }

  void Erase(const std::string& what) const {
    const Answer done = Ask({"erase", what, "--why", "a court said so", "--by", "anna", "--yes"});
    ASSERT_EQ(done.status, 0) << done.err;
  }

  TempFolder folder_;
  std::filesystem::path dir_ = folder_.path() / "store";
  std::string id_;
};

TEST_F(EraseVerb, WithoutYesItOnlySaysWhatWouldGo) {
  const Answer look = Ask({"erase", id_ + "@2", "--why", "a court said so", "--by", "anna"});
  EXPECT_EQ(look.status, 0) << look.err;
  EXPECT_THAT(look.out, HasSubstr("would erase @2"));
  EXPECT_THAT(look.out, HasSubstr("nothing was changed"));
  EXPECT_THAT(Ask({"show", id_ + "@2"}).out, HasSubstr(kSecret));
}

TEST_F(EraseVerb, NeedsAReason) {
  const Answer refused = Ask({"erase", id_ + "@2", "--yes"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("--why"));
}

TEST_F(EraseVerb, EachVerbSaysThatItWasErased) {
  Erase(id_ + "@2");
  const auto says = [&](std::vector<std::string> words) {
    const Answer answer = Ask(words);
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
  const Answer raw = Ask({"show", id_ + "@2", "--raw"});
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

TEST_F(EraseVerb, WhileTheStoreIsHeldItIsRefused) {
  const auto held = std::move(Store::Open(dir_)).value();
  EXPECT_EQ(Ask({"erase", id_, "--why", "x", "--by", "anna", "--yes"}).status, 75);
  EXPECT_TRUE(held->GetVersion(id_, 2).ok());
}

}  // namespace
}  // namespace claimwatch::testing
