#include "plugins/read/synonyms.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"
#include "plugins/read/stem.h"

namespace claimwatch {
namespace {

using Senses = std::unordered_map<std::string, std::vector<std::size_t>>;

// One line of the table is one sense: its words, stemmed here, separated by tabs.
Senses LoadSenses() {
  Senses senses;
  std::size_t sense = 0;
  for (const std::string_view table : {"claims/synonyms_en.tsv", "claims/synonyms_news.tsv"}) {
    ForEachRow(Embedded(table), [&](const auto& words) {
      for (const std::string_view word : words) {
        senses[StemOf(word)].push_back(sense);
      }
      ++sense;
    });
  }
  return senses;
}

std::unordered_set<std::string> LoadAntonyms() {
  std::unordered_set<std::string> pairs;
  for (const std::string_view line : Split(Embedded("claims/antonyms_en.tsv"), '\n')) {
    const std::vector<std::string_view> words = Split(line, '\t');
    if (words.size() == 2) {
      const std::string a = StemOf(words[0]);
      const std::string b = StemOf(words[1]);
      pairs.insert(a + "\t" + b);
      pairs.insert(b + "\t" + a);
    }
  }
  return pairs;
}

// Forms with the rows of claims/antonyms_news.tsv they stand in, 2 × row + side.
struct NewsAntonyms {
  Senses sides;
  std::unordered_set<std::string> degrees;
};

NewsAntonyms LoadNewsAntonyms() {
  NewsAntonyms all;
  std::size_t row = 0;
  ForEachRow(Embedded("claims/antonyms_news.tsv"), [&](const auto& fields) {
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::string_view word : Split(fields[side], ',')) {
        const bool lone = word.find(' ') == std::string_view::npos;
        const std::string form = lone ? PlainWord(word) : std::string(word);
        all.sides[form].push_back(2 * row + side);
        if (fields.size() > 2) {
          all.degrees.insert(form);
        }
      }
    }
    ++row;
  });
  return all;
}

const NewsAntonyms& InNews() {
  static const NewsAntonyms all = LoadNewsAntonyms();
  return all;
}

const Senses& NewsSides() {
  return InNews().sides;
}

// Whether a side that `a` stands on and one that `b` stands on are the same (`turn` 0) or the two
// of one row (1).
bool ShareNewsRow(std::string_view a, std::string_view b, std::size_t turn) {
  const auto old = NewsSides().find(std::string(a));
  const auto now = NewsSides().find(std::string(b));
  if (old == NewsSides().end() || now == NewsSides().end()) {
    return false;
  }
  return std::any_of(old->second.begin(), old->second.end(), [&](std::size_t side) {
    return std::find(now->second.begin(), now->second.end(), side ^ turn) != now->second.end();
  });
}

}  // namespace

bool AreAntonyms(std::string_view a, std::string_view b) {
  static const std::unordered_set<std::string> kPairs = LoadAntonyms();
  return kPairs.contains(StemOf(a) + "\t" + StemOf(b));
}

bool HasOppositeInNews(std::string_view word) {
  const std::string form(word);
  return NewsSides().contains(form) && !InNews().degrees.contains(form);
}

bool ExcludeInNews(std::string_view a, std::string_view b) {
  return ShareNewsRow(a, b, 1);
}

bool AreAlikeInNews(std::string_view a, std::string_view b) {
  return ShareNewsRow(a, b, 0);
}

bool AreSynonyms(std::string_view a, std::string_view b) {
  static const Senses kSenses = LoadSenses();
  const auto old = kSenses.find(StemOf(a));
  const auto now = kSenses.find(StemOf(b));
  if (old == kSenses.end() || now == kSenses.end()) {
    return false;
  }
  return std::any_of(old->second.begin(), old->second.end(), [&now](std::size_t sense) {
    return std::binary_search(now->second.begin(), now->second.end(), sense);
  });
}

}  // namespace claimwatch
