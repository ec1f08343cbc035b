#include "plugins/compare/name_forms.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "plugins/compare/words.h"
#include "plugins/read/given_names.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestGap = 3;  // bytes of a hyphen in Unicode

// Letters of one sound, longest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kSounds = {{{"zh", "j"},
                                                                                    {"dj", "j"},
                                                                                    {"kh", "h"},
                                                                                    {"gh", "g"},
                                                                                    {"ck", "k"},
                                                                                    {"x", "ks"},
                                                                                    {"q", "k"},
                                                                                    {"w", "v"},
                                                                                    {"ph", "f"},
                                                                                    {"ts", "c"},
                                                                                    {"tz", "c"},
                                                                                    {"th", "t"},
                                                                                    {"y", "i"}}};

bool IsVowel(char letter) {
  return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

bool IsPerson(const Term& term) {
  return term.key.starts_with("person:");
}

std::string_view TextOf(const Term& term, std::string_view text) {
  return text.substr(term.span.start, term.span.size());
}

// Only a blank, a hyphen or an apostrophe stands between two words of one name.
bool AreBeside(const Term& left, const Term& right, std::string_view text) {
  if (right.span.start < left.span.end || right.span.start - left.span.end > kLongestGap) {
    return false;
  }
  const std::string_view gap = text.substr(left.span.end, right.span.start - left.span.end);
  constexpr std::array<std::string_view, 5> kQuotes = {"«", "»", "“", "”", "„"};
  return gap.find_first_of(",.;:()\n\"") == std::string_view::npos && !HasOneOf(gap, kQuotes);
}

void Join(Term& left, const Term& right, std::string_view text) {
  left.span.end = right.span.end;
  // "Kazakh President Tokayev": the name says who it is, the title before it only who it should be.
  const Term& known_by = IsPerson(right) ? right : left;
  const std::string known(BaseKey(known_by));
  left.kind = IsPerson(left) || IsPerson(right) ? Term::Kind::kEntity : Term::Kind::kName;
  left.key = known + "+" + NameSkeleton(TextOf(left, text));
  left.weight = std::max(left.weight, right.weight);
}

std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : std::string(name) + " ") {
    const bool within = static_cast<unsigned char>(letter) >= 0x80 || letter == '\'' ||
                        std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (within) {
      word += letter;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

bool IsCapital(const Term& term, std::string_view text) {
  std::size_t at = term.span.start;
  return at < text.size() && IsUpper(NextCodePoint(text, at));
}

// "Kelton" of "Kelton Rovers", which opens a sentence, where a capital letter makes no name.
bool OpensName(const Term& term, std::string_view text) {
  return term.kind == Term::Kind::kUnknown && IsCapital(term, text);
}

}  // namespace

std::string NameSounds(std::string_view word) {
  std::string sounds = LowerCase(word);
  for (const auto& [from, to] : kSounds) {
    for (std::size_t at = sounds.find(from); at != std::string::npos;
         at = sounds.find(from, at + to.size())) {
      sounds.replace(at, from.size(), to);
    }
  }
  return sounds;
}

std::string RussianInLatin(std::string_view word) {
  constexpr std::array<std::string_view, 32> kLetters = {
      "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "i",  "k", "l", "m", "n", "o",  "p",
      "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sh", "",  "y", "",  "e", "yu", "ya"};
  constexpr char32_t kFirst = U'а';
  std::string latin;
  const std::string lower = LowerCase(word);
  for (std::size_t at = 0; at < lower.size();) {
    const char32_t letter = NextCodePoint(lower, at);
    if (letter >= kFirst && letter < kFirst + kLetters.size()) {
      latin += kLetters.at(letter - kFirst);
    } else if (letter == U'ё') {
      latin += "e";
    }
  }
  return latin;
}

std::string NameSkeleton(std::string_view word) {
  const std::string lower = LowerCase(word);
  if (std::any_of(lower.begin(), lower.end(),
                  [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; })) {
    return lower;
  }
  const std::string sounds = NameSounds(lower);
  std::string skeleton;
  for (const char letter : sounds) {
    const bool kept = skeleton.empty() || !IsVowel(letter);
    const bool twice = !skeleton.empty() && skeleton.back() == letter;
    if (kept && !twice && std::isalpha(static_cast<unsigned char>(letter)) != 0) {
      skeleton += letter;
    }
  }
  return skeleton;
}

bool AreNameForms(std::string_view a, std::string_view b) {
  std::vector<std::string> few = WordsOf(a);
  std::vector<std::string> many = WordsOf(b);
  if (few.size() > many.size()) {
    few.swap(many);
  }
  return !few.empty() && std::all_of(few.begin(), few.end(), [&many](const std::string& word) {
    const auto same = std::find_if(many.begin(), many.end(), [&word](const std::string& other) {
      return NameSkeleton(word) == NameSkeleton(other) && !AreOtherGivenNames(word, other);
    });
    if (same == many.end()) {
      return false;
    }
    many.erase(same);
    return true;
  });
}

bool AreOtherPeople(std::string_view a, std::string_view b) {
  const std::vector<std::string> old = WordsOf(a);
  const std::vector<std::string> now = WordsOf(b);
  if (old.size() != now.size()) {
    return false;
  }
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (AreOtherGivenNames(old[i], now[i])) {
      return true;
    }
  }
  return false;
}

std::vector<Term> JoinNames(const std::vector<Term>& terms, std::string_view text) {
  std::vector<Term> joined;
  for (const Term& term : terms) {
    if (term.kind == Term::Kind::kName && !joined.empty() && OpensName(joined.back(), text) &&
        AreBeside(joined.back(), term, text)) {
      joined.back().kind = Term::Kind::kName;
    }
    const bool name = term.kind == Term::Kind::kName || IsPerson(term);
    Term* last = joined.empty() ? nullptr : &joined.back();
    const bool joins = name && last != nullptr &&
                       (last->kind == Term::Kind::kName || IsPerson(*last)) &&
                       AreBeside(*last, term, text);
    if (joins) {
      Join(*last, term, text);
    } else {
      joined.push_back(term);
    }
  }
  return joined;
}

std::string_view BaseKey(const Term& term) {
  const std::string_view key = term.key;
  return term.kind == Term::Kind::kEntity ? key.substr(0, key.find('+')) : key;
}

}  // namespace claimwatch
