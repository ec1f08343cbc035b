#include "plugins/extract/names.h"

#include <algorithm>
#include <unordered_set>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {
namespace {

BylineWords ReadBylineWords() {
  BylineWords words;
  ForEachRow(Embedded("extract/bylines.tsv"), [&](const std::vector<std::string_view>& fields) {
    const std::string_view kind = fields.front();
    std::string word(fields.back());
    std::replace(word.begin(), word.end(), '_', ' ');
    auto& list = kind == "before"    ? words.before
                 : kind == "after"   ? words.after
                 : kind == "between" ? words.between
                 : kind == "source"  ? words.source
                 : kind == "behind"  ? words.behind
                 : kind == "nobody"  ? words.nobody
                                     : words.skip;
    list.push_back(std::move(word));
  });
  return words;
}

// What may stand alone before a name: the words as they are and without their colon.
std::unordered_set<std::string> BylineLabels() {
  std::unordered_set<std::string> labels;
  for (const std::string_view word : WordsOfBylines().before) {
    labels.emplace(Trim(word));
    for (const std::string_view colon : {":", "："}) {
      if (word.ends_with(colon)) {
        labels.emplace(word.substr(0, word.size() - colon.size()));
      }
    }
  }
  return labels;
}

// "Ann Lee, PhD" is one person.
bool IsDegree(std::string_view name) {
  constexpr std::string_view kDegrees[] = {"phd", "ph.d", "md", "m.d", "mba", "ma",
                                           "msc", "bsc",  "rn", "rd",  "jr",  "esq"};
  const std::string lower = AsciiLower(name);
  return std::find(std::begin(kDegrees), std::end(kDegrees), lower) != std::end(kDegrees);
}

bool IsNumber(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// A label of a form, a counter or a day ("Name *", "21 people", "More →", "May 5") is no name.
bool IsName(std::string_view name) {
  const bool marks = name.find_first_of("<>{}@=*") != std::string_view::npos ||
                     name.find("→") != std::string_view::npos || name.ends_with(':') ||
                     (name[0] >= '0' && name[0] <= '9') || IsDegree(name) ||
                     name.find("http") != std::string_view::npos ||
                     name.find("www.") != std::string_view::npos;
  const std::vector<std::string_view> words = Split(name, ' ');
  const bool day = std::any_of(words.begin(), words.end(), IsNumber);
  const auto digits =
      std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  return name.size() > 1 && name.size() <= kMaxNameBytes && !marks && !day && digits < 3;
}

// Where the date, the place or the account behind a name begins, without the marks before it.
std::size_t EndOfName(const std::string& name) {
  std::size_t end = name.size();
  for (const std::string& word : WordsOfBylines().behind) {
    end = std::min(end, name.find(word));
  }
  constexpr std::string_view kMarks = " ,.;-";
  while (end > 0 && kMarks.find(name[end - 1]) != std::string_view::npos) {
    --end;
  }
  return end;
}

// "No Author", or the label itself.
bool IsNobody(const std::string& name) {
  const std::vector<std::string>& words = WordsOfBylines().nobody;
  return IsBylineLabel(name) ||
         std::find(words.begin(), words.end(), LowerCase(name)) != words.end();
}

void AddName(std::string_view raw, std::vector<std::string>& names) {
  const BylineWords& words = WordsOfBylines();
  std::string name(Trim(WithoutWords(Trim(raw), words.before)));
  for (const std::string& after : words.after) {
    if (name.size() > after.size() && LowerCase(name).ends_with(after)) {
      name.resize(name.size() - after.size());
    }
  }
  name.resize(EndOfName(name));
  // The same once more, or a whole name with the office behind it: "Ann Lee Ledger Staff".
  const bool known = std::any_of(names.begin(), names.end(), [&name](const std::string& other) {
    return FoldCase(other) == FoldCase(name) ||
           (IsPersonName(other) && FoldCase(name).starts_with(FoldCase(other) + " "));
  });
  if (!name.empty() && IsName(name) && !IsNobody(name) && !known &&
      names.size() < kMaxAuthorNames) {
    names.push_back(std::move(name));
  }
}

}  // namespace

const BylineWords& WordsOfBylines() {
  static const BylineWords words = ReadBylineWords();
  return words;
}

bool IsBylineLabel(std::string_view text) {
  static const std::unordered_set<std::string> labels = BylineLabels();
  return labels.contains(LowerCase(text));
}

std::string_view WithoutWords(std::string_view text, const std::vector<std::string>& words) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string& word : words) {
      if (text.size() > word.size() && LowerCase(text.substr(0, word.size())) == word) {
        text = Trim(text.substr(word.size()));
        changed = true;
      }
    }
  }
  return text;
}

void AddNames(std::string_view raw, std::vector<std::string>& names) {
  const std::string text = Normalise(PlainText(raw));
  std::string_view rest = WithoutWords(text, WordsOfBylines().before);
  while (!rest.empty()) {
    std::size_t end = rest.size();
    std::size_t next = rest.size();
    for (const std::string& between : WordsOfBylines().between) {
      const std::size_t at = rest.find(between);
      if (at < end) {
        end = at;
        next = at + between.size();
      }
    }
    AddName(rest.substr(0, end), names);
    rest.remove_prefix(next);
  }
}

bool IsPersonName(const std::string& name) {
  const TextFacts facts = CountText(name);
  const bool script = facts.cjk > 0 && facts.characters <= 5;
  return script || (facts.words >= 2 && facts.words <= 4 && facts.initials == facts.words &&
                    facts.upper * 2 <= facts.letters && facts.digits == 0 && facts.symbols == 0);
}

}  // namespace claimwatch
