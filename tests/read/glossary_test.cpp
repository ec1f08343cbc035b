// The tables of config/lexicon/claims: their format, and that a translation is read as its class.
#include "plugins/read/glossary.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/decimal.h"
#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

using ::testing::Ge;
using ::testing::IsEmpty;

constexpr std::array<std::string_view, 8> kConceptTables = {
    "claims/diplomacy.tsv", "claims/economy.tsv", "claims/general.tsv",    "claims/industry.tsv",
    "claims/society.tsv",   "claims/offices.tsv", "claims/statistics.tsv", "claims/reporting.tsv"};
constexpr std::array<std::string_view, 2> kEntityTables = {"claims/entities.tsv",
                                                           "claims/world.tsv"};

struct Row {
  std::string where;  // "claims/society.tsv:12"
  std::vector<std::string_view> fields;
  std::size_t first = 3;  // column of the English forms

  std::string_view key() const { return fields[0]; }
};

void AddRows(std::string_view table, std::size_t first, std::vector<Row>& rows) {
  std::size_t line = 0;
  for (const std::string_view text : Split(Embedded(table), '\n')) {
    ++line;
    if (!text.empty() && text.front() != '#') {
      rows.push_back({std::string(table) + ":" + std::to_string(line), Split(text, '\t'), first});
    }
  }
}

std::vector<Row> Concepts() {
  std::vector<Row> rows;
  for (const std::string_view table : kConceptTables) {
    AddRows(table, 3, rows);
  }
  return rows;
}

std::vector<Row> AllRows() {
  std::vector<Row> rows = Concepts();
  for (const std::string_view table : kEntityTables) {
    AddRows(table, 2, rows);
  }
  return rows;
}

bool IsKey(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ':' || c == '-';
  });
}

