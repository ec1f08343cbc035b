#include "tests/compare/desk.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text.h"
#include "plugins/read/reading.h"

namespace claimwatch::testing {

std::vector<LabelledSentence> LabelledSentences(const Case& report) {
  std::vector<LabelledSentence> sentences;
  const std::string article = report.Section("article");
  for (const std::string_view line : Split(article, '\n')) {
    const std::size_t bar = line.find(" | ");
    if (bar == std::string_view::npos) {
      continue;
    }
    const std::string_view label = line.substr(0, bar);
    const std::size_t slash = label.find(" / ");
    const std::string_view head = slash == std::string_view::npos ? "" : label.substr(slash + 3);
    sentences.push_back({label.front(), std::string(head), std::string(line.substr(bar + 3))});
  }
  return sentences;
}

std::string ShippedBaselineText() {
  std::ifstream file(CW_SOURCE_DIR "/config/baselines/xinhua-20250619.txt");
  return {std::istreambuf_iterator<char>(file), {}};
}

Baseline ShippedBaseline() {
  return MakeBaseline("xinhua-20250619", "summit", ArticleFromText(ShippedBaselineText()));
}

std::vector<Finding> CompareText(const Baseline& baseline, std::string_view text,
                                 std::string_view language) {
  Article article = ArticleFromText(text);
  article.language = language;
  const Reading reading = ReadArticle(article);
  const Relevance relevance = JudgeRelevance(baseline, article, reading, {});
  Comparison comparison;
  comparison.baseline = IsCompared(relevance.state) ? &baseline : nullptr;
  comparison.article = &article;
  comparison.reading = &reading;
  return CompareArticles(comparison);
}

std::vector<Finding> Alerts(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& finding) { return IsSilent(finding.type); });
  return findings;
}

namespace {

bool Accuses(const Finding& finding) {
  return finding.type == FindingType::kChangedFigure || finding.type == FindingType::kContradicts ||
         finding.type == FindingType::kChangedDate || finding.type == FindingType::kChangedEntity;
}

struct Tally {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  int misplaced = 0;

  double F1() const { return 2.0 * right / std::max(1, 2 * right + wrong + missed); }
};

void Count(Tally& tally, bool want, bool got) {
  tally.right += want && got ? 1 : 0;
  tally.wrong += !want && got ? 1 : 0;
  tally.missed += want && !got ? 1 : 0;
}

class Newsdesk : public ::testing::Test {
 protected:
  Newsdesk() {
    const Baseline baseline = ShippedBaseline();
    for (const Case& report : LoadCases("newsdesk")) {
      std::string text;
      const std::vector<LabelledSentence> sentences = LabelledSentences(report);
      for (const LabelledSentence& sentence : sentences) {
        text += sentence.text + "\n\n";
      }
      const std::vector<Finding> alerts =
          Alerts(CompareText(baseline, text, report.Setting("lang", "en")));
      if (report.Setting("relevance") != "on") {
        distractor_alerts += alerts.size();
        continue;
      }
      for (const LabelledSentence& sentence : sentences) {
        Judge(sentence, alerts);
      }
    }
  }

  void Judge(const LabelledSentence& sentence, const std::vector<Finding>& alerts) {
    bool alerted = false;
    bool accused = false;
    for (const Finding& finding : alerts) {
      if (finding.sentence.text != sentence.text) {
        continue;
      }
      alerted = true;
      accused = accused || Accuses(finding);
      misplaced += Accuses(finding) && !finding.other.text.starts_with(sentence.head) ? 1 : 0;
    }
    if (sentence.label == 'O') {
      undisputed += accused ? sentence.text + "\n" : "";
      return;
    }
    if (sentence.label != '?') {
      Count(alert, sentence.label != 'R', alerted);
      Count(accusation, sentence.label == 'C' || sentence.label == 'X', accused);
    }
  }

  Tally alert;
  Tally accusation;
  int misplaced = 0;
  std::string undisputed;  // accused though labelled O
  std::size_t distractor_alerts = 0;
};

TEST_F(Newsdesk, NoCircumstanceIsTakenForADispute) {
  EXPECT_EQ(undisputed, "");
}

TEST_F(Newsdesk, AlertsWhatIsNewAndIsSilentOnWhatIsRepeated) {
  EXPECT_GE(alert.F1(), 0.96);
}

TEST_F(Newsdesk, AccusesRightly) {
  EXPECT_LE(accusation.wrong, 1);
  EXPECT_GE(accusation.F1(), 0.95);
}

TEST_F(Newsdesk, ShowsTheRightBaselineSentenceBesideAnAccusation) {
  EXPECT_LE(misplaced, 1);
}

TEST_F(Newsdesk, ReportsOfOtherEventsDoNotAlert) {
  EXPECT_EQ(distractor_alerts, 0U);
}

// "old => new" of a case, applied to the shipped baseline.
std::string Edited(const std::string& edit) {
  std::string text = ShippedBaselineText();
  const std::size_t arrow = edit.find(" =>");
  const std::string before = edit.substr(0, arrow);
  const std::string after = edit.size() > arrow + 4 ? edit.substr(arrow + 4) : "";
  const std::size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return at != std::string::npos ? text.replace(at, before.size(), after) : text;
}

class EditedBaseline : public ::testing::TestWithParam<Case> {};

TEST_P(EditedBaseline, AlertsExactlyWhenTheMeaningChanged) {
  const Case& edit = GetParam();
  const bool loud = !edit.Setting("loud").empty();
  const std::vector<Finding> alerts = Alerts(CompareText(
      ShippedBaseline(), Edited(loud ? edit.Setting("loud") : edit.Setting("quiet")), ""));
  EXPECT_EQ(!alerts.empty(), loud) << (alerts.empty() ? "" : alerts.front().reason);
}

INSTANTIATE_TEST_SUITE_P(Cases, EditedBaseline, ::testing::ValuesIn(LoadCases("edits")));

}  // namespace
}  // namespace claimwatch::testing