TEST(GlossaryTables, EveryClassHasAKeyAWeightAKindAndThreeLanguages) {
  std::vector<std::string> wrong;
  for (const Row& row : Concepts()) {
    const bool whole = row.fields.size() >= 6 && IsKey(row.key()) && row.fields[2].size() == 1 &&
                       std::string_view("nvaqf").find(row.fields[2]) != std::string_view::npos &&
                       !row.fields[3].empty() && !row.fields[4].empty() && !row.fields[5].empty();
    const std::optional<Decimal> weight = Decimal::Parse(whole ? row.fields[1] : "x");
    if (!whole || !weight || *weight < Decimal(0) || *weight > Decimal(2)) {
      wrong.push_back(row.where + " " + std::string(row.key()));
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(GlossaryTables, EveryNameHasAKeyOfItsRole) {
  const std::set<std::string_view> roles = {"person", "place", "country",
                                            "group",  "body",  "document"};
  std::vector<std::string> wrong;
  for (const Row& row : AllRows()) {
    const bool entity = row.first == 2;
    if (entity && (row.fields.size() < 3 || !IsKey(row.key()) || !roles.contains(row.fields[1]) ||
                   row.fields[2].empty())) {
      wrong.push_back(row.where + " " + std::string(row.key()));
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(Cues, AFormWithAnEqualSignIsTakenAsItStands) {
  const Glossary& glossary = Glossary::Builtin();
  EXPECT_TRUE(glossary.FindCue(Cue::kSpeech, SplitWords("stated", 0), 0));
  EXPECT_FALSE(glossary.FindCue(Cue::kSpeech, SplitWords("states", 0), 0));
}

TEST(Cues, AMonthIsNoPossibilityAndReportersAreNoRumour) {
  const Glossary& glossary = Glossary::Builtin();
  EXPECT_FALSE(glossary.FindCue(Cue::kHedge, SplitWords("in May", 0), 1));
  EXPECT_TRUE(glossary.FindCue(Cue::kHedge, SplitWords("they may", 0), 1));
  EXPECT_FALSE(glossary.FindCue(Cue::kRumour, SplitWords("reporters", 0), 0));
  EXPECT_TRUE(glossary.FindCue(Cue::kRumour, SplitWords("reportedly", 0), 0));
}

TEST(GlossaryTables, NoClassAndNoFormStandsTwice) {
  std::map<std::string_view, std::string> keys;
  std::map<std::string, std::string> forms;
  std::vector<std::string> twice;
  for (const Row& row : AllRows()) {
    if (!keys.emplace(row.key(), row.where).second) {
      twice.push_back(row.where + " " + std::string(row.key()));
    }
    for (std::size_t i = row.first; i < row.fields.size(); ++i) {
      for (const std::string_view form : Split(row.fields[i], ',')) {
        if (!form.empty() && !forms.emplace(form, row.where).second) {
          twice.push_back(row.where + " " + std::string(form) + ", also in " +
                          forms[std::string(form)]);
        }
      }
    }
  }
  EXPECT_THAT(twice, IsEmpty());
}

// Forms that stand twice in a row, from the column `first` on; behind a key, keys of two rows too.
std::vector<std::string> FormsTwice(const std::vector<Row>& rows, std::size_t first) {
  std::vector<std::string> wrong;
  std::set<std::string_view> lines;
  for (const Row& row : rows) {
    std::set<std::string_view> forms;
    for (std::size_t i = first; i < row.fields.size(); ++i) {
      for (const std::string_view form : Split(row.fields[i], ',')) {
        if (form.empty() || !forms.insert(form).second) {
          wrong.push_back(row.where + ": '" + std::string(form) + "'");
        }
      }
    }
    if (!lines.insert(row.fields.front()).second && first == 1) {
      wrong.push_back(row.where + ": '" + std::string(row.key()) + "' has a line already");
    }
  }
  return wrong;
}

TEST(GlossaryTables, OppositesOfNewsHaveTwoSidesAndStandOnce) {
  std::vector<Row> rows;
  AddRows("claims/antonyms_news.tsv", 0, rows);
  std::set<std::pair<std::string_view, std::string_view>> pairs;
  std::vector<std::string> wrong = FormsTwice(rows, 0);
  for (const Row& row : rows) {
    const bool whole =
        row.fields.size() == 2 || (row.fields.size() == 3 && row.fields[2] == "degree");
    if (!whole || !pairs.emplace(row.fields[0], row.fields[1]).second) {
      wrong.push_back(row.where);
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(GlossaryTables, VerbsAndTheirFormsStandOnce) {
  for (const std::string_view table : {"claims/irregular_en.tsv", "claims/aspect_ru.tsv"}) {
    std::vector<Row> rows;
    AddRows(table, 1, rows);
    EXPECT_THAT(FormsTwice(rows, 1), IsEmpty());
    EXPECT_TRUE(std::all_of(rows.begin(), rows.end(), [](const Row& row) {
      return row.fields.size() == 2;
    })) << table;
  }
}

TEST(GlossaryTables, ThereAreEnoughClassesToCompareLanguages) {
  EXPECT_THAT(AllRows().size(), Ge(1'800U));
  EXPECT_THAT(Concepts().size(), Ge(1'200U));
}

TEST(GlossaryTables, PairsNameClassesThatThereAre) {
  std::set<std::string_view> keys;
  for (const Row& row : AllRows()) {
    keys.insert(row.key());
  }
  std::vector<Row> pairs;
  AddRows("claims/opposites.tsv", 0, pairs);
  AddRows("claims/related.tsv", 0, pairs);
  std::vector<std::string> unknown;
  for (const Row& pair : pairs) {
    if (pair.fields.size() < 2 || !keys.contains(pair.fields[0]) ||
        !keys.contains(pair.fields[1])) {
      unknown.push_back(pair.where + " " + std::string(pair.key()));
    }
  }
  EXPECT_THAT(unknown, IsEmpty());
}

// The class that `form`, printed alone, is read as; empty when it is read as several or none.
std::string ClassOf(std::string_view form) {
  const std::vector<Word> words = SplitWords(form, 0);
  const Glossary& glossary = Glossary::Builtin();
  const auto match = words.empty() ? std::nullopt : glossary.Find(words, 0);
  return match && match->length == words.size() ? glossary.Entry(match->id).key : std::string();
}

TEST(GlossaryTables, TheFirstFormOfEachLanguageIsReadAsItsClass) {
  std::vector<std::string> wrong;
  for (const Row& row : Concepts()) {
    if (row.fields[2] == "f") {
      continue;  // function words say nothing
    }
    for (std::size_t i = row.first; i < std::min<std::size_t>(row.fields.size(), 6); ++i) {
      const std::string_view form = Split(row.fields[i], ',').front();
      const std::string read = ClassOf(form);
      if (read != row.key()) {
        wrong.push_back(row.where + " " + std::string(form) + " is read as '" + read + "'");
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

// Snowball gives "саммит" and "саммита" two stems.
TEST(Glossary, ARussianNounInItIsKnownInItsGenitive) {
  EXPECT_EQ(ClassOf("саммита"), "summit");
  EXPECT_EQ(ClassOf("кредита"), "loan");
  EXPECT_EQ(ClassOf("виза"), "visa");
}

}  // namespace
}  // namespace claimwatch
